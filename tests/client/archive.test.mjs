import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assertWhole, connect, enums, newAppointment, newContact, newPerson, newSale, refused, sales, wire,
} from './client.mjs';

const archive = connect('ArchiveAgent');

const restriction = (name, operator, ...values) => ({
  name, operator, values, isActive: true, interOperator: enums.InterRestrictionOperator.And,
});
const order = (name, direction = enums.OrderBySortType.ASC) => ({ name, direction });

test('the client lists what it has just saved, row by row', async () => {
  const contact = await newContact({ department: 'Archive' });
  await newPerson(contact.contactId);
  const columns = ['name', 'department', 'contactId', 'category', 'registeredDate'];
  const wanted = [restriction('contactId', '=', String(contact.contactId))];
  const rows = await archive.getArchiveListByColumnsAsync('SimpleContact', columns, [order('name')], wanted, ['contact'], 0, 10);
  assert.equal(rows.length, 1);
  assert.equal(rows[0].primaryKey, contact.contactId);
  assert.equal(rows[0].entityName, 'contact');
  assert.equal(rows[0].columnData.name.displayValue, contact.name);
  assert.equal(rows[0].columnData.contactId.displayValue, `[I:${contact.contactId}]`);
  assert.equal(rows[0].columnData.category.displayValue, contact.category.value);
  assert.match(rows[0].columnData.registeredDate.displayValue, /^\[DT:\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d\.0000000\]$/);
  const people = await archive.getArchiveListByColumns2Async('Person', 'fullName,contactId', 'fullName', `contactId = ${contact.contactId}`, '', 0, 10);
  assert.equal(people.length, 1);
  assert.equal(people[0].columnData.contactId.displayValue, `[I:${contact.contactId}]`);
});

test('pages follow each other, and the header counts all rows', async () => {
  const contacts = [];
  for (const letter of ['c', 'a', 'b']) contacts.push(await newContact({ name: `Pager ${letter}`, department: String(process.pid) }));
  const wanted = [restriction('department', 'is', String(process.pid)), restriction('name', 'begins', 'PAGER')];
  const names = [];
  for (const page of [0, 1, 2]) {
    const sort = [order('name', enums.OrderBySortType.DESC)];
    const found = await archive.getArchiveListByColumnsWithHeaderAsync('contact', ['name'], sort, wanted, [], page, 1, '');
    assert.equal(found.rowCount % 3, 0);
    names.push(found.rows[0].columnData.name.displayValue);
  }
  assert.equal(names[0], 'Pager c');
});

test('a list of companies counts what happened with them', async () => {
  const { contactId } = await newContact();
  const person = await newPerson(contactId);
  const sale = await newSale({
    contact: { contactId }, saledate: new Date(2026, 6, 1), saleStakeholders: [{ personId: person.personId }],
  });
  const [startDate, endDate] = [new Date(2040, 0, 2, 10), new Date(2040, 0, 2, 11)];
  await newAppointment(contactId, { startDate, endDate, sale: { saleId: sale.saleId } });
  const columns = ['NumberOfActivities', 'NumberOfNotCompletedActivities', 'NumberOfSales', 'LastActivity', 'LastSale', 'LastTicket'];
  const wanted = [restriction('contactId', '=', String(contactId)), restriction('NumberOfActivities', 'greater', '0')];
  const [row] = await archive.getArchiveListByColumnsAsync('FindContact', columns, [], wanted, [], 0, 10);
  const told = columns.map((name) => row.columnData[name].displayValue);
  assert.deepEqual(told, ['[I:1]', '[I:1]', '[I:1]', '[DT:01/02/2040 10:00:00.0000000]', '[DT:07/01/2026 00:00:00.0000000]', '[DT:01/01/0001 00:00:00.0000000]']);
  const people = await archive.getArchiveListByColumns2Async('FindPerson', 'isStakeholder,isProjectMember', 'isStakeholder', `personId = ${person.personId}`, '', 0, 10);
  assert.deepEqual(['isStakeholder', 'isProjectMember'].map((name) => people[0].columnData[name].displayValue), ['[I:1]', '[I:0]']);
  assert.deepEqual(new Date(await sales.getNextDueDateAsync(sale.saleId)), (await sales.getSaleEntityAsync(sale.saleId)).nextDueDate);
  assert.equal(await sales.hasGuideAsync(sale.saleId), true);
});

