import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertWhole, connect, sent, unique } from './client.mjs';

const quotes = connect('QuoteAgent');
const [first, last] = [new Date(2027, 0, 1), new Date(2027, 11, 31)];

test('a price list and its product are made, read, copied and deleted', async () => {
  const blank = await quotes.createDefaultPriceListAsync();
  assertWhole(blank);
  const name = unique('Prices');
  const made = await quotes.savePriceListAsync({ ...blank, name, currency: 'EUR', validFrom: first, validTo: last });
  assertWhole(made);
  const { priceListId } = made;
  assert.deepEqual(await quotes.getPriceListAsync(priceListId), made);
  assert.deepEqual([made.name, made.currency, made.isActive], [name, 'EUR', true]);
  assert.deepEqual([made.validFrom, made.validTo], [first, last]);

  const product = await quotes.saveProductAsync({
    ...await quotes.createDefaultProductAsync(),
    name: 'Desk', erpPriceListKey: made.erpPriceListKey, unitListPrice: 649.5, vat: 25,
    extraInfo: [{ name: 'Colour', value: 'oak', type: 0 }],
  });
  assertWhole(product);
  assert.deepEqual(await quotes.getProductFromDbIdAsync(product.productId), product);
  assert.deepEqual(await quotes.getProductAsync(0, product.erpProductKey), product);
  assert.equal(product.extraInfo[0].value, 'oak');

  const copy = await quotes.copySuperOfficePriceListAsync(priceListId, `${name} again`, first, last, 0, false);
  const rows = (await sent(`Pricelist/${copy.priceListId}/Products?$select=name,listPrice`)).value;
  assert.deepEqual(rows.map((row) => [row.name, row.listPrice]), [['Desk', 649.5]]);
  const listed = await quotes.getAllPriceListsAsync(0, 'EUR');
  assert.deepEqual(listed.filter((one) => one.name.startsWith(name)), [made, copy]);

  await quotes.deleteProductAsync(product.productId);
  assert.equal(await quotes.getProductFromDbIdAsync(product.productId), null);
  for (const one of [made, copy]) await quotes.deletePriceListAsync(one.priceListId);
  assert.equal(await quotes.getPriceListAsync(priceListId), null);
});

test('saving a price list as it was read changes nothing', async () => {
  const [standard] = await quotes.getActivePriceListsAsync(0, 'NOK');
  const before = await sent(`Pricelist/${standard.priceListId}`);
  await quotes.savePriceListAsync(await quotes.getPriceListAsync(standard.priceListId));
  assert.deepEqual(await sent(`Pricelist/${standard.priceListId}`), before);
});
