import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { assertWhole, connect, contacts, lists, me, newContact, newPerson, refused, unique } from './client.mjs';

const OWNS = 1;
const KNOWS = 7;
const english = { languageCode: 'en' };
const relations = connect('RelationAgent', english);

describe('two companies and their people', () => {
  let owner, owned, buyer, seller;

  before(async () => {
    owner = await newContact({ department: 'Holding' });
    owned = await newContact();
    buyer = await newPerson(owner.contactId);
    seller = await newPerson(owned.contactId);
  });

  const between = (changes) => relate({
    sourceContactId: owner.contactId, destinationContactId: owned.contactId, relationDefinitionId: OWNS, ...changes,
  });

  async function relate(changes) {
    const relation = await relations.createDefaultContactRelationEntityAsync();
    return relations.saveContactRelationAsync({ ...relation, ...changes });
  }

  test('a default relation is empty and complete', async () => {
    const relation = await relations.createDefaultContactRelationEntityAsync();
    assertWhole(relation);
    for (const key of ['relationId', 'sourceContactId', 'sourcePersonId', 'destinationContactId', 'destinationPersonId',
      'relationDefinitionId', 'reversed']) assert.equal(relation[key], 0, key);
    assert.equal(relation.comment, '');
  });

  test('a company owns another: read from both ends by its texts and names', async () => {
    const comment = 'Since 1998';
    const saved = await between({ comment });
    assertWhole(saved);
    assert.ok(saved.relationId > 0);
    const relation = await relations.getContactRelationEntityAsync(saved.relationId);
    assert.deepEqual(relation, saved, 'the answer of save is what get answers');
    assert.equal(relation.activeText, 'owns');
    assert.equal(relation.passiveText, 'owned by');
    assert.equal(relation.sourceContactName, `${owner.name}, Holding`);
    assert.equal(relation.destinationContactName, owned.name);
    assert.equal(relation.sourcePersonName, '');
    assert.equal(relation.destinationPersonName, '');
    assert.equal(relation.comment, comment);
    assert.equal(relation.createdBy.associateId, (await me()).associateId);
  });

  test('the other way round, the names change sides and the texts stay', async () => {
    const relation = await relate({
      sourceContactId: owned.contactId, destinationContactId: owner.contactId, relationDefinitionId: OWNS,
    });
    assert.equal(relation.sourceContactName, owned.name);
    assert.equal(relation.destinationContactName, `${owner.name}, Holding`);
    assert.equal(relation.activeText, 'owns');
    assert.equal(relation.passiveText, 'owned by');
  });

  test('people know each other, each named with their company', async () => {
    const relation = await between({
      sourcePersonId: buyer.personId, destinationPersonId: seller.personId, relationDefinitionId: KNOWS,
    });
    assert.equal(relation.sourcePersonName, buyer.fullName);
    assert.equal(relation.destinationPersonName, seller.fullName);
    assert.equal(relation.sourceContactId, owner.contactId);
    assert.equal(relation.destinationContactId, owned.contactId);
    assert.equal(relation.sourceContactName, `${owner.name}, Holding`);
    assert.equal(relation.activeText, 'knows');
    assert.equal(relation.passiveText, 'knows');
  });

  test('a person owns a company, but a company does not own a person', async () => {
    const relation = await between({ sourcePersonId: buyer.personId });
    assert.equal(relation.sourcePersonName, buyer.fullName);
    assert.equal(relation.destinationPersonId, 0);
    await refused(between({ destinationPersonId: seller.personId }), 400);
  });

  test('changing the comment changes exactly that, and the time of the update', async () => {
    const before = await between({ comment: 'old' });
    const saved = await relations.saveContactRelationAsync({ ...before, comment: 'new' });
    const { updatedDate, updatedBy } = saved;
    assert.ok(updatedDate > before.updatedDate);
    assert.deepEqual(saved, { ...before, comment: 'new', updatedDate, updatedBy });
    assert.deepEqual(await relations.getContactRelationEntityAsync(before.relationId), saved);
  });

  test('Reversed is kept and leaves the texts of the definition as they are', async () => {
    const relation = await between({ reversed: 1 });
    assert.equal(relation.reversed, 1);
    assert.equal(relation.activeText, 'owns');
    assert.equal(relation.passiveText, 'owned by');
  });

  test('a person must belong to the company it is named with', async () => {
    await refused(between({ sourcePersonId: seller.personId }), 400);
  });

  test('both ends, the definition and a different other end are needed', async () => {
    await refused(between({ destinationContactId: 0 }), 400);
    await refused(between({ relationDefinitionId: 0 }), 400);
    await refused(between({ relationDefinitionId: 2_000_000_000 }), 400);
    await refused(between({ destinationContactId: owner.contactId }), 400);
    await refused(between({ relationId: 2_000_000_000 }), 400);
    const error = await refused(relations.saveContactRelationAsync(null), 400);
    assert.match(JSON.stringify(error), /ContactRelationEntity/);
  });

  test('a deleted relation reads null, and deleting it again is no error', async () => {
    const { relationId } = await between({ comment: unique('short-lived') });
    await relations.deleteContactRelationAsync(relationId);
    assert.equal(await relations.getContactRelationEntityAsync(relationId), null);
    await relations.deleteContactRelationAsync(relationId);
  });

  test('deleting a relation leaves both companies', async () => {
    const { relationId } = await between({});
    await relations.deleteContactRelationAsync(relationId);
    assert.equal((await contacts.getContactEntityAsync(owner.contactId)).name, owner.name);
    assert.equal((await contacts.getContactEntityAsync(owned.contactId)).name, owned.name);
  });
});

test('the list of definitions names both texts', async () => {
  const items = await lists.getListAsync('contactrelationdefinition', true, 'CC', false, english);
  const owns = items.find((item) => item.id === OWNS);
  assert.equal(owns.name, 'owns');
  assert.equal(owns.extraInfo, 'owned by');
  assert.ok(items.some((item) => item.id === KNOWS));
  const people = await lists.getListAsync('contactrelationdefinition', true, 'PP', false, english);
  assert.deepEqual(people.filter((item) => [OWNS, KNOWS].includes(item.id)).map((item) => item.id), [KNOWS]);
});