test('a restriction that cannot be followed is refused', async () => {
  await refused(archive.getArchiveListByColumnsAsync('contact', ['name'], [], [restriction('name', 'resembles', 'x')], [], 0, 1), 400);
});

test('the list over REST has the same rows', async () => {
  const contact = await newContact();
  const answer = await wire('GET', `Contact?$filter=contactId eq ${contact.contactId}&$select=name`);
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(answer.body.value, [{ PrimaryKey: String(contact.contactId), EntityName: 'contact', name: contact.name }]);
});

// Columns that only this provider has, or that many tables stand behind; of the others a handful is taken.
const ownColumns = {
  Appointment: ['appointmentId', 'date', 'contact/name', 'person/fullName'],
  ContactActivity: ['documentId', 'text', 'type', 'associate/fullName', 'mailingDescription'],
  Document: ['documentId', 'text', 'name', 'type', 'date', 'contact/name'],
  Relation: ['processedName', 'source/who', 'target/name', 'direction'],
  RecycleContact: ['name', 'deletedDate'],
  SaleStakeholder: ['saleStakeholderId', 'salesRoleId', 'person/fullName'],
  AllUsers: ['userName', 'usergroup', 'isActive'],
  TimeZones: ['id', 'timeZone', 'country', 'offset'],
  emailpersonaddress: ['emailMatch', 'emailAddress', 'fullName'],
  dynamic: ['person.lastname', 'person.contact_id.name'],
};

const handful = (names) => names.filter((_, place) => place % Math.ceil(names.length / 6) === 0);

test('every provider tells its columns and entities, over both doors, and lists a page of them', async () => {
  const providers = await archive.getProviderNamesAsync();
  assert.deepEqual((await wire('GET', 'Archive')).body.value.map((one) => one.name), providers);
  for (const provider of ['SimpleContact', 'FindDocument', ...Object.keys(ownColumns)]) assert.ok(providers.includes(provider), provider);
  for (const provider of providers) {
    const columns = await archive.getAvailableColumnsAsync(provider, '');
    assertWhole(columns, provider);
    const known = columns.map((column) => column.name);
    const described = await wire('GET', `Archive/${provider}/$metadata`);
    assert.deepEqual(Object.keys(described.body), known, provider);
    const entities = await archive.getAvailableEntitiesAsync(provider, '');
    assert.ok(entities.length > 0, provider);
    assertWhole(entities, provider);
    const names = ownColumns[provider] ?? handful(known);
    assert.ok(provider === 'dynamic' || names.every((name) => known.includes(name)), provider);
    const rows = await archive.getArchiveListByColumns2Async(provider, names.join(), '', '', '', 0, 3);
    const listed = await wire('GET', `Archive/${provider}?$top=3&$select=${encodeURIComponent(names.join())}`);
    assert.equal(listed.status, 200, `${provider}: ${listed.text}`);
    assert.deepEqual(listed.body.value.map((row) => row.PrimaryKey), rows.map((row) => String(row.primaryKey)), provider);
    for (const row of rows) assert.deepEqual(Object.keys(row.columnData).sort(), [...names].sort(), provider);
    for (const row of listed.body.value) assert.deepEqual(Object.keys(row), ['PrimaryKey', 'EntityName', ...names], provider);
  }
});

test('dynamic follows references, and names the table that is not there', async () => {
  const contact = await newContact();
  const person = await newPerson(contact.contactId);
  const wanted = [restriction('person.person_id', '=', String(person.personId))];
  const columns = ['person.contact_id.name', 'person.contact_id.associate_id.name', 'person.lastname'];
  const [row] = await archive.getArchiveListByColumnsAsync('dynamic', columns, [], wanted, [], 0, 10);
  assert.equal(row.primaryKey, person.personId);
  assert.equal(row.columnData['person.contact_id.name'].displayValue, contact.name);
  await refused(archive.getArchiveListByColumnsAsync('dynamic', ['nothing.name'], [], [], [], 0, 1), 400);
});

test('a company\'s activities and relations come over REST', async () => {
  const contact = await newContact();
  for (const list of ['Activities', 'Appointments', 'Documents', 'Relations']) {
    const answer = await wire('GET', `Contact/${contact.contactId}/${list}`);
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(answer.body.value, []);
  }
});
