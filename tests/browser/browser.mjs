// A headless Chromium, and pages that notice what goes wrong in them.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before } from 'node:test';

const require = createRequire(new URL('../client/package.json', import.meta.url));
const { chromium } = require('playwright-core');

export const server = process.env.OPENKONTOR_URL ?? 'http://127.0.0.1:8080';
const screenshots = process.env.OPENKONTOR_SCREENSHOTS; // a folder, for who wants to look at the pages
const PATIENCE = 10_000; // milliseconds, for one step
const AT_MOST = 30_000; // for a whole test: a script in a page can wait for ever
const FLAGS = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

const HERE = ['127.0.0.1', 'localhost'];

let running;
before(async () => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  running = await chromium.launch({ executablePath, chromiumSandbox: false, args: FLAGS }); // root has no sandbox
});
after(() => running.close());

/**
 * Run `work` with a page of a browser that has not been here, and with its context and every redirect it met.
 * Fails with what the page complained of, unless that was expected, and when it loads anything from elsewhere.
 */
export async function visit(work, options = {}, expected = undefined) {
  const context = await running.newContext(options);
  context.setDefaultTimeout(PATIENCE);
  const seen = { complaints: [], redirects: [], hosts: new Set() };
  context.on('weberror', (error) => seen.complaints.push(String(error.error())));
  context.on('console', (message) => { if (message.type() === 'error') seen.complaints.push(message.text()); });
  context.on('request', (request) => seen.hosts.add(new URL(request.url()).hostname));
  context.on('response', (answer) => { if (answer.status() >= 300 && answer.status() < 400) seen.redirects.push(answer.url()); });
  const late = setTimeout(() => context.close(), AT_MOST);
  try {
    await work(await context.newPage(), { context, redirects: seen.redirects });
  } finally {
    clearTimeout(late);
    await context.close();
  }
  // The browser says of every 4xx that it could not be loaded; the tests look at those themselves.
  const usual = (text) => text.startsWith('Failed to load resource') || expected?.test(text);
  assert.deepEqual(seen.complaints.filter((text) => !usual(text)), []);
  assert.deepEqual([...seen.hosts].filter((host) => !HERE.includes(host)), []);
}

/** Fill the sign-in page in, as a person does, and wait for what comes. */
export async function signIn(page, name = 'anne', password = 'Anne') {
  await page.getByLabel('User name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForLoadState();
}

/** A picture of the page for people, if they asked for it. */
export async function picture(page, name) {
  if (screenshots) await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
}
