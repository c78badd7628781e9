// The ways to log in: a name and password, a ticket, a token. The client has the header from its user.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { authorized, connect, me, refused, server, unique, username } from './client.mjs';
import { tokens } from './oidc.mjs';

/** Who a client is logged in as, found out by saving: the one who made the record. */
async function whoever(options) {
  const contacts = connect('ContactAgent', options);
  const blank = await contacts.createDefaultContactEntityAsync();
  const { contactId } = await contacts.saveContactEntityAsync({ ...blank, name: unique('Kontor') });
  const { createdBy } = await connect('ContactRestApi', options).getByIdAsync(contactId);
  return createdBy.name;
}

/** A call that is refused because of who sent it. */
async function turnedAway(options) {
  const error = await refused(connect('ContactAgent', options).getContactEntityAsync(1), 401, 'SoSessionException');
  assert.equal(error.Error, true);
  assert.equal(error.Message, error.ErrorMessage);
}

/** A ticket, as an application's server finds it in the id token of who has signed in there. */
async function ticketOf(name, password) {
  const { claims } = await tokens(name, password);
  return claims['http://schemes.superoffice.net/identity/ticket'];
}

const basic = (name, password) => ({ axiosConfig: { auth: { username: name, password } } });

test('a name and password log in', async () => {
  assert.equal(await whoever(basic('kari', 'Kari')), 'kari');
  assert.equal((await me()).associate, username);
});

test('a token logs in as the one who asked for it', async () => {
  const token = await connect('UserAgent', basic('kari', 'Kari')).getAccessTokenAsync('', false);
  assert.match(token, /^8A:[^.]+\.\S{20,}$/);
  assert.equal(await whoever(authorized(`Bearer ${token}`)), 'kari');
  assert.equal(await whoever(authorized(`bearer ${token}`)), 'kari', 'the scheme is read in any case');
});

test('REST gives a token too, as a JSON text', async () => {
  const answer = await fetch(`${server}/api/v1/User/currentToken`, {
    headers: { authorization: `Basic ${btoa('anne:Anne')}`, accept: 'application/json' },
  });
  assert.equal(await whoever(authorized(`Bearer ${await answer.json()}`)), 'anne');
});

test('the token of who signed in for an application logs in', async () => {
  const { access_token: token } = await tokens('kari', 'Kari');
  assert.match(token, /^8A:[^.]+\.\S{20,}$/);
  assert.equal(await whoever(authorized(`Bearer ${token}`)), 'kari');
});

test('a ticket logs in, in every spelling of its scheme, with or without the application', async () => {
  const ticket = await ticketOf('kari', 'Kari');
  assert.match(ticket, /^7T:[A-Za-z0-9+/=]{20,}$/);
  for (const scheme of ['SOTicket', 'SoTicket', 'SOTICKET']) {
    assert.equal(await whoever(authorized(`${scheme} ${ticket}`)), 'kari', scheme);
  }
  assert.equal(await whoever(authorized(`SOTicket ${ticket}`, { 'SO-AppToken': 'openkontor-demo-secret' })), 'kari');
});

test('a ticket may stand for the name, with an empty password', async () => {
  assert.equal(await whoever(basic(await ticketOf('anne', 'Anne'), '')), 'anne');
});

test('a token may be had for a ticket, and both end when the ticket is logged out', async () => {
  const ticket = authorized(`SOTicket ${await ticketOf('anne', 'Anne')}`);
  const token = authorized(`Bearer ${await connect('UserAgent', ticket).getAccessTokenAsync('', false)}`);
  assert.equal(await whoever(token), 'anne');
  const { authorization } = ticket.axiosConfig.headers;
  assert.equal((await fetch(`${server}/login/logout`, { method: 'POST', headers: { authorization } })).status, 200);
  await turnedAway(ticket);
  await turnedAway(token);
});

test('what nobody gave out logs nobody in', async () => {
  for (const authorization of ['SOTicket 7T:bm9ib2R5', 'Bearer 8A:Demo.nobody', 'Bearer nobody', 'SOTicket', 'Digest x']) {
    await turnedAway(authorized(authorization));
  }
});

test('one is not taken for the other', async () => {
  const token = await connect('UserAgent').getAccessTokenAsync('', false);
  await turnedAway(authorized(`SOTicket ${token}`));
  await turnedAway(authorized(`Bearer ${await ticketOf('anne', 'Anne')}`));
});

test('no login at all is said to be missing', async () => {
  const contacts = connect('ContactAgent', { axiosConfig: { headers: {} } });
  await refused(contacts.getContactEntityAsync(1), 401, 'ArgumentException');
});
