import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect, contacts, enums, newContact, newPerson, refused, unique, wire } from './client.mjs';

const find = connect('FindAgent');
const freeText = connect('FreeTextAgent');

/** A restriction as the client sends it. */
function restriction(name, operator, ...values) {
  return { name, operator, values, isActive: true, interOperator: enums.InterRestrictionOperator.And };
}

const ids = (results) => results.archiveRows.map((row) => row.primaryKey);

test('restrictions find rows, in the usual columns and those restricted', async () => {
  const name = unique('Funnet');
  const { contactId } = await newContact({ name, orgNr: '987654321' });
  const wanted = [restriction('name', 'is', name), restriction('orgnr', 'is', '987654321')];
  const results = await find.findFromRestrictionsAsync(wanted, 'FindContact', 10, 0);
  assert.deepEqual(ids(results), [contactId]);
  assert.equal(results.rowCount, 1);
  const shown = results.archiveColumns.map((column) => column.name);
  assert.ok(shown.includes('name') && shown.includes('orgnr'), shown.join());
  assert.equal(results.archiveRows[0].columnData.name.displayValue, name);
});

test('columns, order and pages are as wanted', async () => {
  const word = unique('Side').replaceAll(' ', '');
  const saved = [];
  for (const letter of 'CAB') saved.push((await newContact({ name: `${letter} ${word}` })).contactId);
  const [c, a, b] = saved;
  const wanted = [restriction('name', 'contains', word)];
  const orderBy = [{ name: 'name', direction: enums.OrderBySortType.ASC }];
  const page = (size, number) =>
    find.findFromRestrictionsColumnsOrderByAsync(wanted, 'FindContact', ['name'], orderBy, size, number);
  const first = await page(2, 0);
  assert.deepEqual(ids(first), [a, b]);
  assert.equal(first.rowCount, 3);
  assert.deepEqual(first.archiveColumns.map((column) => column.name), ['name']);
  assert.deepEqual(ids(await page(2, 1)), [c]);
  assert.deepEqual(ids(await page(10, -1)), [b, c], 'a negative page number is how many rows are passed over');
  const words = `name contains '${word}'`;
  const told = await find.findFromRestrictionsColumnsOrderBy2Async(words, 'FindContact', 'name', 'name desc', 10, 0);
  assert.deepEqual(ids(told), [c, b, a]);
});

test('full text finds what was just saved, by beginnings of words, without accents, with a slip', async () => {
  const word = unique('Ærfuglåsen').replaceAll(' ', '');
  const { contactId } = await newContact({ name: `${word} & Sønner AS` });
  const search = async (text, provider = 'FreetextContact') =>
    ids(await find.findFromRestrictionsColumnsAsync([restriction('searchwords', 'begins', text)], provider, [], 10, 0));
  assert.deepEqual(await search(word), [contactId]);
  assert.deepEqual(await search(`sonner ${word.slice(0, -2)}`), [contactId]);
  assert.deepEqual(await search(word.toUpperCase().replace('Æ', 'AE').replace('Å', 'A')), [contactId]);
  const person = await newPerson(contactId, { firstname: 'Guro', lastname: 'Fjeldheimsund' });
  assert.ok((await search('guro fjeldhiem', 'FreetextPerson')).length === 0, 'the slip is in the middle of a beginning');
  assert.ok((await search('guro fjeldhiemsund', 'FreetextPerson')).includes(person.personId));
  await contacts.deleteContactEntityAsync(contactId);
  assert.deepEqual(await search(word), []);
});

test('a list over REST takes the words too', async () => {
  const word = unique('Restord').replaceAll(' ', '');
  const { contactId } = await newContact({ name: `${word} AS` });
  const path = `Archive/FreetextContact?$select=contactId,name&$filter=searchwords begins '${word.toLowerCase()}'`;
  const { body } = await wire('GET', encodeURI(path));
  assert.deepEqual(body.value.map((row) => row.contactId), [contactId]);
});

test('columns and orders are suggested', async () => {
  const restrictable = await find.getAvailableRestrictionColumnsAsync('Criteria', 'FreetextContact');
  assert.ok(restrictable.includes('searchwords') && restrictable.includes('name'));
  const columns = await find.getDefaultDesiredColumnsFromRestrictionsAsync('FindContact', [restriction('code', 'is', 'x')]);
  assert.ok(columns.some((column) => column.name === 'code'));
  const order = await find.getDefaultOrderByFromDesiredColumnsAsync('FindContact', ['nothing', 'department', 'name']);
  assert.deepEqual(order.map((one) => one.name), ['department']);
  await refused(find.getAvailableRestrictionColumnsAsync('Criteria', 'NoSuchProvider'), 400, 'SoNotFoundException');
});

test('the index tells how it is searched, and reads rows anew', async () => {
  const status = await freeText.getStatusAsync();
  assert.equal(status.freeTextEnabled, true);
  assert.equal(status.singleWordOperator, enums.FreeTextOperator.StartsWith);
  const { contactId } = await newContact();
  await freeText.freetextIndexRowsAsync('contact', [contactId]);
  await refused(freeText.freetextIndexRowsAsync('nothing', [1]), 400, 'SoValidationException');
});
