import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appointments, assertWhole, enums, me, newContact, newPerson, newProject, newSale, sales, sent,
} from './client.mjs';

const { ActivityStatus, ETableRight, SaleStatus, Visibility } = enums;

test('a default sale is mine, open and complete', async () => {
  const sale = await sales.createDefaultSaleEntityAsync();
  assertWhole(sale);
  assert.equal(sale.saleId, 0);
  assert.equal(sale.associate.associateId, (await me()).associateId);
  assert.equal(sale.status, SaleStatus.Open);
  assert.equal(sale.completed, ActivityStatus.Started);
  assert.equal(sale.visibleFor[0].visibility, Visibility.All);
  assert.equal(sale.tableRight.mask, ETableRight.FULL);
});

test('a sale keeps what it was saved with, its stakeholders too', async () => {
  const { contactId, name } = await newContact();
  const person = await newPerson(contactId);
  const project = await newProject();
  const plain = { saleText: 'Many words', postit: 'Remember', amount: 1234.5, probability: 33 };
  const [saledate, reopenDate] = [new Date(2026, 6, 1), new Date(2026, 8, 30)];
  const saved = await newSale({
    ...plain, saledate, reopenDate, status: SaleStatus.Stalled, earningPercent: 20,
    contact: { contactId }, person: { personId: person.personId }, project: { projectId: project.projectId },
    source: { id: 2 }, competitor: { id: 1 }, credited: { id: 3 }, reasonStalled: { id: 4 }, saleType: { id: 3 },
    saleStakeholders: [{ personId: person.personId, stakeholderRoleId: 1, comment: 'Signs' }],
  });
  assertWhole(saved);
  const sale = await sales.getSaleEntityAsync(saved.saleId);
  assert.deepEqual(sale, saved, 'the answer of save is what get answers');
  for (const [key, value] of Object.entries(plain)) assert.equal(sale[key], value, key);
  assert.deepEqual(sale.saledate, saledate);
  assert.deepEqual(sale.reopenDate, reopenDate);
  assert.equal(sale.status, SaleStatus.Stalled);
  assert.equal(sale.earning, 246.9);
  assert.equal(sale.contact.name, name);
  assert.equal(sale.person.fullName, person.fullName);
  assert.equal(sale.project.name, project.name);
  assert.equal(sale.reasonStalled.value, 'Power vacuum');
  const [stakeholder] = sale.saleStakeholders;
  assert.equal(stakeholder.firstname, person.firstname);
  assert.equal(stakeholder.stakeholderRoleName, 'Decision maker');
  assert.equal(stakeholder.comment, 'Signs');
});

test('saving a sale as it was read changes nothing', async () => {
  const { contactId } = await newContact();
  const { saleId } = await newSale({ contact: { contactId }, saleStakeholders: [{ contactId }], amount: 99.9 });
  const before = await sent(`Sale/${saleId}`);
  await sales.saveSaleEntityAsync(await sales.getSaleEntityAsync(saleId));
  assert.deepEqual(await sent(`Sale/${saleId}`), before);
});

test('stakeholders come, change and go one by one', async () => {
  const { contactId } = await newContact();
  const [one, other] = [await newPerson(contactId), await newPerson(contactId)];
  const { saleId } = await newSale();
  const blank = await sales.createDefaultSaleStakeholderAsync();
  assertWhole(blank);
  const stakeholder = await sales.saveSaleStakeholderAsync({ ...blank, saleId, personId: one.personId });
  assert.equal(stakeholder.contactId, contactId);
  await sales.addSaleStakeholdersAsync(saleId, [{ personId: one.personId }, { personId: other.personId }]);
  const found = await sales.getSaleStakeholdersAsync(saleId);
  assert.deepEqual(found.map((row) => [row.personId, row.rank]), [[one.personId, 1], [other.personId, 2]]);
  await sales.saveSaleStakeholderAsync({ ...stakeholder, comment: 'Changed' });
  assert.equal((await sales.getSaleStakeholderAsync(stakeholder.saleStakeholderId)).comment, 'Changed');
  await sales.deleteSaleStakeholdersAsync([stakeholder.saleStakeholderId]);
  assert.equal((await sales.getSaleEntityAsync(saleId)).saleStakeholders.length, 1);
});

test('a sale is found by its company, in short, and closed', async () => {
  const { contactId } = await newContact();
  const { saleId } = await newSale({ contact: { contactId }, amount: 1000, probability: 25 });
  const [sale] = await sales.getOpenSalesForContactAsync(contactId);
  assertWhole(sale);
  assert.equal(sale.saleId, saleId);
  assert.equal(sale.weightedAmount, 250);
  await sales.setAsSoldAsync([saleId]);
  assert.deepEqual(await sales.getOpenSalesForContactAsync(contactId), []);
  const sold = await sales.getSaleAsync(saleId);
  assert.equal(sold.status, SaleStatus.Sold);
  assert.equal(sold.completed, ActivityStatus.Completed);
});

test('an appointment around a sale is its next date', async () => {
  const { saleId } = await newSale();
  const startDate = new Date(new Date().getFullYear() + 3, 5, 1, 9, 30);
  const endDate = new Date(startDate.getTime() + 3600_000);
  const blank = await appointments.createDefaultAppointmentEntityAsync();
  const appointment = await appointments.saveAppointmentEntityAsync({ ...blank, startDate, endDate, sale: { saleId } });
  assert.equal(appointment.sale.saleId, saleId);
  assert.deepEqual((await sales.getSaleEntityAsync(saleId)).nextDueDate, startDate);
});

test('a deleted sale reads null over agents', async () => {
  const { saleId } = await newSale();
  await sales.deleteSaleEntityAsync(saleId);
  assert.equal(await sales.getSaleEntityAsync(saleId), null);
  await sales.deleteSaleEntityAsync(saleId);
});
