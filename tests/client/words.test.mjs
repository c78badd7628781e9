// Which language texts are in: the options languageCode and cultureCode, of the client or of one request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, contacts, newContact, password, server, username, webapi } from './client.mjs';

const login = () => ({ auth: { username, password } });
const { ResourceParsing } = base;
const RAW = '[SR_ACCESS_MANDATORY]';
const ENGLISH = 'The field must be filled in.';
const NORWEGIAN = 'Feltet må fylles ut.';
const GERMAN = 'Das Feld muss ausgefüllt werden.';

/** Why a company's name has to be there: a text that depends on the language. */
const reason = (contact) => contact.fieldProperties.Name.fieldRight.reason;
const asked = async (options, agent = contacts) => reason(await agent.createDefaultContactEntityAsync(options));

/** An agent of the client, made with the positional arguments that follow the login. */
const agent = (...more) => new webapi.ContactAgent(server, login(), ...more);

test('without a language texts are not resolved', async () => {
  assert.equal(await asked(), RAW);
});

test('a language for one request', async () => {
  for (const [languageCode, text] of [['en', ENGLISH], ['nb-NO', NORWEGIAN], ['NO', NORWEGIAN], ['de', GERMAN], ['de-AT', GERMAN]]) {
    assert.equal(await asked({ languageCode }), text, languageCode);
  }
  assert.equal(await asked({ languageCode: 'eo' }), ENGLISH, 'a language without texts is English');
  assert.equal(await asked(), RAW, 'the next request has none');
});

test('a language for all requests of a client', async () => {
  assert.equal(await asked(undefined, agent('nb')), NORWEGIAN);
  assert.equal(await asked(undefined, agent('de', 'en-US')), GERMAN);
  assert.equal(await asked(undefined, new webapi.ContactAgent({ baseUrl: server, axiosConfig: login(), languageCode: 'de' })), GERMAN);
});

test("a request's language goes before the client's", async () => {
  assert.equal(await asked({ languageCode: 'de' }, agent('nb')), GERMAN);
});

test('an empty language, x, * and - cancel the one of the client', async () => {
  for (const languageCode of ['', 'x', '*', '-']) assert.equal(await asked({ languageCode }, agent('nb')), RAW, languageCode);
});

test('a client that does not want texts to be parsed gets them raw', async () => {
  assert.equal(await asked(undefined, agent(ResourceParsing.DoNotParse)), RAW);
  const both = { baseUrl: server, axiosConfig: login(), languageCode: 'nb', resourceParsing: ResourceParsing.DoNotParse };
  assert.equal(await asked(undefined, new webapi.ContactAgent(both)), RAW);
});

test("what the browser accepts counts where SO-Language was not sent", async () => {
  const accepts = (value, more = {}) =>
    new webapi.ContactAgent({ baseUrl: server, axiosConfig: { ...login(), headers: { 'Accept-Language': value, ...more } } });
  assert.equal(await asked(undefined, accepts('pt-BR, nb;q=0.8, de;q=0.5')), NORWEGIAN);
  assert.equal(await asked(undefined, accepts('nb', { 'SO-Language': 'de' })), GERMAN);
  assert.equal(await asked(undefined, accepts('nb', { 'SO-Language': '' })), RAW);
});

test('the language is that of what is read and of what is saved, over REST and agents', async () => {
  const { contactId } = await newContact();
  const rest = new webapi.ContactRestApi(server, login(), 'nb');
  assert.equal(reason(await rest.getByIdAsync(contactId)), NORWEGIAN);
  assert.equal(reason(await rest.getByIdAsync(contactId, { languageCode: 'de' })), GERMAN);
  assert.equal(reason(await rest.putByIdAsync(contactId, await rest.getByIdAsync(contactId), { languageCode: 'en' })), ENGLISH);
  assert.equal(reason(await rest.patchByIdAsync(contactId, { department: 'Salg' })), NORWEGIAN);
  assert.equal(reason(await contacts.getContactEntityAsync(contactId, { languageCode: 'de' })), GERMAN);
});

test('a record that was read in a language is the same when it is saved', async () => {
  const { contactId } = await newContact({ name: 'US:"One";NO:"En"', department: '[SR_AL_CITY]' });
  const before = await contacts.getContactEntityAsync(contactId);
  assert.equal(before.name, 'US:"One";NO:"En"');
  const spoken = await contacts.getContactEntityAsync(contactId, { languageCode: 'nb' });
  assert.equal(spoken.name, before.name, 'what people wrote is nobody\'s translation');
  await contacts.saveContactEntityAsync(spoken, { languageCode: 'nb' });
  assert.deepEqual(await contacts.getContactEntityAsync(contactId), before);
});

test('a culture changes no number and no date', async () => {
  const { contactId } = await newContact();
  const at = { wgs84Latitude: 59.91, wgs84Longitude: 10.75 };
  const contact = await contacts.getContactEntityAsync(contactId);
  await contacts.saveContactEntityAsync({ ...contact, address: { ...contact.address, ...at } });
  const plain = await contacts.getContactEntityAsync(contactId, { languageCode: 'en' });
  assert.equal(plain.address.wgs84Latitude, at.wgs84Latitude);
  for (const cultureCode of ['de-DE', 'ar-SA', 'nonsense']) {
    assert.deepEqual(await contacts.getContactEntityAsync(contactId, { languageCode: 'en', cultureCode }), plain, cultureCode);
    const german = { languageCode: 'de', cultureCode };
    assert.deepEqual((await contacts.saveContactEntityAsync(plain, german)).address.wgs84Longitude, at.wgs84Longitude);
  }
});
