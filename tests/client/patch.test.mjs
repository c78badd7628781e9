// Changing a part of a record, and asking for a part of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertWhole, base, connect, contacts, newAppointment, newContact, newPerson, newProject, newSale, password, refused,
  unique, username,
} from './client.mjs';

const { add, remove, replace, test: check } = base.WebApiPatchOp;
const rest = connect('ContactRestApi');
const values = (elements) => elements.map((element) => element.value);

/** A saved company with something in every part. */
const company = () => newContact({
  department: 'Sales',
  phones: [{ value: '22 00 00 01' }],
  emails: [{ value: 'post@kontor.example' }, { value: 'invoice@kontor.example', description: 'Invoices' }],
});

/** Fails unless exactly these properties differ, but for the stamps of a save. */
function onlyChanged(before, after, ...names) {
  const differing = Object.keys(before).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  assert.deepEqual(differing.filter((key) => !['updatedDate', 'updatedBy'].includes(key)).sort(), names.sort());
}

for (const [name, id, changed, create] of [
  ['ContactRestApi', 'contactId', 'department', company],
  ['PersonRestApi', 'personId', 'title', async () => newPerson((await newContact()).contactId)],
  ['AppointmentRestApi', 'appointmentId', 'location', async () => newAppointment((await newContact()).contactId)],
  ['ProjectRestApi', 'projectId', 'postit', () => newProject()],
  ['SaleRestApi', 'saleId', 'postit', () => newSale()],
]) {
  const api = connect(name);

  test(`${name}: a part of the record changes that part`, async () => {
    const { [id]: key } = await create();
    const before = await api.getByIdAsync(key);
    const answer = await api.patchByIdAsync(key, { [changed]: 'Patched' });
    assertWhole(answer);
    assert.deepEqual(await api.getByIdAsync(key), answer);
    onlyChanged(before, answer, changed);
    assert.equal(answer[changed], 'Patched');
  });

  test(`${name}: so does a list of operations`, async () => {
    const { [id]: key } = await create();
    const before = await api.getByIdAsync(key);
    const upper = changed.toUpperCase();
    const answer = await api.patchByIdAsync(key, [
      { op: check, path: `/${changed}`, value: before[changed] },
      { op: replace, path: `/${upper}`, value: 'One' },
      { op: check, path: changed, value: 'One' },
      { op: replace, path: upper, value: 'Two' },
    ]);
    assertWhole(answer);
    assert.deepEqual(await api.getByIdAsync(key), answer);
    onlyChanged(before, answer, changed);
    assert.equal(answer[changed], 'Two');
  });

  test(`${name}: a test that fails is a 409, and nothing is changed`, async () => {
    const { [id]: key } = await create();
    const before = await api.getByIdAsync(key);
    const operations = [{ op: replace, path: changed, value: 'Lost' }, { op: check, path: changed, value: 'Something else' }];
    const error = await refused(api.patchByIdAsync(key, operations), 409);
    assert.match(error.Message, new RegExp(changed, 'i'));
    assert.deepEqual(await api.getByIdAsync(key), before);
  });

  test(`${name}: what is not there cannot be patched`, async () => {
    await refused(api.patchByIdAsync(2_000_000_000, { [changed]: 'x' }), 404, 'SoNotFoundException');
    const { [id]: key } = await create();
    await refused(api.patchByIdAsync(key, [{ op: replace, path: '/NoSuchField', value: 1 }]), 400);
    await refused(api.patchByIdAsync(key, [{ op: 'move', from: changed, path: '/Name' }]), 400);
  });
}

test('an object for a list is added to it, a list takes its place', async () => {
  const { contactId } = await company();
  const more = await rest.patchByIdAsync(contactId, { phones: { value: '22 00 00 02' } });
  assert.deepEqual(values(more.phones), ['22 00 00 01', '22 00 00 02']);
  const other = await rest.patchByIdAsync(contactId, { phones: [{ value: '22 00 00 03' }] });
  assert.deepEqual(values(other.phones), ['22 00 00 03']);
  assert.deepEqual(values(other.emails), ['post@kontor.example', 'invoice@kontor.example']);
});

test('operations reach into lists and parts', async () => {
  const { contactId } = await company();
  const answer = await rest.patchByIdAsync(contactId, [
    { op: add, path: '/Phones/-', value: { value: '22 00 00 02' } },
    { op: add, path: '/phones/0', value: { Value: '22 00 00 00' } },
    { op: remove, path: '/Emails/0' },
    { op: replace, path: 'emails/0/description', value: 'All' },
    { op: replace, path: 'Address/Street/City', value: 'Oslo' },
    { op: replace, path: 'category/id', value: 2 },
  ]);
  assert.deepEqual(values(answer.phones), ['22 00 00 00', '22 00 00 01', '22 00 00 02']);
  assert.deepEqual(answer.emails.map((one) => [one.value, one.description]), [['invoice@kontor.example', 'All']]);
  assert.equal(answer.address.street.city, 'Oslo');
  assert.equal(answer.category.id, 2);
  assert.notEqual(answer.category.value, '');
});

test('the whole record, as the client read it, may be sent as a patch', async () => {
  const { contactId } = await company();
  const before = await rest.getByIdAsync(contactId);
  const answer = await rest.patchByIdAsync(contactId, { ...before, department: 'Whole' });
  onlyChanged(before, answer, 'department');
});

test('a patch that would leave the record wrong is refused with the name of the field', async () => {
  const { contactId } = await company();
  const error = await refused(rest.patchByIdAsync(contactId, { name: '' }), 400, 'SoValidationException');
  assert.ok(error.Messages?.Name, JSON.stringify(error));
});

// The client has no option for $select; its users put it into the parameters of every request.
const choosing = (name, $select) => connect(name, { axiosConfig: { auth: { username, password }, params: { $select } } });

test('a client that selects gets the rest empty, over REST and agents', async () => {
  const { contactId, name, category } = await company();
  const $select = 'name, Category/id,EMAILS/value';
  const chosen = [
    await choosing('ContactRestApi', $select).getByIdAsync(contactId),
    await choosing('ContactAgent', $select).getContactEntityAsync(contactId),
    await choosing('ContactRestApi', $select).patchByIdAsync(contactId, { description: 'Selected' }),
  ];
  for (const contact of chosen) {
    assert.deepEqual([contact.contactId, contact.name], [contactId, name]);
    assert.deepEqual([contact.category.id, contact.category.value], [category.id, null]);
    assert.deepEqual(contact.emails.map((one) => [one.value, one.description]), [['post@kontor.example', null], ['invoice@kontor.example', null]]);
    assert.deepEqual([contact.department, contact.address, contact.tableRight], [null, null, null]);
    assert.deepEqual(contact.phones, []); // null on the wire
    assertWhole(contact);
  }
  const whole = await contacts.getContactEntityAsync(contactId);
  assert.deepEqual([whole.department, whole.description, values(whole.phones)], ['Sales', 'Selected', ['22 00 00 01']]);
});

test('what is created and selected is stored whole', async () => {
  const blank = await contacts.createDefaultContactEntityAsync();
  const posted = await choosing('ContactRestApi', 'name').postAsync({ ...blank, name: unique('Kontor'), department: 'Stored' });
  assert.equal(posted.department, null);
  assert.equal((await contacts.getContactEntityAsync(posted.contactId)).department, 'Stored');
});
