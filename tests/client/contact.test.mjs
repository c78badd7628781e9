import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, connect, contacts, enums, me, newContact, newPerson, refused, sent, unique } from './client.mjs';

const full = {
  department: 'Export',
  orgNr: '987 654 321',
  kananame: 'コントール',
  description: 'Two lines,\nwith "quotes" and æøå',
  noMailing: true,
  xstop: true,
  source: 3,
  dbiAgentId: 7,
  dbiKey: 'ERP-4711',
  emails: [{ value: 'post@kontor.example', description: 'Office' }, { value: 'sales@kontor.example', description: '' }],
  phones: [{ value: '22 51 75 00', description: 'Switchboard' }],
  faxes: [{ value: '22 51 75 01', description: '' }],
  urls: [{ value: 'https://kontor.example/', description: 'Home' }],
};

const values = (elements) => elements.map(({ value, description }) => ({ value, description }));
const kept = (entity, wanted) => Object.fromEntries(Object.keys(wanted).map((key) => [key, entity[key]]));

test('a default company is empty, mine, and complete', async () => {
  const [contact, principal] = await Promise.all([contacts.createDefaultContactEntityAsync(), me()]);
  assertWhole(contact);
  assert.equal(contact.contactId, 0);
  assert.equal(contact.name, '');
  assert.equal(contact.associate.associateId, principal.associateId);
  assert.equal(contact.createdBy.associateId, principal.associateId);
  assert.equal(contact.updatedBy, null);
  assert.ok(contact.business.id && contact.category.id && contact.country.countryId);
  assert.notEqual(contact.number2, '');
  assert.ok(contact.interests.length > 0 && contact.interests.every((interest) => !interest.selected));
  assert.equal(contact.ticketPriority.id, 0);
  assert.equal(contact.supportPerson, null);
  assert.ok(contact.address.localizedAddress.length > 0);
  assert.equal(contact.tableRight.mask, enums.ETableRight.FULL);
});

test('a company keeps what it was saved with', async () => {
  const name = unique('Kontor');
  const saved = await newContact({ ...full, name });
  assertWhole(saved);
  const contact = await contacts.getContactEntityAsync(saved.contactId);
  assert.deepEqual(contact, saved, 'the answer of save is what get answers');
  const { emails, phones, faxes, urls, ...plain } = full;
  assert.deepEqual(kept(contact, plain), plain);
  assert.equal(contact.name, name);
  assert.deepEqual(values(contact.emails), emails);
  assert.deepEqual(values(contact.phones), phones);
  assert.equal(contact.phones[0].strippedValue, '22517500');
  assert.deepEqual(values(contact.faxes), faxes);
  assert.deepEqual(values(contact.urls), urls);
  assert.equal(contact.number1, name.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, 9));
  assert.deepEqual(contact.domains, []);
});

test('lists are saved by id, and interests one by one', async () => {
  const blank = await contacts.createDefaultContactEntityAsync();
  const [first, second] = blank.interests;
  const saved = await newContact({ category: { id: 3 }, business: { id: 4 }, interests: [{ id: first.id, selected: true }] });
  assert.equal(saved.category.id, 3);
  assert.equal(saved.business.id, 4);
  const chosen = (contact) => contact.interests.filter((item) => item.selected).map((item) => item.id);
  assert.deepEqual(chosen(saved), [first.id]);
  assert.equal(saved.activeInterests, 1);
  const again = await contacts.saveContactEntityAsync({ ...saved, interests: [{ id: second.id, selected: true }] });
  assert.deepEqual(chosen(again).sort(), [first.id, second.id].sort());
  assert.equal(again.activeInterests, 2);
  assert.equal(again.interests.length, blank.interests.length, 'the whole list is read');
});

test('an address is saved in the structured and in the localized form', async () => {
  const street = { address1: 'Drammensveien 211', zipcode: '0281', city: 'OSLO' };
  const contact = await newContact({ country: { countryId: 578 }, address: { street, postal: { city: 'OSLO' } } });
  assert.equal(contact.address.street.address1, 'Drammensveien 211');
  assert.equal(contact.address.street.atypeIdx, enums.AddressType.ContactStreetAddress);
  const field = contact.address.localizedAddress.flat().find((one) => one.name === 'StreetAddress1');
  assert.equal(field.value, 'Drammensveien 211');
  field.value = 'Wergelandsveien 27';
  const moved = await contacts.saveContactEntityAsync(contact);
  assert.equal(moved.address.street.address1, 'Wergelandsveien 27');
  assert.equal(moved.address.street.zipcode, '0281');
  assert.match(moved.address.formatted, /^Wergelandsveien 27\n/);
});

