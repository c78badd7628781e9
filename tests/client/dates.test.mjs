// Plain dates, from a client in the server's own time zone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appointments, contacts, newAppointment, newContact, newPerson, persons, sent } from './client.mjs';

const EMPTY = '0001-01-01T00:00:00';
const MAXIMUM = '9999-12-31T23:59:59';
const local = (text) => new Date(text); // without a zone, JavaScript reads its own

/** The record on the wire, and again after the client has read and saved it. */
async function echoed(path, get, save, id) {
  const before = await sent(`${path}/${id}`);
  await save(await get(id));
  return [before, await sent(`${path}/${id}`)];
}

const contactEchoed = (id) => echoed('Contact', (key) => contacts.getContactEntityAsync(key), (one) => contacts.saveContactEntityAsync(one), id);
const personEchoed = (id) => echoed('Person', (key) => persons.getPersonEntityAsync(key), (one) => persons.savePersonEntityAsync(one), id);
const appointmentEchoed = (id) =>
  echoed('Appointment', (key) => appointments.getAppointmentEntityAsync(key), (one) => appointments.saveAppointmentEntityAsync(one), id);

test('the empty date comes back shifted by hours, and stays the empty date', async () => {
  const { contactId } = await newContact();
  const [before, after] = await contactEchoed(contactId);
  for (const key of ['UpdatedDate', 'DbiLastModified', 'DbiLastSyncronized']) assert.equal(before[key], EMPTY, key);
  assert.deepEqual(after, before);
});

test('the last date comes back shifted, in New York in the year 10000, and stays the last date', async () => {
  const { contactId } = await newContact({ dbiLastModified: local(MAXIMUM) });
  const [before, after] = await contactEchoed(contactId);
  assert.equal(before.DbiLastModified, MAXIMUM);
  assert.deepEqual(after, before);
});

test('a plain date is the wall clock of the server zone, summer and winter', async () => {
  const summer = '2026-07-01T00:30:00';
  const winter = '2026-01-15T23:45:10';
  const { contactId } = await newContact({ dbiLastModified: local(summer), dbiLastSyncronized: local(winter) });
  const [before, after] = await contactEchoed(contactId);
  assert.equal(before.DbiLastModified, summer);
  assert.equal(before.DbiLastSyncronized, winter);
  assert.deepEqual(after, before);
  const contact = await contacts.getContactEntityAsync(contactId);
  assert.deepEqual(contact.dbiLastModified, local(summer));
});

test('an appointment stands where the client put it, summer and winter', async () => {
  const { contactId } = await newContact();
  for (const day of ['2026-07-01', '2026-01-15']) {
    const times = { startDate: local(`${day}T09:30:00`), endDate: local(`${day}T23:30:00`) };
    const { appointmentId } = await newAppointment(contactId, times);
    const [before, after] = await appointmentEchoed(appointmentId);
    assert.equal(before.StartDate, `${day}T09:30:00`);
    assert.equal(before.EndDate, `${day}T23:30:00`);
    assert.equal(before.ActiveDate, `${day}T09:30:00`);
    assert.deepEqual(after, before);
  }
});

test('a date before 1970 and one in a far century are kept', async () => {
  const times = { dbiLastModified: local('1935-03-01T12:00:00'), dbiLastSyncronized: local('2400-03-01T12:00:00') };
  const { contactId } = await newContact(times);
  const [before, after] = await contactEchoed(contactId);
  assert.equal(before.DbiLastModified, '1935-03-01T12:00:00');
  assert.equal(before.DbiLastSyncronized, '2400-03-01T12:00:00');
  assert.deepEqual(after, before);
});

test('fractions of a second are not kept', async () => {
  const { contactId } = await newContact({ dbiLastModified: new Date(local('2026-07-01T10:00:00').getTime() + 789) });
  assert.equal((await sent(`Contact/${contactId}`)).DbiLastModified, '2026-07-01T10:00:00');
});

test('a birthday is a day, wherever the client is', async () => {
  const { contactId } = await newContact();
  const { personId, birthDate } = await newPerson(contactId, { birthDate: new Date('1999-05-13') });
  assert.deepEqual(birthDate, new Date('1999-05-13'));
  const [before, after] = await personEchoed(personId);
  assert.equal(before.BirthDate, '1999-05-13T00:00:00');
  assert.deepEqual(after, before);
});

test('no birthday stays none', async () => {
  const { contactId } = await newContact();
  const { personId } = await newPerson(contactId);
  const [before, after] = await personEchoed(personId);
  assert.equal(before.BirthDate, EMPTY);
  assert.deepEqual(after, before);
});

test('a record is stamped with the time of now, in the server zone', async () => {
  const started = Math.floor(Date.now() / 1000) * 1000;
  const contact = await newContact();
  assert.ok(contact.createdDate >= started && contact.createdDate <= Date.now(), `${contact.createdDate}`);
  assert.match((await sent(`Contact/${contact.contactId}`)).CreatedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
});
