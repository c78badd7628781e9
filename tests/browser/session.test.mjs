// A browser's session: pages of this server call the API with its cookie and the token that goes with it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { picture, server, signIn, visit } from './browser.mjs';

const ME = '/api/v1/User/currentAssociate';
const PACKAGES = new URL('../client/node_modules/', import.meta.url);

/** Sign in, and go on to a page of the server's whose scripts may call the API. */
async function signedIn(page, then = '/api', name = 'anne', password = 'Anne') {
  await page.goto(`${server}/login?next=${then}`);
  await signIn(page, name, password);
  await page.waitForURL(server + then);
}

/** What a script in the page gets from the API; `token` is the header it sends, or the cookie's with `true`. */
const called = (page, token, path = ME, options = {}) => page.evaluate(async ([where, value, more]) => {
  const cookie = document.cookie.match(/(?:^|; )XSRF-TOKEN=([^;]*)/)?.[1];
  const headers = value === false ? {} : { 'X-XSRF-TOKEN': value === true ? cookie : value };
  const signal = AbortSignal.timeout(5000); // a browser that opens a dialog waits for ever
  const answer = await fetch(where, { ...more, signal, headers: { ...headers, ...more.headers } });
  const text = await answer.text();
  return {
    status: answer.status, redirected: answer.redirected, type: answer.headers.get('content-type'),
    dialog: answer.headers.get('www-authenticate'), body: text ? JSON.parse(text) : null, cookie,
  };
}, [path, token, options]);

/** An answer that says in JSON why nobody is logged in, and neither redirects nor opens a dialog. */
function turnedAway(answer, type) {
  assert.equal(answer.status, 401);
  assert.equal(answer.redirected, false);
  assert.equal(answer.dialog, null);
  assert.match(answer.type, /^application\/json/);
  assert.equal(answer.body.ErrorType, type);
}

const POST = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"Name":"By session"}' };

test('a page calls the API with the session and its token', () => visit(async (page, { context, redirects }) => {
  await signedIn(page);
  redirects.length = 0;
  const answer = await called(page, true);
  assert.equal(answer.status, 200);
  assert.equal(answer.body.Name, 'anne');
  const saved = await called(page, true, '/api/v1/Contact', POST);
  assert.equal(saved.status, 200);
  assert.equal(saved.body.CreatedBy.Name, 'anne');
  assert.deepEqual(redirects, []);
  const cookies = new Map((await context.cookies()).map((cookie) => [cookie.name, cookie]));
  assert.ok(cookies.get('openkontor-session').httpOnly);
  assert.ok(!cookies.get('XSRF-TOKEN').httpOnly);
}));

test('without the token it is turned away, also for reading', () => visit(async (page, { redirects }) => {
  await signedIn(page);
  redirects.length = 0;
  turnedAway(await called(page, false), 'ArgumentException');
  turnedAway(await called(page, false, '/api/v1/Contact', POST), 'ArgumentException');
  turnedAway(await called(page, false, '/api/v1/Agents/Contact/GetContactEntity?contactEntityId=2', POST), 'ArgumentException');
  assert.deepEqual(redirects, []);
}));

test('with another token it is turned away', () => visit(async (page) => {
  await signedIn(page);
  const { cookie } = await called(page, true);
  for (const token of ['wrong', cookie.slice(1), cookie.toUpperCase()]) {
    turnedAway(await called(page, token), 'SoSessionException');
  }
}));

test('after signing out the session is dead, also for who kept its cookies', () => visit(async (page, { context }) => {
  await signedIn(page);
  const { cookie } = await called(page, true);
  const kept = await context.cookies();
  await page.goto(`${server}/login`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out.').waitFor();
  await page.goto(`${server}/api`);
  assert.equal(await page.evaluate(() => document.cookie), '');
  turnedAway(await called(page, cookie), 'SoSessionException');
  await context.addCookies(kept);
  turnedAway(await called(page, true), 'SoSessionException');
  turnedAway(await called(page, false), 'ArgumentException');
}));

test('the docs page tries operations out as who has signed in', () => visit(async (page) => {
  await signedIn(page, '/docs', 'kari', 'Kari');
  const operation = page.locator('details.operation#User_GetCurrentAssociate');
  await operation.locator('summary').click();
  await operation.getByRole('button').click();
  await operation.getByText('"Name": "kari"').waitFor();
  await picture(page, 'docs');
}));

test('the official client in a page of ours needs nothing but the session', () => visit(async (page, { context }) => {
  await context.route(`${server}/intranet/**`, serveOwnPage); // as a proxy would in front of server and intranet
  await signedIn(page);
  await page.goto(`${server}/intranet/page`);
  const saved = await page.evaluate(async () => {
    const { ContactAgent } = await import('/intranet/@superoffice/webapi/dist/esm/ContactAgent.js');
    const contacts = new ContactAgent('/api'); // no login: the cookie has it, and the client finds the token itself
    const blank = await contacts.createDefaultContactEntityAsync();
    return contacts.saveContactEntityAsync({ ...blank, name: 'By the client in a browser' });
  });
  assert.equal(saved.name, 'By the client in a browser');
  assert.equal(saved.createdBy.name, 'anne');
}));

const IMPORTS = { axios: './axios/dist/esm/axios.js', dayjs: './dayjs/esm/index.js', 'dayjs/plugin/': './dayjs/esm/plugin/' };
const PAGE = `<!doctype html><title>Intranet</title><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>`;

/** The page that loads the client, and below it the installed packages. */
async function serveOwnPage(route) {
  const path = new URL(route.request().url()).pathname.replace('/intranet/', '');
  if (path === 'page') return route.fulfill({ contentType: 'text/html', body: PAGE });
  const body = await source(path);
  return body === null ? route.fulfill({ status: 404 }) : route.fulfill({ contentType: 'text/javascript', body });
}

/** A module of a package; their imports do not say how files end, nor that something is a folder. */
async function source(path) {
  const bare = path.replace(/\.js$/, '');
  const text = (name) => readFile(new URL(name, PACKAGES), 'utf8').catch(() => null);
  if ((await text(`${bare}/index.js`)) !== null) return `export { default } from '/intranet/${bare}/index.js'`;
  return text(`${bare}.js`);
}
