// What an application's server does to have somebody signed in: OpenID Connect with a library of its own.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import * as oauth from 'oauth4webapi';
import { server } from './client.mjs';

globalThis.crypto ??= webcrypto; // Node 18 has it, but not there

const client = { client_id: 'openkontor-demo' };
const secret = oauth.ClientSecretPost('openkontor-demo-secret');
const address = 'http://127.0.0.1:4711/callback'; // nobody has to listen there: we read the redirect ourselves
const insecure = { [oauth.allowInsecureRequests]: true };

/** The server's addresses, as it tells them. */
export async function provider() {
  const answer = await fetch(`${server}/login/.well-known/openid-configuration`);
  return oauth.processDiscoveryResponse(new URL(server), answer);
}

/** The tokens of somebody who signs in, with the claims of the id token, whose signature is right. */
export async function tokens(name, password) {
  const there = await provider();
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  const asked = new URL(there.authorization_endpoint);
  asked.search = new URLSearchParams({
    ...client, redirect_uri: address, response_type: 'code', scope: 'openid', state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  const back = oauth.validateAuthResponse(there, client, new URL(await signedIn(asked, name, password)), state);
  const sent = await oauth.authorizationCodeGrantRequest(there, client, secret, back, address, verifier, insecure);
  const found = await oauth.processAuthorizationCodeResponse(there, client, sent, { expectedNonce: nonce, requireIdToken: true });
  await oauth.validateApplicationLevelSignature(there, sent, insecure);
  return { ...found, claims: oauth.getValidatedIdTokenClaims(found) };
}

/** Where the browser of somebody who signs in is sent in the end. */
async function signedIn(asked, name, password) {
  const cookies = new Map();
  const go = async (url, form) => {
    const headers = { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') };
    const answer = await fetch(url, { method: form ? 'POST' : 'GET', body: form, headers, redirect: 'manual' });
    const told = answer.headers.get('set-cookie') ?? ''; // all of them, with commas
    for (const [, cookie, value] of told.matchAll(/(?:^|, )([^=;, ]+)=([^;]*)/g)) cookies.set(cookie, value);
    return answer;
  };
  const page = await (await go((await go(asked)).headers.get('location'))).text();
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  const fields = hidden.map(([, field, value]) => [field, value.replaceAll('&amp;', '&')]);
  const answer = await go(`${server}/login`, new URLSearchParams([...fields, ['name', name], ['password', password]]));
  assert.equal(answer.status, 303, await answer.text());
  return (await go(answer.headers.get('location'))).headers.get('location');
}
