// The official client, connected to the server under test.
// OPENKONTOR_URL, OPENKONTOR_USER and OPENKONTOR_PASSWORD name another server than a demo on this machine.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

// The package's ES modules import one another without file endings, which node refuses: load its CommonJS form.
const require = createRequire(import.meta.url);
export const webapi = require('@superoffice/webapi');
export const enums = require('@superoffice/webapi/Enums.js');
export const base = require('@superoffice/webapi/WebApiBase.js');
export const converters = require('@superoffice/webapi/Converters.js');

export const server = (process.env.OPENKONTOR_URL ?? 'http://127.0.0.1:8080').replace(/(\/api)?\/*$/, '');
export const username = process.env.OPENKONTOR_USER ?? 'tje0';
export const password = process.env.OPENKONTOR_PASSWORD ?? 'Tje0';

/** An agent or REST class of the client, logged in with Basic. */
export function connect(name, options = {}) {
  return new webapi[name]({ baseUrl: server, axiosConfig: { auth: { username, password } }, ...options });
}

// The first one made lends its options to all later ones that leave them out, so it is a plain one.
export const contacts = connect('ContactAgent');
export const persons = connect('PersonAgent');
export const appointments = connect('AppointmentAgent');
export const relations = connect('RelationAgent');
export const projects = connect('ProjectAgent');
export const sales = connect('SaleAgent');
export const lists = connect('MDOAgent');

/** The client's options for an Authorization header of our own, and for whatever else is to go with it. */
export function authorized(authorization, headers = {}) {
  return { axiosConfig: { headers: { authorization, ...headers } } };
}

/** One request without the client: what is really on the wire. */
export async function wire(verb, path, body) {
  const authorization = 'Basic ' + Buffer.from(`${username}:${password}`).toString('base64');
  const answer = await fetch(`${server}/api/v1/${path}`, {
    method: verb,
    headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: text ? JSON.parse(text) : undefined };
}

/** The JSON of a record as it is sent, for looking at dates and enum names that the client converts. */
export async function sent(path) {
  const answer = await wire('GET', path);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

/** The associate who runs these tests, as the client's own carrier. */
export async function me() {
  return converters.Create_SoPrincipalCarrier_From(await sent('User/currentPrincipal'));
}

let count = 0;

/** A name that no earlier test or run has used. */
export function unique(word) {
  count += 1;
  return `${word} ${Date.now().toString(36)}${process.pid.toString(36)}${count}`;
}

/** A saved company: the default with these changes. */
export async function newContact(changes = {}) {
  const contact = await contacts.createDefaultContactEntityAsync();
  return contacts.saveContactEntityAsync({ ...contact, name: unique('Kontor'), ...changes });
}

/** A saved person of a company. */
export async function newPerson(contactId, changes = {}) {
  const person = await persons.createDefaultPersonEntityAsync();
  const names = { firstname: unique('Kari'), lastname: 'Nordmann' };
  return persons.savePersonEntityAsync({ ...person, ...names, contact: { contactId }, ...changes });
}

/** A saved appointment with a company, from `start` for an hour. */
export async function newAppointment(contactId, changes = {}) {
  const appointment = await appointments.createDefaultAppointmentEntityAsync();
  const startDate = changes.startDate ?? new Date(2026, 6, 1, 9, 30);
  const times = { startDate, endDate: new Date(startDate.getTime() + 3600_000) };
  const type = enums.AppointmentType.inDiary;
  return appointments.saveAppointmentEntityAsync({ ...appointment, ...times, type, contact: { contactId }, ...changes });
}

/** A saved project: the default with these changes. */
export async function newProject(changes = {}) {
  const project = await projects.createDefaultProjectEntityAsync();
  return projects.saveProjectEntityAsync({ ...project, name: unique('Prosjekt'), ...changes });
}

/** A saved sale: the default with these changes. */
export async function newSale(changes = {}) {
  const sale = await sales.createDefaultSaleEntityAsync();
  return sales.saveSaleEntityAsync({ ...sale, heading: unique('Salg'), ...changes });
}

/** Fails unless the client could read every property it knows: a missing one or an unknown enum name becomes undefined. */
export function assertWhole(value, path = 'answer') {
  assert.notEqual(value, undefined, `${path} is missing, or a name the client does not know`);
  if (value instanceof Date) return assert.ok(!Number.isNaN(value.getTime()), `${path} is no date`);
  if (value === null || typeof value !== 'object' || '$ms' in value) return undefined; // $ms: a duration
  for (const key of Object.keys(value)) assertWhole(value[key], `${path}.${key}`);
  return undefined;
}

/** The error body of a call that must be refused with this status and type. */
export async function refused(call, status, errorType) {
  const [accepted, error] = await call.then((answer) => [true, answer], (reason) => [false, reason]);
  assert.ok(!accepted, `expected ${status}, but it was accepted: ${JSON.stringify(error)}`);
  assert.ok(error.response, `no answer at all: ${error.stack}`);
  const { data } = error.response;
  assert.equal(error.response.status, status, JSON.stringify(data));
  if (errorType) assert.equal(data.ErrorType, errorType, JSON.stringify(data));
  return data;
}
