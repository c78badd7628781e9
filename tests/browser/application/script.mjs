// An application that lives in a page of its own, elsewhere: it keeps no secret, so it has PKCE.
import * as oauth from 'oauth4webapi';

const { server, clientId } = await (await fetch('/settings.json')).json();
const client = { client_id: clientId };
const address = `${location.origin}/`;
const insecure = { [oauth.allowInsecureRequests]: true };
const output = document.querySelector('output');

const provider = await oauth.processDiscoveryResponse(
  new URL(server), await fetch(`${server}/login/.well-known/openid-configuration`));

async function leave() {
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  sessionStorage.setItem('asked', JSON.stringify({ verifier, state, nonce }));
  location.href = `${provider.authorization_endpoint}?${new URLSearchParams({
    ...client, redirect_uri: address, response_type: 'code', scope: 'openid', state, nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  })}`;
}

/** Change the code that we came back with for tokens. */
async function exchange() {
  const { verifier, state, nonce } = JSON.parse(sessionStorage.getItem('asked'));
  const told = oauth.validateAuthResponse(provider, client, new URL(location.href), state);
  const answer = await oauth.authorizationCodeGrantRequest(provider, client, oauth.None(), told, address, verifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(provider, client, answer, { expectedNonce: nonce, requireIdToken: true });
  await oauth.validateApplicationLevelSignature(provider, answer, insecure);
  return tokens;
}

/** Call the API with the token, from the origin of this page. */
async function call(verb, path, body) {
  const answer = await fetch(`${server}/api/v1/${path}`, {
    method: verb,
    headers: { Authorization: `Bearer ${window.tokens.access_token}`, 'Content-Type': 'application/json', 'SO-Language': 'nb' },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json(), tag: answer.headers.get('etag') };
}

Object.assign(window, { call, again: exchange });
const button = document.getElementById('sign-in');
button.addEventListener('click', leave);
button.disabled = false;
if (location.search.includes('code=')) {
  window.tokens = await exchange();
  output.textContent = JSON.stringify((await call('GET', 'User/currentAssociate')).body);
}
