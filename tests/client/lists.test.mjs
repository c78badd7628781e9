import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, contacts, converters, lists, me, persons, sent } from './client.mjs';

const behindFields = [
  'category', 'business', 'country', 'contint', 'persint', 'perspos', 'task', 'associate', 'ticketpriority',
  'customerlanguage', 'mrmrs', 'salutation', 'priority',
];

for (const name of behindFields) {
  test(`the list ${name} has items, each complete and none deleted`, async () => {
    const items = await lists.getListAsync(name, true, '', false);
    assert.ok(items.length > 0);
    assertWhole(items, name);
    for (const item of items) assert.equal(item.deleted, false);
    assert.equal(new Set(items.map((item) => item.id)).size, items.length, 'ids are different');
  });
}

const has = (items, id, name) => assert.equal(items.find((item) => item.id === id)?.name, name);

test('what a default company and person refer to is in the lists', async () => {
  const contact = await contacts.createDefaultContactEntityAsync();
  has(await lists.getListAsync('category', true, '', false), contact.category.id, contact.category.value);
  has(await lists.getListAsync('business', true, '', false), contact.business.id, contact.business.value);
  has(await lists.getListAsync('country', true, '', false), contact.country.countryId, contact.country.name);
  const ids = (items) => items.map((item) => item.id).sort((one, other) => one - other);
  assert.deepEqual(ids(contact.interests), ids(await lists.getListAsync('contint', true, '', false)));
  const person = await persons.createDefaultPersonEntityAsync();
  assert.deepEqual(ids(person.interests), ids(await lists.getListAsync('persint', true, '', false)));
});

test('the country list holds the ISO numbers', async () => {
  const countries = await lists.getListAsync('country', true, '', false);
  assert.ok(countries.length > 200, `${countries.length} countries`);
  for (const [id, name] of [[578, 'Norway'], [826, 'United Kingdom'], [392, 'Japan']]) has(countries, id, name);
});

test('REST answers the same list', async () => {
  const items = await sent('MDOList/category?flat=true');
  const overAgent = await lists.getListAsync('category', true, '', false);
  assert.deepEqual(converters.Create_MDOListItemArray_From(items), overAgent);
});

test('an unknown list is empty over the agent', async () => {
  assert.deepEqual(await lists.getListAsync('nosuchlist', true, '', false), []);
});

test('the client reads who is logged in, and the same associate in the list', async () => {
  const principal = await me();
  assertWhole(principal);
  assert.ok(principal.associateId > 0 && principal.personId > 0 && principal.contactId > 0);
  const associate = converters.Create_Associate_From(await sent('User/currentAssociate'));
  assertWhole(associate);
  assert.equal(associate.associateId, principal.associateId);
  assert.equal(associate.personId, principal.personId);
  assert.equal(associate.fullName, principal.fullName);
  const colleagues = await lists.getListAsync('associate', true, '', false);
  assert.ok(colleagues.some((item) => item.id === principal.associateId));
});
