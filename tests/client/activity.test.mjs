import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appointments, assertWhole, contacts, enums, me, newAppointment, newContact, newPerson,
} from './client.mjs';

const { ActivityStatus, ContactAction } = enums;
const aMinuteAgo = () => new Date(Date.now() - 60_000);

/** The row of one company among my active contacts, or undefined. */
async function rowOf(contactId, action = ContactAction.All, categories = [], since = aMinuteAgo()) {
  const rows = (await contacts.getMyActiveContactsAsync(since, categories, action)).filter((row) => row.contactId === contactId);
  assert.ok(rows.length <= 1, 'a company has one row');
  return rows[0];
}

test('an appointment saved now makes its company active with NewActivity', async () => {
  const contact = await newContact({ department: 'Export', urls: [{ value: 'https://kontor.example/' }] });
  const person = await newPerson(contact.contactId);
  const started = new Date(Math.floor(Date.now() / 1000) * 1000);
  const { appointmentId } = await newAppointment(contact.contactId, { person: { personId: person.personId } });
  const [row, principal] = await Promise.all([rowOf(contact.contactId), me()]);
  assertWhole(row);
  const { tableRight, fieldProperties, actionTime, ...facts } = row;
  assert.deepEqual(facts, {
    contactId: contact.contactId,
    name: contact.name,
    department: 'Export',
    orgNr: '',
    uRL: 'https://kontor.example/',
    category: contact.category.value,
    associateId: principal.associateId,
    associateFullName: contact.associate.fullName,
    action: ContactAction.NewActivity,
    actionId: appointmentId,
    personId: person.personId,
    activityPersonId: principal.personId,
    activityPersonName: principal.fullName,
  });
  assert.ok(actionTime >= started && actionTime <= new Date(), `${actionTime} is not now`);
  assert.ok(tableRight.mask & enums.ETableRight.Select);
  assert.deepEqual(fieldProperties, {});
});

test('the latest event of a company is the one shown', async () => {
  const { contactId } = await newContact();
  assert.equal((await rowOf(contactId)).action, ContactAction.Created);
  const appointment = await newAppointment(contactId);
  assert.equal((await rowOf(contactId)).action, ContactAction.NewActivity);
  await appointments.saveAppointmentEntityAsync({ ...appointment, completed: ActivityStatus.Completed });
  assert.equal((await rowOf(contactId)).action, ContactAction.ActivityCompleted);
  const person = await newPerson(contactId);
  const row = await rowOf(contactId);
  assert.equal(row.action, ContactAction.PersonAdded);
  assert.equal(row.actionId, person.personId);
});

test('actions are asked for as a number of flags', async () => {
  const { contactId } = await newContact();
  await newAppointment(contactId);
  assert.equal((await rowOf(contactId, ContactAction.NewActivity)).action, ContactAction.NewActivity);
  assert.equal((await rowOf(contactId, ContactAction.Created)).action, ContactAction.Created);
  assert.equal((await rowOf(contactId, ContactAction.NewActivity | ContactAction.PersonAdded)).action, ContactAction.NewActivity);
  assert.equal(await rowOf(contactId, ContactAction.Updated | ContactAction.PersonUpdated), undefined);
});

test('categories narrow the companies', async () => {
  const { contactId } = await newContact({ category: { id: 2 } });
  assert.ok(await rowOf(contactId, ContactAction.All, [2]));
  assert.equal(await rowOf(contactId, ContactAction.All, [1, 3]), undefined);
  assert.equal(await rowOf(contactId, ContactAction.All, [2_000_000_000]), undefined);
});

test('nothing from before the start time, newest company first', async () => {
  const older = await newContact();
  const newer = await newContact();
  await newAppointment(newer.contactId);
  const since = new Date(Date.now() - 3600_000);
  const rows = await contacts.getMyActiveContactsAsync(since, [], ContactAction.All);
  for (const row of rows) assert.ok(row.actionTime >= new Date(since.getTime() - 1000), `${row.name}: ${row.actionTime}`);
  const times = rows.map((row) => row.actionTime.getTime());
  assert.deepEqual(times, [...times].sort((one, other) => other - one));
  const place = (contact) => rows.findIndex((row) => row.contactId === contact.contactId);
  assert.ok(place(newer) >= 0 && place(newer) < place(older));
});

test('a deleted company is active no more', async () => {
  const { contactId } = await newContact();
  await newAppointment(contactId);
  assert.ok(await rowOf(contactId));
  await contacts.deleteContactEntityAsync(contactId);
  assert.equal(await rowOf(contactId), undefined);
});
