import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, connect, contacts, converters, enums, lists, me, persons, refused, sent, unique } from './client.mjs';

const keeper = connect('ListAgent');
const preferences = connect('PreferenceAgent');

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

test('a list of one\'s own is made, filled, put under headings and chosen from', async () => {
  const empty = await keeper.createDefaultListEntityAsync();
  const list = await keeper.saveListEntityAsync({ ...empty, name: unique('Sizes'), tooltip: 'what fits' });
  assertWhole(list);
  assert.ok(list.id > 0 && list.isCustomList);
  const blank = await keeper.createDefaultListItemEntityAsync();
  const small = await keeper.addFromListNameAsync(list.name, { ...blank, name: 'small' });
  const large = await keeper.addFromListNameAsync(list.name, { ...blank, name: 'large' });
  assertWhole(large);
  assert.deepEqual([small.rank, large.rank], [1, 2]);
  const heading = await keeper.saveHeadingFromNameAsync(list.name, { name: 'Above' });
  const choices = await keeper.getHeadingsForListItemFromListNameAsync(list.name, large.id, false);
  choices[0].selected = true;
  const saved = await keeper.saveHeadingsForListItemFromListNameAsync(list.name, large.id, choices);
  assert.deepEqual(saved.map((item) => [item.id, item.selected]), [[heading.headingId, true]]);
  const picker = await lists.getListAsync(`udlist${list.id}`, false, '', false);
  assert.deepEqual(picker.map((item) => item.name), ['small', '', 'Above']);
  assert.deepEqual(picker[2].childItems.map((item) => item.id), [large.id]);
  assert.deepEqual((await lists.getSimpleListAsync(list.name)).map((item) => item.name), ['small', 'large']);
  assert.equal(await lists.getListIdByListNameAsync(list.name), list.id);
  await keeper.deleteFromListNameAsync(small.id, list.name);
  assert.deepEqual((await keeper.getAllFromListNameAsync(list.name, false)).map((item) => item.id), [large.id]);
  await keeper.deleteListEntityAsync(list.id);
  assert.equal(await keeper.getListEntityByNameAsync(list.name), null);
});

test('an item that is hidden from my group is not offered to me, and stays where it was chosen', async () => {
  const blank = await keeper.createDefaultListItemEntityAsync();
  const item = await keeper.addFromListNameAsync('business', { ...blank, name: unique('Trade') });
  const contact = await contacts.createDefaultContactEntityAsync();
  const before = await contacts.saveContactEntityAsync({ ...contact, name: unique('Shop'), business: { id: item.id } });
  const groups = await keeper.getVisibleForUserGroupsFromListNameAsync('business', item.id);
  assert.ok(groups.length > 1 && groups.every((group) => group.selected));
  const none = groups.map((group) => ({ ...group, selected: false }));
  await keeper.setVisibleForUserGroupsFromListNameAsync('business', item.id, none);
  const offered = await lists.getListAsync('business', true, '', false);
  assert.ok(!offered.some((one) => one.id === item.id));
  const after = await contacts.getContactEntityAsync(before.contactId);
  assert.equal(after.business.id, item.id);
  await keeper.deleteFromListNameAsync(item.id, 'business');
});

test('typed items, categories and kinds of relation are read and saved', async () => {
  const all = await keeper.getBusinessesAsync();
  assertWhole(all);
  const some = await keeper.getBusinessListAsync([all[1].id, all[0].id]);
  assert.deepEqual(some, [all[1], all[0]]);
  const category = await keeper.saveCategoryEntityAsync({
    ...(await keeper.createDefaultCategoryEntityAsync()),
    name: unique('Lead'),
    categoryGroup: enums.CategoryGroup.PotentialCustomer,
  });
  assertWhole(category);
  assert.deepEqual(await keeper.getCategoryEntityAsync(category.categoryId), category);
  const kind = await keeper.saveRelationDefinitionEntityAsync({
    ...(await keeper.createDefaultRelationDefinitionEntityAsync()),
    name: unique('feeds'),
    passiveText: 'fed by',
  });
  assertWhole(kind);
  const offered = await lists.getListAsync('contactrelationdefinition', true, 'CC', false);
  assert.equal(offered.find((item) => item.id === kind.reldefId)?.extraInfo, 'fed by');
});

test('who is no administrator of lists is refused', async () => {
  const anne = connect('ListAgent', { axiosConfig: { auth: { username: 'anne', password: 'Anne' } } });
  await refused(anne.addFromListNameAsync('business', { name: unique('Mine') }), 403, 'SoSentryException');
});

test('preferences have levels: my own counts before the system\'s', async () => {
  const specification = { section: unique('Colours'), key: 'Wall' };
  const own = { specification, level: enums.PreferenceLevel.Individual, rawValue: 'white' };
  const everybody = { specification, level: enums.PreferenceLevel.SystemWide, rawValue: 'green' };
  await preferences.savePreferenceEntityAsync(everybody, false);
  const saved = await preferences.savePreferenceEntityAsync(own, false);
  assert.equal(saved.rawValue, 'white');
  const { section, key } = specification;
  const nearest = await preferences.getPreferenceByNameAsync(section, key, enums.PreferenceLevel.Undefined);
  assert.deepEqual([nearest.level, nearest.rawValue], [enums.PreferenceLevel.Individual, 'white']);
  await preferences.deletePreferenceAsync(saved.userPreferenceId);
  const [left] = await preferences.getPreferencesAsync([specification]);
  assert.deepEqual([left.level, left.rawValue], [enums.PreferenceLevel.SystemWide, 'green']);
});

test('companies and people are found by how their names begin', async () => {
  const contact = await contacts.createDefaultContactEntityAsync();
  const saved = await contacts.saveContactEntityAsync({ ...contact, name: unique('Qwerty') });
  const found = await lists.getListWithRestrictionAsync('contact_new', '', saved.name.toLowerCase());
  assert.deepEqual(found.map((item) => [item.id, item.name]), [[saved.contactId, saved.name]]);
  assert.deepEqual(await lists.getListAsync('contact_new', true, '', false), []);
});
