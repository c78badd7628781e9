import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  contacts, enums, me, newAppointment, newContact, newPerson, persons, refused, sent, wire,
} from './client.mjs';

const { EFieldRight, ETableRight } = enums;

/** Every {Mask, Reason} of an answer, with its place and whether it stands under FieldProperties. */
function* masks(value, path = '') {
  if (value === null || typeof value !== 'object') return;
  if ('Mask' in value) yield { path, mask: value.Mask, known: path.endsWith('FieldRight') ? EFieldRight : ETableRight };
  for (const [key, inner] of Object.entries(value)) yield* masks(inner, `${path}.${key}`);
}

test('masks are sent as names that the client knows, never as numbers', async () => {
  const { contactId } = await newContact();
  const { personId } = await newPerson(contactId);
  const { appointmentId } = await newAppointment(contactId, { person: { personId } });
  for (const path of [`Contact/${contactId}`, `Person/${personId}`, `Appointment/${appointmentId}`, 'Contact/default']) {
    const found = [...masks(await sent(path))];
    assert.ok(found.length > 20, path);
    for (const { path: place, mask, known } of found) {
      assert.equal(typeof mask, 'string', place);
      for (const name of mask.split(', ')) assert.equal(typeof known[name], 'number', `${path}${place}: ${name}`);
    }
  }
});

test('the client reads rights and mandatory marks', async () => {
  const contact = await newContact();
  assert.equal(contact.tableRight.mask, ETableRight.FULL);
  assert.equal(contact.tableRight.reason, '');
  const { Name, OrgNr, ActiveStatusMonitorId } = contact.fieldProperties;
  assert.equal(Name.fieldRight.mask, EFieldRight.Update | EFieldRight.UIHintMandatory);
  assert.equal(Name.fieldRight.reason, '[SR_ACCESS_MANDATORY]');
  assert.equal(Name.fieldType, 'System.String');
  assert.equal(Name.fieldLength, 219);
  assert.equal(OrgNr.fieldRight.mask, EFieldRight.Update);
  assert.equal(ActiveStatusMonitorId.fieldRight.mask, EFieldRight.Read);
  assert.equal(contact.fieldProperties.fieldName, undefined);
});

test('rights that the client sends back are ignored, right or wrong', async () => {
  const { contactId } = await newContact({ emails: [{ value: 'post@kontor.example' }] });
  const before = await contacts.getContactEntityAsync(contactId);
  const contact = await contacts.getContactEntityAsync(contactId);
  contact.tableRight = { mask: ETableRight.None, reason: 'mine' };
  contact.fieldProperties.Name = { fieldRight: { mask: EFieldRight.None, reason: 'mine' }, fieldType: 'none', fieldLength: -1 };
  contact.emails[0].tableRight = { mask: ETableRight.RestrictedUpdate, reason: 'mine' };
  contact.associate.fieldProperties = { fieldName: null };
  assert.deepEqual(await contacts.saveContactEntityAsync(contact), before);
});

test('what the server owns cannot be written', async () => {
  const { contactId } = await newContact();
  const { personId } = await newPerson(contactId);
  const before = await contacts.getContactEntityAsync(contactId);
  const saved = await contacts.saveContactEntityAsync({
    ...before,
    createdDate: new Date(0),
    createdBy: null,
    updatedDate: new Date(0),
    activeInterests: 99,
    deleted: 1,
    groupId: 99,
    persons: [],
    bounceEmails: ['bounced@kontor.example'],
  });
  assert.deepEqual(saved, before);
  const person = await persons.getPersonEntityAsync(personId);
  const again = await persons.savePersonEntityAsync({ ...person, fullName: 'Somebody Else', isAssociate: true, createdDate: null });
  assert.deepEqual(again, person);
});

test('properties that the server does not know are ignored', async () => {
  const contact = await newContact();
  const saved = await contacts.saveContactEntityAsync({ ...contact, invented: { by: ['a', 'newer', 'client'] } });
  assert.deepEqual(saved, contact);
});

test('names are read in any case, and answered in one', async () => {
  const { contactId } = await newContact();
  const contact = await sent(`Contact/${contactId}`);
  const odd = { contactid: contactId, NAME: contact.Name, dEPARTMENT: 'Odd', eMails: [{ VALUE: 'odd@kontor.example' }] };
  const { status, body } = await wire('POST', 'Agents/Contact/SaveContactEntity', odd);
  assert.equal(status, 200);
  assert.equal(body.Department, 'Odd');
  assert.equal(body.Emails[0].Value, 'odd@kontor.example');
  const { _Links, ...entity } = contact;
  assert.deepEqual(Object.keys(body), Object.keys(entity));
});

test('the company of the users cannot be deleted, and says why', async () => {
  const { contactId } = await me();
  const before = await contacts.getContactEntityAsync(contactId);
  assert.equal(before.tableRight.mask & ETableRight.Delete, 0); // so that nothing is tried where it would succeed
  assert.notEqual(before.tableRight.reason, '');
  await refused(contacts.deleteContactEntityAsync(contactId), 403, 'SoSentryException');
  assert.deepEqual(await contacts.getContactEntityAsync(contactId), before);
});
