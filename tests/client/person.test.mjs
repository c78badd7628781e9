import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, connect, contacts, enums, lists, me, newContact, newPerson, persons, refused, sent } from './client.mjs';

const full = {
  firstname: 'Kari',
  middleName: 'Anne',
  lastname: 'Nordmann',
  mrmrs: 'Ms.',
  salutation: 'Dr.',
  title: 'Managing director',
  description: 'Speaks Japanese',
  noMailing: true,
  usePersonAddress: true,
  post1: 'one',
  post2: 'two',
  post3: 'three',
  kanafname: 'カリ',
  kanalname: 'ノルドマン',
  source: 2,
  emails: [{ value: 'kari@nordmann.example', description: 'Work' }],
  officePhones: [{ value: '22 51 75 10', description: '' }],
  privatePhones: [{ value: '22 51 75 11', description: '' }],
  mobilePhones: [{ value: '00 47 915 00 000', description: 'Evenings' }],
  otherPhones: [{ value: '22 51 75 12', description: '' }],
  faxes: [{ value: '22 51 75 13', description: '' }],
  urls: [{ value: 'https://nordmann.example/kari', description: '' }],
  chatEmails: [{ value: 'kari@chat.example', description: '' }],
  internetPhones: [{ value: 'sip:kari@voip.example', description: '' }],
};

const values = (elements) => elements.map(({ value, description }) => ({ value, description }));

test('a default person is empty and complete', async () => {
  const person = await persons.createDefaultPersonEntityAsync();
  assertWhole(person);
  assert.equal(person.personId, 0);
  assert.equal(person.firstname, '');
  assert.equal(person.createdBy.associateId, (await me()).associateId);
  assert.ok(person.country.countryId);
  assert.ok(person.interests.length > 0 && person.interests.every((interest) => !interest.selected));
  assert.equal(person.tableRight.mask, enums.ETableRight.FULL);
});

test('a person keeps what it was saved with', async () => {
  const { contactId } = await newContact();
  const saved = await newPerson(contactId, full);
  assertWhole(saved);
  const person = await persons.getPersonEntityAsync(saved.personId);
  assert.deepEqual(person, saved, 'the answer of save is what get answers');
  for (const [key, value] of Object.entries(full)) {
    assert.deepEqual(Array.isArray(value) ? values(person[key]) : person[key], value, key);
  }
  assert.equal(person.fullName, 'Kari Anne Nordmann');
  assert.equal(person.formalName, 'Ms. Dr. Kari Anne Nordmann');
  assert.equal(person.mobilePhones[0].strippedValue, '004791500000');
  assert.notEqual(person.personNumber, '');
  assert.equal(person.contact.contactId, contactId);
  assert.equal(person.retired, false);
});

test('a person mirrors the owner, category and business of its company', async () => {
  const contact = await newContact({ category: { id: 2 }, business: { id: 6 } });
  const { personId } = await newPerson(contact.contactId);
  const mirrored = await persons.getPersonEntityAsync(personId);
  assert.equal(mirrored.category.id, 2);
  assert.equal(mirrored.business.id, 6);
  assert.equal(mirrored.associate.associateId, contact.associate.associateId);
  assert.equal(mirrored.fieldProperties.Category.fieldRight.mask, enums.EFieldRight.Read);
  assert.equal(mirrored.fieldProperties.Category.fieldRight.reason, '[SR_ACCESS_PERSONONCOMPANY]');
  await contacts.saveContactEntityAsync({ ...contact, category: { id: 4 } });
  const after = await persons.getPersonEntityAsync(personId);
  assert.equal(after.category.id, 4);
  assert.deepEqual(after.updatedDate, mirrored.updatedDate, 'a mirror is no edit of the person');
});

test('position, interests and address of a person', async () => {
  const [position] = await lists.getListAsync('perspos', true, '', false);
  const [interest] = await lists.getListAsync('persint', true, '', false);
  const { contactId } = await newContact();
  const person = await newPerson(contactId, {
    position: { id: position.id },
    interests: [{ id: interest.id, selected: true }],
    address: { street: { address1: 'Storgata 1', city: 'BERGEN', zipcode: '5003' } },
  });
  assert.equal(person.position.id, position.id);
  assert.equal(person.position.value, position.name);
  assert.deepEqual(person.interests.filter((one) => one.selected).map((one) => one.id), [interest.id]);
  assert.equal(person.activeInterests, 1);
  assert.equal(person.address.street.atypeIdx, enums.AddressType.PersonPrivateAddress);
  assert.equal(person.address.street.city, 'BERGEN');
  assert.equal(person.address.postal, null);
});

test('changing one phone changes exactly that, and the time of the update', async () => {
  const { contactId } = await newContact();
  const { personId } = await newPerson(contactId, { ...full, birthDate: new Date('1999-05-13') });
  const before = await persons.getPersonEntityAsync(personId);
  const person = await persons.getPersonEntityAsync(personId);
  person.mobilePhones[0].value = '00 47 915 00 001';
  const saved = await persons.savePersonEntityAsync(person);
  const after = await persons.getPersonEntityAsync(personId);
  assert.deepEqual(after, saved);
  assert.ok(after.updatedDate > before.updatedDate);
  const { updatedDate, updatedBy } = after;
  const phone = { ...before.mobilePhones[0], value: '00 47 915 00 001', strippedValue: '004791500001' };
  assert.deepEqual(after, { ...before, updatedDate, updatedBy, mobilePhones: [phone] });
});

test('saving a person as it was read changes nothing', async () => {
  const { contactId } = await newContact();
  const { personId } = await newPerson(contactId, { ...full, birthDate: new Date('1999-05-13') });
  const before = await sent(`Person/${personId}`);
  await persons.savePersonEntityAsync(await persons.getPersonEntityAsync(personId));
  assert.deepEqual(await sent(`Person/${personId}`), before);
});

test('a person without a name is refused', async () => {
  const { contactId } = await newContact();
  const error = await refused(newPerson(contactId, { firstname: '', lastname: ' ' }), 400, 'SoValidationException');
  assert.ok(error.Messages.Firstname, JSON.stringify(error));
});

test('a deleted person reads null over agents and 404 over REST, and leaves its company', async () => {
  const { contactId } = await newContact();
  const [gone, stays] = [await newPerson(contactId), await newPerson(contactId)];
  await persons.deletePersonEntityAsync(gone.personId);
  assert.equal(await persons.getPersonEntityAsync(gone.personId), null);
  await refused(connect('PersonRestApi').getByIdAsync(gone.personId), 404, 'SoNotFoundException');
  const contact = await contacts.getContactEntityAsync(contactId);
  assert.deepEqual(contact.persons.map((person) => [person.personId, person.rank]), [[stays.personId, 1]]);
});
