import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appointments, assertWhole, connect, contacts, newAppointment, newContact, newPerson, newProject, newSale, persons, projects,
  refused, sales, sent, unique,
} from './client.mjs';

const unknown = 2_000_000_000;
const kinds = [
  {
    rest: connect('ContactRestApi'),
    id: 'contactId',
    changed: 'department',
    prepare: async (blank) => ({ ...blank, name: unique('Kontor') }),
    get: (id) => contacts.getContactEntityAsync(id),
    other: () => newContact(),
  },
  {
    rest: connect('PersonRestApi'),
    id: 'personId',
    changed: 'title',
    prepare: async (blank) => ({ ...blank, firstname: 'Ola', lastname: unique('Nordmann'), contact: await company() }),
    get: (id) => persons.getPersonEntityAsync(id),
    other: async () => newPerson((await company()).contactId),
  },
  {
    rest: connect('AppointmentRestApi'),
    id: 'appointmentId',
    changed: 'location',
    prepare: async (blank) => ({
      ...blank, contact: await company(), startDate: new Date(2026, 6, 1, 9), endDate: new Date(2026, 6, 1, 10),
    }),
    get: (id) => appointments.getAppointmentEntityAsync(id),
    other: async () => newAppointment((await company()).contactId),
  },
  {
    rest: connect('ProjectRestApi'),
    id: 'projectId',
    changed: 'description',
    prepare: async (blank) => ({ ...blank, name: unique('Prosjekt'), projectMembers: [await company()] }),
    get: (id) => projects.getProjectEntityAsync(id),
    other: () => newProject(),
  },
  {
    rest: connect('SaleRestApi'),
    id: 'saleId',
    changed: 'heading',
    prepare: async (blank) => ({ ...blank, contact: await company(), saleStakeholders: [await company()] }),
    get: (id) => sales.getSaleEntityAsync(id),
    other: () => newSale(),
  },
];

async function company() {
  const { contactId } = await newContact();
  return { contactId };
}

for (const { rest, id, changed, prepare, get, other } of kinds) {
  const name = rest.constructor.name;
  const create = async () => rest.postAsync(await prepare(await rest.getDefaultAsync()));

  test(`${name}: default, post, get, put, delete`, async () => {
    const blank = await rest.getDefaultAsync();
    assertWhole(blank);
    assert.equal(blank[id], 0);
    const posted = await rest.postAsync(await prepare(blank));
    assertWhole(posted);
    assert.ok(posted[id] > 0);
    const before = await rest.getByIdAsync(posted[id]);
    assert.deepEqual(before, posted);
    const put = await rest.putByIdAsync(posted[id], { ...before, [changed]: 'Changed' });
    const after = await rest.getByIdAsync(posted[id]);
    assert.deepEqual(after, put);
    assert.ok(after.updatedDate > before.updatedDate);
    const { updatedDate, updatedBy } = after;
    assert.deepEqual(after, { ...before, [changed]: 'Changed', updatedDate, updatedBy });
    await rest.deleteByIdAsync(posted[id]);
    await refused(rest.getByIdAsync(posted[id]), 404, 'SoNotFoundException');
  });

  test(`${name}: the same record is read over the agent`, async () => {
    const posted = await create();
    assert.deepEqual(await get(posted[id]), posted);
  });

  test(`${name}: post creates whatever id is sent, put goes to the id of the address`, async () => {
    const first = await create();
    const second = await rest.postAsync({ ...await prepare(await rest.getDefaultAsync()), [id]: first[id] });
    assert.notEqual(second[id], first[id]);
    await rest.putByIdAsync(second[id], { ...second, [id]: first[id], [changed]: 'Second' });
    assert.equal((await rest.getByIdAsync(second[id]))[changed], 'Second');
    assert.notEqual((await rest.getByIdAsync(first[id]))[changed], 'Second');
  });

  test(`${name}: an unknown id is 404 for get, put and delete`, async () => {
    const { [id]: known } = await other();
    await refused(rest.getByIdAsync(unknown), 404, 'SoNotFoundException');
    await refused(rest.putByIdAsync(unknown, await rest.getByIdAsync(known)), 404, 'SoNotFoundException');
    await refused(rest.deleteByIdAsync(unknown), 404, 'SoNotFoundException');
  });

  test(`${name}: links to itself come last, and a default has none`, async () => {
    const { [id]: known } = await other();
    const resource = name.replace('RestApi', '');
    const body = await sent(`${resource}/${known}`);
    assert.deepEqual(Object.keys(body).slice(-3), ['TableRight', 'FieldProperties', '_Links']);
    assert.ok(body._Links.Self.endsWith(`/api/v1/${resource}/${known}`), body._Links.Self);
    assert.equal((await sent(`${resource}/default`))._Links, undefined);
  });
}
