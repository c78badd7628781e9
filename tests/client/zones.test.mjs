// What holds for a client in any time zone, the server's or another. Plain dates carry no zone: a client elsewhere
// reads them as its own, so calendar dates that it saves move; everything below must not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appointments, contacts, newAppointment, newContact, newPerson, persons, sent, wire } from './client.mjs';

const EMPTY = '0001-01-01T00:00:00';

test('a save from another zone leaves the dates that the server owns, and the empty ones', async () => {
  const { contactId } = await newContact();
  const contact = await contacts.getContactEntityAsync(contactId);
  await contacts.saveContactEntityAsync({ ...contact, department: 'First' });
  const before = await sent(`Contact/${contactId}`);
  await contacts.saveContactEntityAsync(await contacts.getContactEntityAsync(contactId));
  assert.deepEqual(await sent(`Contact/${contactId}`), before, 'nothing was changed');
  await contacts.saveContactEntityAsync({ ...await contacts.getContactEntityAsync(contactId), department: 'Second' });
  const after = await sent(`Contact/${contactId}`);
  const { UpdatedDate, UpdatedBy } = after;
  assert.ok(UpdatedDate > before.UpdatedDate);
  assert.deepEqual(after, { ...before, Department: 'Second', UpdatedDate, UpdatedBy });
  assert.equal(after.DbiLastModified, EMPTY);
});

test('the last date stays the last date', async () => {
  const { contactId } = await newContact();
  const MAXIMUM = '9999-12-31T23:59:59';
  const plain = { ...await sent(`Contact/${contactId}`), DbiLastModified: MAXIMUM };
  assert.equal((await wire('PUT', `Contact/${contactId}`, plain)).body.DbiLastModified, MAXIMUM);
  await contacts.saveContactEntityAsync({ ...await contacts.getContactEntityAsync(contactId), department: 'Second' });
  assert.equal((await sent(`Contact/${contactId}`)).DbiLastModified, MAXIMUM);
});

test('a birthday is the same day everywhere', async () => {
  const { contactId } = await newContact();
  for (const day of ['1999-05-13', '1964-02-29', '2000-01-01']) {
    const { personId } = await newPerson(contactId, { birthDate: new Date(day) });
    const before = await sent(`Person/${personId}`);
    assert.equal(before.BirthDate, `${day}T00:00:00`);
    const person = await persons.getPersonEntityAsync(personId);
    assert.deepEqual(person.birthDate, new Date(day));
    await persons.savePersonEntityAsync(person);
    assert.deepEqual(await sent(`Person/${personId}`), before);
  }
});

test('an appointment saved from another zone keeps its length and its stamps', async () => {
  const { contactId } = await newContact();
  const { appointmentId } = await newAppointment(contactId);
  const before = await sent(`Appointment/${appointmentId}`);
  await appointments.saveAppointmentEntityAsync(await appointments.getAppointmentEntityAsync(appointmentId));
  const after = await sent(`Appointment/${appointmentId}`);
  assert.equal(after.CreatedDate, before.CreatedDate);
  assert.deepEqual(after.CreatedBy, before.CreatedBy);
  const length = (one) => new Date(one.EndDate) - new Date(one.StartDate);
  assert.equal(length(after), length(before));
});
