import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, contacts, newContact, newPerson, persons, refused, unique, wire } from './client.mjs';

const rest = connect('ContactRestApi');
const unknown = 2_000_000_000;

/** A refusal that names the field in its Messages. */
async function invalid(call, field) {
  const error = await refused(call, 400, 'SoValidationException');
  assert.ok(error.Messages?.[field], `${field} is not named: ${JSON.stringify(error)}`);
}

test('an error has one shape, and both of its messages are the same', async () => {
  const error = await refused(rest.getByIdAsync(unknown), 404);
  assert.deepEqual(Object.keys(error), ['Error', 'ErrorType', 'Message', 'ErrorMessage', 'ErrorSource']);
  assert.equal(error.Error, true);
  assert.equal(error.ErrorType, 'SoNotFoundException');
  assert.equal(error.Message, error.ErrorMessage);
  assert.match(error.Message, new RegExp(unknown));
});

test('what is not found is null over agents', async () => {
  assert.equal(await contacts.getContactEntityAsync(unknown), null);
  assert.equal(await contacts.getContactAsync(unknown), null);
  assert.equal(await persons.getPersonEntityAsync(unknown), null);
  await contacts.deleteContactEntityAsync(unknown);
  await persons.deletePersonEntityAsync(unknown);
});

test('saving an unknown id over an agent is a 400 that says so', async () => {
  const error = await refused(contacts.saveContactEntityAsync({ contactId: unknown, name: 'x' }), 400, 'SoNotFoundException');
  assert.match(JSON.stringify(error), /ContactId/i);
});

test('a wrong value is refused with the name of its field', async () => {
  await invalid(newContact({ name: ' ' }), 'Name');
  await invalid(newContact({ name: 'x'.repeat(220) }), 'Name');
  await invalid(newContact({ category: { id: unknown } }), 'Category');
  await invalid(newContact({ business: { id: unknown } }), 'Business');
  await invalid(newContact({ country: { countryId: unknown } }), 'Country');
  await invalid(newContact({ associate: { associateId: unknown } }), 'Associate');
  await invalid(newContact({ category: { id: 0, value: 'No such category' } }), 'Category');
});

test('a number that another company has is refused', async () => {
  const number2 = unique('N');
  await newContact({ number2 });
  await invalid(newContact({ number2 }), 'Number2');
});

test('a person of another company cannot be the main contact', async () => {
  const [one, other] = [await newContact(), await newContact()];
  const { personId } = await newPerson(other.contactId);
  await invalid(contacts.saveContactEntityAsync({ ...one, supportPerson: { personId } }), 'SupportPerson');
});

test('a refused save leaves everything as it was', async () => {
  const { contactId } = await newContact({ emails: [{ value: 'post@kontor.example' }] });
  const before = await contacts.getContactEntityAsync(contactId);
  const wrong = { ...before, name: unique('Renamed'), emails: [], category: { id: unknown } };
  await invalid(contacts.saveContactEntityAsync(wrong), 'Category');
  assert.deepEqual(await contacts.getContactEntityAsync(contactId), before);
});

test('nothing to save is a 400', async () => {
  await refused(contacts.saveContactEntityAsync(null), 400);
  await refused(rest.postAsync(null), 400);
});

test('an id that is no number, or too large for one, is a 400', async () => {
  await refused(contacts.getContactEntityAsync('glops'), 400);
  await refused(contacts.getContactEntityAsync(2 ** 31), 400);
  await refused(rest.getByIdAsync('glops'), 400);
  await refused(rest.getByIdAsync(2 ** 31), 400);
});

test('a wrong password is a 401 that does not say which half was wrong', async () => {
  const as = (username, password) => connect('ContactAgent', { axiosConfig: { auth: { username, password } } });
  const password = await refused(as('tje0', 'wrong').getContactEntityAsync(1), 401);
  const user = await refused(as('nobody', 'wrong').getContactEntityAsync(1), 401);
  assert.deepEqual(user, password);
  assert.equal(user.Error, true);
});

test('an operation of the contract that is not built names itself', async () => {
  const error = await refused(connect('WebhookAgent').getAllWebhooksAsync(), 501, 'NotImplemented');
  assert.match(error.Message, /GetAllWebhooks/i);
});

test('an address outside the contract is a 404 of its own kind', async () => {
  const { status, body } = await wire('GET', 'Contakt/1');
  assert.equal(status, 404);
  assert.equal(body.ErrorType, 'RouteNotFound');
  assert.ok(body.Message && 'MessageDetail' in body);
});
