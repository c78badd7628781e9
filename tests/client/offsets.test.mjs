// The options timezone and timezoneInclude: with them a client anywhere has the right moments, and moves none by saving.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appointments, connect, contacts, newAppointment, newContact, persons, newPerson, sent } from './client.mjs';

const MAXIMUM = '9999-12-31T23:59:59';
const here = { 'Europe/Oslo': 'NO', 'America/New_York': 'US-NY', 'Asia/Tokyo': 'JP' }[process.env.TZ];
// Every way of asking with which a client in this zone understands what it is told.
const ways = {
  'the server\'s zone with its offset': { timezoneInclude: true },
  'UTC with its offset': { timezone: 'UTC', timezoneInclude: true },
  'another zone with its offset': { timezone: 'US-HI', timezoneInclude: true },
  'a zone by its number': { timezone: '261', timezoneInclude: true },
  ...(here && { 'its own zone': { timezone: here } }),
};

/** A copy: the client writes into the options it is given. */
const copy = (options) => ({ ...options });

for (const [way, options] of Object.entries(ways)) {
  test(`an appointment is at the moment that was meant, asked for in ${way}`, async () => {
    const { contactId } = await newContact();
    // Half past two in Oslo, twice in that night: only an offset can tell which.
    const twice = options.timezoneInclude ? ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'] : [];
    for (const moment of ['2026-07-01T07:30:00Z', '2026-01-15T22:45:00Z', ...twice]) {
      const startDate = new Date(moment);
      const endDate = new Date(startDate.getTime() + 90 * 60_000);
      const blank = await appointments.createDefaultAppointmentEntityAsync(copy(options));
      const made = { ...blank, startDate, endDate, contact: { contactId } };
      const saved = await appointments.saveAppointmentEntityAsync(made, copy(options));
      assert.deepEqual([saved.startDate, saved.endDate], [startDate, endDate]);
      const read = await appointments.getAppointmentEntityAsync(saved.appointmentId, copy(options));
      assert.deepEqual(read, saved);
    }
  });

  test(`reading and saving moves no date, asked for in ${way}`, async () => {
    const { contactId } = await newContact();
    const dates = { DbiLastModified: '2026-07-01T00:30:00', DbiLastSyncronized: MAXIMUM };
    await connect('ContactRestApi').patchByIdAsync(contactId, dates);
    const { personId } = await newPerson(contactId, { birthDate: new Date('1999-05-13') });
    const { appointmentId } = await newAppointment(contactId);
    const kinds = [
      [`Contact/${contactId}`, () => contacts.getContactEntityAsync(contactId, copy(options)), (one) => contacts.saveContactEntityAsync(one, copy(options))],
      [`Person/${personId}`, () => persons.getPersonEntityAsync(personId, copy(options)), (one) => persons.savePersonEntityAsync(one, copy(options))],
      [`Appointment/${appointmentId}`, () => appointments.getAppointmentEntityAsync(appointmentId, copy(options)),
        (one) => appointments.saveAppointmentEntityAsync(one, copy(options))],
    ];
    for (const [path, get, save] of kinds) {
      const before = await sent(path);
      await save(await get());
      assert.deepEqual(await sent(path), before, path);
    }
  });
}

test('stamps are the moment of the save, wherever the client is, when it asks for offsets', async () => {
  const started = Math.floor(Date.now() / 1000) * 1000;
  const { contactId } = await newContact();
  for (const options of [{ timezoneInclude: true }, { timezone: 'UTC', timezoneInclude: true }, { timezone: 'US-HI', timezoneInclude: true }]) {
    const { createdDate } = await contacts.getContactEntityAsync(contactId, options);
    assert.ok(createdDate >= started && createdDate <= Date.now(), `${createdDate}`);
  }
});

test('a client that always asks for offsets need not say so again', async () => {
  const always = connect('AppointmentAgent', { timezone: 'UTC', timezoneInclude: true });
  const startDate = new Date('2026-07-01T07:30:00Z');
  const blank = await always.createDefaultAppointmentEntityAsync();
  const endDate = new Date('2026-07-01T08:00:00Z');
  const { appointmentId } = await always.saveAppointmentEntityAsync({ ...blank, startDate, endDate });
  assert.deepEqual((await always.getAppointmentEntityAsync(appointmentId)).startDate, startDate);
  assert.deepEqual((await appointments.getAppointmentEntityAsync(appointmentId, { timezoneInclude: true })).startDate, startDate);
});

test('the answer tells which zone was used; one that nobody knows is the server\'s', async () => {
  const { contactId } = await newContact();
  const used = async (options) => {
    let answer;
    const entity = await contacts.getContactEntityAsync(contactId, { ...options, responseCallback: (response) => { answer = response; } });
    return [answer.headers['so-timezone'], answer.data.CreatedDate, entity];
  };
  assert.equal((await used({}))[0], undefined);
  assert.equal((await used({ timezone: 'us-ny' }))[0], 'US-NY');
  assert.equal((await used({ timezone: '460', timezoneInclude: true }))[0], 'US-NY');
  const [code, plain] = await used({ timezoneInclude: true });
  assert.match(plain, /Z$/);
  const [unknown, withoutOffset] = await used({ timezone: 'Nowhere', timezoneInclude: true });
  assert.equal(unknown, code);
  assert.match(withoutOffset, /:\d\d$/);
});