test('changing one e-mail changes exactly that, and the time of the update', async () => {
  const { contactId } = await newContact(full);
  const before = await contacts.getContactEntityAsync(contactId);
  const onWire = await sent(`Contact/${contactId}`);
  const contact = await contacts.getContactEntityAsync(contactId);
  contact.emails[1].value = 'orders@kontor.example';
  const saved = await contacts.saveContactEntityAsync(contact);
  const after = await contacts.getContactEntityAsync(contactId);
  assert.deepEqual(after, saved);

  assert.ok(after.updatedDate > before.updatedDate, `${after.updatedDate} is not newer than ${before.updatedDate}`);
  assert.equal(after.updatedBy.associateId, (await me()).associateId);
  const changed = { value: 'orders@kontor.example', strippedValue: 'orders@kontor.example' };
  const { updatedDate, updatedBy } = after;
  const emails = [before.emails[0], { ...before.emails[1], ...changed }];
  assert.deepEqual(after, { ...before, updatedDate, updatedBy, emails });

  const wireAfter = await sent(`Contact/${contactId}`);
  const { UpdatedDate, UpdatedBy } = wireAfter;
  onWire.Emails[1] = { ...onWire.Emails[1], Value: changed.value, StrippedValue: changed.strippedValue };
  assert.deepEqual(wireAfter, { ...onWire, UpdatedDate, UpdatedBy });
});

test('every change has a newer time than the one before, even within a second', async () => {
  let contact = await newContact();
  for (const department of ['North', 'South', 'West']) {
    const saved = await contacts.saveContactEntityAsync({ ...contact, department });
    assert.ok(saved.updatedDate > contact.updatedDate);
    contact = saved;
  }
});

test('saving a company as it was read changes nothing', async () => {
  const { contactId } = await newContact(full);
  const before = await contacts.getContactEntityAsync(contactId);
  await contacts.saveContactEntityAsync(await contacts.getContactEntityAsync(contactId));
  assert.deepEqual(await contacts.getContactEntityAsync(contactId), before);
});

test('a list that is sent empty is emptied, one that is not sent stays', async () => {
  const contact = await newContact(full);
  const { phones, ...withoutPhones } = contact;
  const saved = await contacts.saveContactEntityAsync({ ...withoutPhones, emails: [] });
  assert.deepEqual(saved.emails, []);
  assert.deepEqual(saved.phones, phones);
});

test('the small company says what the large one says', async () => {
  const contact = await newContact(full);
  const small = await contacts.getContactAsync(contact.contactId);
  assertWhole(small);
  assert.equal(small.contactId, contact.contactId);
  assert.equal(small.fullName, `${contact.name}, Export`);
  assert.equal(small.uRL, 'https://kontor.example/');
  assert.equal(small.emailAddress, 'post@kontor.example');
  assert.match(small.directPhone, /^\+\d+ 22 51 75 00$/);
  assert.equal(small.associateId, contact.associate.associateId);
  assert.equal(small.associateFullName, contact.associate.fullName);
  assert.equal(small.categoryName, contact.category.value);
  assert.equal(small.businessName, contact.business.value);
  assert.equal(small.countryId, contact.country.countryId);
  assert.equal(small.number2, contact.number2);
  assert.equal(small.isOwnerContact, false);
  assert.deepEqual(small.address, contact.address);
});

test('a company shows its people in the order of their rank', async () => {
  const { contactId } = await newContact();
  const first = await newPerson(contactId);
  const second = await newPerson(contactId);
  const contact = await contacts.getContactEntityAsync(contactId);
  assertWhole(contact);
  assert.deepEqual(contact.persons.map((person) => person.personId), [first.personId, second.personId]);
  assert.deepEqual(contact.persons.map((person) => person.rank), [1, 2]);
  assert.equal(contact.persons[0].fullName, first.fullName);
});

test('a new company may be saved with its name alone', async () => {
  const name = unique('Sparsom');
  const contact = await contacts.saveContactEntityAsync({ name });
  assert.equal(contact.name, name);
  assert.equal(contact.associate.associateId, (await me()).associateId);
  assert.ok(contact.category.id && contact.business.id && contact.country.countryId);
});

test('a deleted company reads null over agents and 404 over REST', async () => {
  const { contactId } = await newContact();
  const person = await newPerson(contactId);
  await contacts.deleteContactEntityAsync(contactId);
  assert.equal(await contacts.getContactEntityAsync(contactId), null);
  assert.equal(await contacts.getContactAsync(contactId), null);
  await refused(connect('ContactRestApi').getByIdAsync(contactId), 404, 'SoNotFoundException');
  await refused(connect('PersonRestApi').getByIdAsync(person.personId), 404, 'SoNotFoundException');
  await contacts.deleteContactEntityAsync(contactId); // again: nothing to do
});
