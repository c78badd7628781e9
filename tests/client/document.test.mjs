import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, base, connect, enums, me, newContact, newPerson, refused, sent, unique } from './client.mjs';

const documents = connect('DocumentAgent');
const { ActivityStatus, AppointmentType } = enums;
const { AsArrayBuffer, AsBase64, AsString } = base.ReturnBlobType;

/** A saved document: the default with these changes. */
async function newDocument(changes = {}) {
  const document = await documents.createDefaultDocumentEntityAsync();
  return documents.saveDocumentEntityAsync({ ...document, name: `${unique('offer')}.txt`, ...changes });
}

test('a default document is mine and complete', async () => {
  const document = await documents.createDefaultDocumentEntityAsync();
  assertWhole(document);
  assert.equal(document.documentId, 0);
  assert.equal(document.associate.associateId, (await me()).associateId);
  assert.equal(document.type, AppointmentType.Document);
  assert.equal(document.completed, ActivityStatus.NotStarted);
  assert.equal(document.lockSemantics, enums.DocumentLockSemantics.None);
});

test('a document keeps what it was saved with', async () => {
  const contact = await newContact();
  const person = await newPerson(contact.contactId);
  const date = new Date(2026, 6, 1, 9, 30);
  const plain = { header: 'Offer', ourRef: 'O-1', yourRef: 'Y-1', attention: 'Ms. X', description: 'Words', snum: 3 };
  const saved = await newDocument({ ...plain, date, person: { personId: person.personId } });
  assertWhole(saved);
  const document = await documents.getDocumentEntityAsync(saved.documentId);
  assert.deepEqual(document, saved, 'the answer of save is what get answers');
  for (const [key, value] of Object.entries(plain)) assert.equal(document[key], value, key);
  assert.deepEqual(document.date, date);
  assert.equal(document.contact.name, contact.name);
  const small = await documents.getDocumentAsync(saved.documentId);
  assertWhole(small);
  assert.equal(small.personFullName, person.fullName);
});

test('content goes out and comes back as bytes, as base64 and as a text', async () => {
  const { documentId } = await newDocument();
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  await documents.setDocumentStreamFromIdAsync(documentId, bytes.buffer);
  const back = await documents.getDocumentStreamAsync(documentId);
  assert.deepEqual(new Uint8Array(back), bytes);
  const again = await documents.getDocumentStreamAsync(documentId, { returnBlobAs: AsArrayBuffer });
  assert.deepEqual(new Uint8Array(again), bytes);
  const text = await documents.getDocumentStreamAsync(documentId, { returnBlobAs: AsBase64 });
  assert.equal(text, Buffer.from(bytes).toString('base64'));
  await documents.setDocumentStreamFromIdAsync(documentId, 'plain words');
  assert.equal(await documents.getDocumentStreamAsync(documentId, { returnBlobAs: AsString }), 'plain words');
  assert.equal(await documents.getDocumentLengthAsync(documentId, ''), 11);
});

test('content that is there is only overwritten if that is wanted', async () => {
  const document = await newDocument();
  const { documentId } = await documents.setDocumentStreamAsync(document, 'first', false);
  await refused(documents.setDocumentStreamAsync(document, 'second', false), 400, 'SoValidationException');
  await documents.setDocumentStreamAsync(document, 'third', true);
  assert.equal(await documents.getDocumentStreamAsync(documentId, { returnBlobAs: AsString }), 'third');
});

test('versions, an address, properties and deleting of content alone', async () => {
  const { documentId, name } = await newDocument();
  await documents.setDocumentStreamFromIdAsync(documentId, 'words');
  assert.deepEqual(await documents.getVersionListAsync(documentId), []);
  assert.ok((await documents.getDocumentUrlAsync(documentId, '', false)).endsWith(`/Document/${documentId}/Content`));
  const told = await documents.getDocumentPropertiesAsync(documentId, ['file-name', 'length', 'nothing']);
  assert.deepEqual(told, { 'file-name': name, length: '5', nothing: '' });
  const gone = await documents.deletePhysicalDocumentAsync(documentId, ['None']);
  assertWhole(gone);
  assert.equal(gone.success, true);
  assert.equal(gone.type, enums.ReturnType.None);
  assert.equal(await documents.getDocumentLengthAsync(documentId, ''), 0);
});

test('a template has content in several languages', async () => {
  const keeper = connect('ListAgent');
  const empty = await keeper.createDefaultDocumentTemplateEntityAsync();
  const template = await keeper.saveDocumentTemplateEntityAsync({ ...empty, name: unique('letter'), filename: 'a.bin' });
  const { documentTemplateId } = template;
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const told = await keeper.saveDocumentTemplateStreamAsync(documentTemplateId, bytes.buffer, '', 0);
  assertWhole(told);
  assert.equal(told.externalReference, 'a.bin');
  await keeper.createDefaultDocumentTemplateLanguageAsync(documentTemplateId, 'nb-NO');
  assert.deepEqual(await keeper.getDocumentTemplateLanguagesAsync(documentTemplateId), ['nb-NO']);
  await keeper.setDocumentTemplateStreamAsync(template, 'norske ord', 'nb-NO', 0);
  const text = await keeper.getDocumentTemplateStreamFromIdAsync(documentTemplateId, 'nb-NO', { returnBlobAs: AsString });
  assert.equal(text, 'norske ord');
  const main = await keeper.getDocumentTemplateStreamFromIdAsync(documentTemplateId, 'de');
  assert.deepEqual(new Uint8Array(main), bytes);
  assert.deepEqual(await documents.getTemplateStreamFromIdAsync(documentTemplateId, ''), main);
  assert.equal(await keeper.getDocumentTemplateExtensionAsync(documentTemplateId), '.bin');
  await keeper.deleteDocumentTemplateLanguageAsync(documentTemplateId, 'nb-NO');
  assert.deepEqual(await keeper.getDocumentTemplateLanguagesAsync(documentTemplateId), []);
  assert.deepEqual(Object.keys(await keeper.getPluginListAsync()), ['0']);
  assert.equal((await keeper.getPluginCapabilitiesAsync(0)).versioning, 'false');
  assert.deepEqual(await keeper.getDocumentTypesForPluginAsync(0), {});
});

test('the REST class saves, changes and deletes a document', async () => {
  const rest = connect('DocumentRestApi');
  const document = await rest.postAsync({ ...(await rest.getDefaultAsync()), header: 'First', name: 'a.txt' });
  const { documentId } = document;
  assert.equal((await rest.putByIdAsync(documentId, { ...document, header: 'Second' })).header, 'Second');
  assert.equal((await rest.patchByIdAsync(documentId, [{ op: 'replace', path: '/Header', value: '3rd' }])).header, '3rd');
  assert.equal((await sent(`Document/${documentId}`)).Header, '3rd');
  await rest.deleteByIdAsync(documentId);
  await refused(rest.getByIdAsync(documentId), 404, 'SoNotFoundException');
  assert.equal(await documents.getDocumentEntityAsync(documentId), null);
});
