import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appointments, assertWhole, connect, enums, lists, me, newAppointment, newContact, newPerson, refused, sent,
} from './client.mjs';

const { ActivityStatus, AppointmentType, ETableRight } = enums;

test('a default appointment is mine and complete', async () => {
  const appointment = await appointments.createDefaultAppointmentEntityAsync();
  assertWhole(appointment);
  assert.equal(appointment.appointmentId, 0);
  assert.equal(appointment.associate.associateId, (await me()).associateId);
  assert.equal(appointment.completed, ActivityStatus.NotStarted);
  assert.equal(appointment.private, enums.AppointmentPrivate.Public);
  assert.deepEqual(appointment.participants, []);
  assert.equal(appointment.sale, null);
  assert.equal(appointment.tableRight.mask, ETableRight.FULL);
});

test('an appointment keeps what it was saved with', async () => {
  const contact = await newContact();
  const person = await newPerson(contact.contactId);
  const [task] = await lists.getListAsync('task', true, '', false);
  const startDate = new Date(2026, 6, 1, 9, 30);
  const endDate = new Date(2026, 6, 1, 11, 0);
  const plain = { title: 'Budget', description: 'Budget', agenda: '1. Last year', location: 'Room 3', isFree: true };
  const saved = await newAppointment(contact.contactId, {
    ...plain, startDate, endDate, person: { personId: person.personId }, task: { taskListItemId: task.id },
  });
  assertWhole(saved);
  const appointment = await appointments.getAppointmentEntityAsync(saved.appointmentId);
  assert.deepEqual(appointment, saved, 'the answer of save is what get answers');
  for (const [key, value] of Object.entries(plain)) assert.equal(appointment[key], value, key);
  assert.deepEqual(appointment.startDate, startDate);
  assert.deepEqual(appointment.endDate, endDate);
  assert.deepEqual(appointment.activeDate, startDate);
  assert.equal(appointment.type, AppointmentType.inDiary);
  assert.equal(appointment.contact.contactId, contact.contactId);
  assert.equal(appointment.contact.name, contact.name);
  assert.equal(appointment.person.personId, person.personId);
  assert.equal(appointment.person.fullName, person.fullName);
  assert.equal(appointment.task.taskListItemId, task.id);
  assert.equal(appointment.createdBy.associateId, (await me()).associateId);
});

test('an appointment in short says who, when and for whom', async () => {
  const contact = await newContact();
  const saved = await newAppointment(contact.contactId, { title: 'In short', description: 'In short' });
  const small = await appointments.getAppointmentAsync(saved.appointmentId);
  assertWhole(small);
  assert.equal(small.title, 'In short');
  assert.equal(small.contactName, contact.name);
  assert.equal(small.associateFullName, saved.associate.fullName);
  assert.equal(small.taskId, saved.task.taskListItemId);
  assert.deepEqual(small.startDate, saved.startDate);
});

test('durations go out as the client writes them and come back the same', async () => {
  const { contactId } = await newContact();
  const minutes = (count) => `PT${count}M`;
  const saved = await newAppointment(contactId, { hasAlarm: true, alarmLeadTime: minutes(15), leadTime: minutes(5) });
  const { appointmentId } = saved;
  const read = await appointments.getAppointmentEntityAsync(appointmentId);
  assert.equal(read.hasAlarm, true);
  assert.equal(read.alarmLeadTime.asMinutes(), 15);
  assert.equal(read.leadTime.asMinutes(), 5);
  assert.equal(read.lagTime.asMinutes(), 0);
  const onWire = await sent(`Appointment/${appointmentId}`);
  assert.equal(onWire.AlarmLeadTime, '00:15:00');
  await appointments.saveAppointmentEntityAsync(read);
  assert.deepEqual(await sent(`Appointment/${appointmentId}`), onWire);
});

test('moving an appointment changes exactly that, and the time of the update', async () => {
  const { contactId } = await newContact();
  const { appointmentId } = await newAppointment(contactId, { title: 'Move me', description: 'Move me' });
  const before = await appointments.getAppointmentEntityAsync(appointmentId);
  const startDate = new Date(2026, 6, 2, 14, 0);
  const endDate = new Date(2026, 6, 2, 15, 0);
  const saved = await appointments.saveAppointmentEntityAsync({ ...before, startDate, endDate });
  const after = await appointments.getAppointmentEntityAsync(appointmentId);
  assert.deepEqual(after, saved);
  const { updatedDate, updatedBy, activeDate } = after;
  assert.ok(updatedDate > before.updatedDate);
  assert.deepEqual(activeDate, startDate);
  assert.deepEqual(after, { ...before, startDate, endDate, activeDate, updatedDate, updatedBy });
});

test('saving an appointment as it was read changes nothing', async () => {
  const { contactId } = await newContact();
  const { appointmentId } = await newAppointment(contactId);
  const before = await sent(`Appointment/${appointmentId}`);
  await appointments.saveAppointmentEntityAsync(await appointments.getAppointmentEntityAsync(appointmentId));
  assert.deepEqual(await sent(`Appointment/${appointmentId}`), before);
});

test('an appointment can be completed', async () => {
  const { contactId } = await newContact();
  const appointment = await newAppointment(contactId);
  const done = await appointments.saveAppointmentEntityAsync({ ...appointment, completed: ActivityStatus.Completed });
  assert.equal(done.completed, ActivityStatus.Completed);
});

test('a deleted appointment reads null over agents and 404 over REST', async () => {
  const { contactId } = await newContact();
  const { appointmentId } = await newAppointment(contactId);
  await appointments.deleteAppointmentEntityAsync(appointmentId);
  assert.equal(await appointments.getAppointmentEntityAsync(appointmentId), null);
  await refused(connect('AppointmentRestApi').getByIdAsync(appointmentId), 404, 'SoNotFoundException');
  await appointments.deleteAppointmentEntityAsync(appointmentId);
});
