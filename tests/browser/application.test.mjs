// An application of another origin: sign-in page, code with PKCE, token, call.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { picture, server, signIn, visit } from './browser.mjs';

// The server was started with this port's pages allowed to call it, and with an application that sends people here.
const port = process.env.APPLICATION_PORT;
const clientId = process.env.APPLICATION_ID;
const application = `http://localhost:${port}`;
const files = {
  '/': ['./application/page.html', 'text/html'],
  '/script.mjs': ['./application/script.mjs', 'text/javascript'],
  '/oauth4webapi.js': ['../client/node_modules/oauth4webapi/build/index.js', 'text/javascript'],
};

const web = createServer(async (request, answer) => {
  const path = new URL(request.url, application).pathname;
  if (request.method === 'POST') return answer.end(await text(request)); // what a form brings, to be looked at
  if (path === '/settings.json') return answer.end(JSON.stringify({ server, clientId }));
  if (!files[path]) return answer.writeHead(404).end();
  const [file, type] = files[path];
  return createReadStream(new URL(file, import.meta.url)).pipe(answer.setHeader('content-type', type));
});
before(() => new Promise((listening) => { web.listen(port, '127.0.0.1', listening); }));
after(() => { web.closeAllConnections(); web.close(); });

/** Go to the application and sign in there. */
async function signedIn(page) {
  await page.goto(application);
  await page.getByRole('button', { name: 'Sign in with openkontor' }).click();
  await page.waitForURL(`${server}/login?*`);
  await signIn(page);
  await page.waitForURL(`${application}/?code=*`);
}

/** What the page's own script gets from the API. */
const called = (page, ...told) => page.evaluate((all) => window.call(...all), told);

test('a person signs in, and the application calls the API with the token', () => visit(async (page) => {
  await signedIn(page);
  await page.getByText('"Name":"anne"').waitFor();
  const tokens = await page.evaluate(() => window.tokens);
  assert.match(tokens.access_token, /^8A:[^.]+\./);
  assert.equal(tokens.token_type, 'bearer');
  const made = await called(page, 'POST', 'Contact', { Name: 'By an application' });
  assert.equal(made.status, 200);
  assert.equal(made.body.CreatedBy.Name, 'anne');
  const patched = await called(page, 'PATCH', `Contact/${made.body.ContactId}`, { Department: 'Elsewhere' });
  assert.equal(patched.body.Department, 'Elsewhere');
  const read = await called(page, 'GET', `Contact/${made.body.ContactId}`);
  assert.equal(read.body.FieldProperties.Name.FieldRight.Reason, 'Feltet må fylles ut.', 'headers of the API may be sent');
  assert.match(read.tag, /^"\d+-/, 'and read');
}));

test('who has signed in already is not asked again', () => visit(async (page) => {
  await page.goto(`${server}/login`);
  await signIn(page);
  await page.goto(application);
  await page.getByRole('button').click();
  await page.getByText('"Name":"anne"').waitFor();
}));

test('a code is good for one use', () => visit(async (page) => {
  await signedIn(page);
  await page.getByText('"Name":"anne"').waitFor();
  const error = await page.evaluate(() => window.again().then(() => null, (reason) => reason.error));
  assert.equal(error, 'invalid_grant');
  assert.equal((await called(page, 'GET', 'User/currentAssociate')).status, 401, 'and a second ends what came of the first');
}));

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'by itself' : 'with one more click without scripts';
  test(`a form takes the code to the application ${how}`, () => visit(async (page) => {
    const asked = new URLSearchParams({
      client_id: clientId, redirect_uri: `${application}/`, response_type: 'code', response_mode: 'form_post', scope: 'openid',
      state: 'A "state" & more', nonce: 'n', code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256',
    });
    await page.goto(`${server}/login/common/oauth/authorize?${asked}`);
    await signIn(page);
    if (!javaScriptEnabled) {
      await picture(page, 'one-more-step');
      await page.getByRole('button', { name: 'Continue' }).click();
    }
    await page.waitForURL(`${application}/`);
    const brought = new URLSearchParams(await page.locator('body').innerText());
    assert.equal(brought.get('state'), 'A "state" & more');
    assert.ok(brought.get('code'));
  }, { javaScriptEnabled }));
}

test('the page of another origin cannot use the session itself', () => visit(async (page) => {
  await signedIn(page);
  await page.getByText('"Name":"anne"').waitFor();
  for (const headers of [{}, { 'X-XSRF-TOKEN': 'guessed' }]) {
    const status = await page.evaluate(async ([url, sent]) => {
      const answer = await fetch(url, { credentials: 'include', headers: sent, signal: AbortSignal.timeout(5000) });
      return answer.status;
    }, [`${server}/api/v1/User/currentAssociate`, headers]);
    assert.equal(status, 401);
  }
}));

test('the page of an origin that was not listed is told nothing', () => visit(async (page) => {
  await page.goto(`http://127.0.0.1:${port}/settings.json`);
  const refused = (path) => page.evaluate((url) => fetch(url).then(() => null, (error) => error.name), server + path);
  assert.equal(await refused('/api/v1/User/currentAssociate'), 'TypeError');
  assert.equal(await refused('/login/.well-known/openid-configuration'), 'TypeError');
}, {}, /blocked by CORS policy/));
