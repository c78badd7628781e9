// The sign-in page, as people meet it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { picture, server, signIn, visit } from './browser.mjs';

const PHONE = { viewport: { width: 320, height: 568 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const WRONG = 'User name or password is wrong.';

/** Contrast of text on its background, as WCAG defines it; both are colours as the browser computes them. */
function contrast(one, other) {
  const light = (colour) => {
    const parts = colour.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dark + 0.05);
}

/** What an element is painted in: its text, and the first background behind it. */
const colours = (element) => element.evaluate((node) => {
  const paint = (one) => getComputedStyle(one).backgroundColor;
  let behind = node;
  while (behind.parentElement && /, 0\)$|^transparent$/.test(paint(behind))) behind = behind.parentElement;
  return { text: getComputedStyle(node).color, behind: paint(behind) };
});

test('a person signs in with the keyboard alone', () => visit(async (page) => {
  await page.goto(`${server}/login`);
  await page.locator('#name:focus').waitFor(); // the page puts the cursor there once it is shown
  await page.keyboard.type('anne');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Anne');
  await page.keyboard.press('Enter');
  await page.getByText('You are signed in as Anne Sommerfeldt.').waitFor();
  assert.equal(page.url(), `${server}/login`);
  await picture(page, 'signed-in');
}));

test('a wrong password is said on the page, and the name is still there', () => visit(async (page) => {
  await page.goto(`${server}/login`);
  await picture(page, 'form');
  assert.equal(await page.getByRole('alert').filter({ visible: true }).count(), 0, 'nothing is wrong yet');
  await signIn(page, 'anne', 'wrong');
  assert.equal(await page.getByRole('alert').textContent(), WRONG);
  assert.ok(await page.getByRole('alert').isVisible());
  assert.equal(await page.getByLabel('User name').inputValue(), 'anne');
  assert.equal(await page.getByLabel('Password').inputValue(), '');
  assert.ok(await page.getByLabel('Password').evaluate((field) => field === document.activeElement));
  await picture(page, 'wrong-password');
  await signIn(page);
  await page.getByText('You are signed in as').waitFor();
}));

test('it works without scripts', () => visit(async (page) => {
  await page.goto(`${server}/login`);
  await signIn(page, 'anne', 'wrong');
  assert.ok(await page.getByText(WRONG).isVisible());
  await signIn(page);
  assert.ok(await page.getByText('You are signed in as').isVisible());
  await page.getByRole('button', { name: 'Sign out' }).click();
  assert.ok(await page.getByText('You are signed out.').isVisible());
  await picture(page, 'signed-out');
}, { javaScriptEnabled: false }));

for (const colorScheme of ['light', 'dark']) {
  test(`on a narrow phone in ${colorScheme} colours everything fits, and can be read and touched`, () => visit(async (page) => {
    await page.goto(`${server}/login`);
    await signIn(page, 'anne', 'wrong');
    await picture(page, `phone-${colorScheme}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.viewport.width, `the page is ${width} wide`);
    const parts = ['heading', 'textbox', 'button', 'alert'].map((role) => page.getByRole(role));
    for (const part of await Promise.all(parts.map((found) => found.all()))) {
      for (const element of part) {
        const { text, behind } = await colours(element);
        assert.ok(contrast(text, behind) >= 4.5, `${text} on ${behind}: ${await element.evaluate((node) => node.outerHTML)}`);
      }
    }
    for (const element of await page.locator('input:visible, button').all()) {
      const { height } = await element.boundingBox();
      assert.ok(height >= 44, `${height} high: ${await element.evaluate((node) => node.outerHTML)}`);
      const size = await element.evaluate((node) => parseFloat(getComputedStyle(node).fontSize));
      assert.ok(size >= 16, 'phones zoom into fields with smaller letters');
    }
    const paper = (await colours(page.locator('body'))).behind;
    assert.equal(contrast(paper, 'rgb(0, 0, 0)') > 10, colorScheme === 'light', paper);
  }, { ...PHONE, colorScheme }));
}

test('signing in leads on to the page that was wanted', () => visit(async (page) => {
  await page.goto(`${server}/login?next=/api`);
  await signIn(page);
  assert.equal(page.url(), `${server}/api`);
}));
