// The options ifModifiedSince and ifUnmodifiedSince: REST keeps them, agents do not look at them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  authorized, connect, contacts, newAppointment, newContact, newPerson, newProject, newSale, password, refused, username,
} from './client.mjs';

const HOUR = 3600_000;
const kinds = [
  ['ContactRestApi', 'contactId', 'department', () => newContact()],
  ['PersonRestApi', 'personId', 'title', async () => newPerson((await newContact()).contactId)],
  ['AppointmentRestApi', 'appointmentId', 'location', async () => newAppointment((await newContact()).contactId)],
  ['ProjectRestApi', 'projectId', 'postit', () => newProject()],
  ['SaleRestApi', 'saleId', 'postit', () => newSale()],
];
// Stamps come as moments then, and are right in whichever zone the client is.
const exact = { timezoneInclude: true };
const stamp = (entity) => (entity.updatedDate > entity.createdDate ? entity.updatedDate : entity.createdDate);

/** The error body of a call whose precondition does not hold. */
async function failed(call) {
  const error = await refused(call, 412);
  assert.deepEqual(Object.keys(error), ['Error', 'ErrorType', 'Message', 'ErrorMessage', 'ErrorSource']);
  assert.equal(error.Error, true);
}

for (const [name, id, changed, create] of kinds) {
  const rest = connect(name);
  const read = (key, options = {}) => rest.getByIdAsync(key, { ...exact, ...options });
  const change = (entity) => ({ ...entity, [changed]: `${entity[changed]}!` });

  test(`${name}: what was not modified since is null`, async () => {
    const { [id]: key } = await create();
    const entity = await read(key);
    const ifModifiedSince = stamp(entity);
    assert.equal(await read(key, { ifModifiedSince }), null);
    assert.equal(await read(key, { ifModifiedSince: ifModifiedSince.toUTCString() }), null);
    assert.equal(await read(key, { ifModifiedSince: new Date(ifModifiedSince.getTime() + 999) }), null, 'whole seconds count');
    assert.equal(await read(key, { ifModifiedSince: new Date(Date.now() + HOUR) }), null);
    assert.deepEqual(await read(key, { ifModifiedSince: new Date(ifModifiedSince.getTime() - 1000) }), entity);
    assert.deepEqual(await read(key, { ifModifiedSince: 'yesterday' }), entity, 'no date: not looked at');
  });

  test(`${name}: what was saved is modified, also within the same second`, async () => {
    const { [id]: key } = await create();
    const before = await read(key);
    await rest.putByIdAsync(key, change(before), { ...exact });
    const after = await read(key, { ifModifiedSince: stamp(before) });
    assert.equal(after[changed], change(before)[changed]);
    assert.equal(await read(key, { ifModifiedSince: stamp(after) }), null);
  });

  test(`${name}: a client may want 304 to be an error`, async () => {
    const { [id]: key } = await create();
    const ifModifiedSince = new Date(Date.now() + HOUR);
    const error = await read(key, { ifModifiedSince, ifNotModifiedThrowError: true }).then(assert.fail, (reason) => reason);
    assert.equal(error.response.status, 304);
    assert.equal(error.response.data, '');
  });

  test(`${name}: nothing is read, put, patched or deleted that was changed since`, async () => {
    const { [id]: key } = await create();
    const before = await read(key);
    const after = await rest.putByIdAsync(key, change(before), { ...exact, ifUnmodifiedSince: stamp(before) });
    const stale = () => ({ ...exact, ifUnmodifiedSince: stamp(before) });
    await failed(rest.getByIdAsync(key, stale()));
    await failed(rest.putByIdAsync(key, change(after), stale()));
    await failed(rest.patchByIdAsync(key, { [changed]: 'lost' }, stale()));
    await failed(rest.patchByIdAsync(key, [{ op: 'replace', path: changed, value: 'lost' }], stale()));
    await failed(rest.deleteByIdAsync(key, stale()));
    assert.deepEqual(await read(key), after);
  });

  test(`${name}: what is as it was known is read, put, patched and deleted`, async () => {
    const { [id]: key } = await create();
    const fresh = (entity) => ({ ...exact, ifUnmodifiedSince: stamp(entity) });
    const first = await read(key);
    assert.deepEqual(await rest.getByIdAsync(key, fresh(first)), first);
    const second = await rest.putByIdAsync(key, change(first), fresh(first));
    const third = await rest.patchByIdAsync(key, { [changed]: 'third' }, fresh(second));
    assert.equal(third[changed], 'third');
    await rest.deleteByIdAsync(key, { ...exact, ifUnmodifiedSince: stamp(third).toUTCString() });
    await refused(rest.getByIdAsync(key), 404);
  });

  test(`${name}: of two who read the same record, the second to save is told`, async () => {
    const { [id]: key } = await create();
    const [one, other] = [await read(key), await read(key)];
    const save = (entity) => rest.putByIdAsync(key, change(entity), { ...exact, ifUnmodifiedSince: stamp(entity) });
    const results = await Promise.allSettled([save(one), save(other)]);
    const statuses = results.map((result) => (result.status === 'fulfilled' ? 200 : result.reason.response.status));
    assert.deepEqual(statuses.sort(), [200, 412]);
  });

  test(`${name}: a default has no date`, async () => {
    const soon = new Date(Date.now() + HOUR);
    assert.equal((await rest.getDefaultAsync({ ifModifiedSince: soon }))[id], 0);
    assert.equal((await rest.getDefaultAsync({ ifUnmodifiedSince: new Date(0) }))[id], 0);
  });
}

test('Last-Modified says what UpdatedDate says, and is good enough to ask with', async () => {
  const rest = connect('ContactRestApi');
  const { contactId } = await newContact();
  let answer;
  const entity = await rest.getByIdAsync(contactId, { ...exact, responseCallback: (response) => { answer = response; } });
  const ifModifiedSince = answer.headers['last-modified'];
  assert.equal(ifModifiedSince, stamp(entity).toUTCString());
  assert.equal(await rest.getByIdAsync(contactId, { ifModifiedSince }), null);
});

test('agents do not look at preconditions, whether the client sends them or sends them again', async () => {
  const { contactId } = await newContact();
  const before = await contacts.getContactEntityAsync(contactId);
  assert.deepEqual(await contacts.getContactEntityAsync(contactId, { ifModifiedSince: new Date(Date.now() + HOUR) }), before);
  assert.deepEqual(await contacts.getContactEntityAsync(contactId, { ifUnmodifiedSince: new Date(0) }), before);
  // With headers of its own, a client keeps those of one request for all later ones.
  const forgetful = connect('ContactAgent', authorized(`Basic ${btoa(`${username}:${password}`)}`));
  assert.deepEqual(await forgetful.getContactEntityAsync(contactId, { ifUnmodifiedSince: new Date(0) }), before);
  const saved = await forgetful.saveContactEntityAsync({ ...before, department: 'Saved' });
  assert.equal(saved.department, 'Saved');
  await forgetful.deleteContactEntityAsync(contactId);
  assert.equal(await contacts.getContactEntityAsync(contactId), null);
});
