import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  appointments, assertWhole, enums, me, newContact, newPerson, newProject, projects, refused, sent, unique,
} from './client.mjs';

const { ETableRight, ProjectMemberEventParticipantStatus } = enums;

test('a default project is mine and complete', async () => {
  const project = await projects.createDefaultProjectEntityAsync();
  assertWhole(project);
  assert.equal(project.projectId, 0);
  assert.equal(project.associate.associateId, (await me()).associateId);
  assert.deepEqual(project.projectMembers, []);
  assert.equal(project.tableRight.mask, ETableRight.FULL);
});

test('a project keeps what it was saved with, its members too', async () => {
  const { contactId, name } = await newContact();
  const person = await newPerson(contactId);
  const plain = { description: 'What for', postit: 'Remember', completed: true };
  const [startDate, endDate] = [new Date(2026, 6, 1), new Date(2026, 8, 30)];
  const saved = await newProject({
    ...plain, startDate, endDate, projectType: { id: 2 }, projectStatus: { id: 3 },
    urls: [{ value: 'https://example.com', description: 'Site' }],
    projectMembers: [{ personId: person.personId, projectMemberTypeId: 2, comment: 'Leads' }, { contactId }],
  });
  assertWhole(saved);
  const project = await projects.getProjectEntityAsync(saved.projectId);
  assert.deepEqual(project, saved, 'the answer of save is what get answers');
  for (const [key, value] of Object.entries(plain)) assert.equal(project[key], value, key);
  assert.deepEqual(project.startDate, startDate);
  assert.deepEqual(project.endDate, endDate);
  assert.equal(project.projectType.value, 'Internal');
  assert.equal(project.urls[0].value, 'https://example.com');
  const [member, company] = project.projectMembers;
  assert.equal(member.fullName, person.fullName);
  assert.equal(member.contactName, name);
  assert.equal(member.projectMemberTypeName, 'Project manager');
  assert.equal(member.comment, 'Leads');
  assert.equal(member.eventParticipantStatus, ProjectMemberEventParticipantStatus.NotAnEvent);
  assert.equal(company.contactId, contactId);
  assert.equal(company.personId, 0);
});

test('saving a project as it was read changes nothing', async () => {
  const { contactId } = await newContact();
  const { projectId } = await newProject({ projectMembers: [{ contactId, comment: 'All' }] });
  const before = await sent(`Project/${projectId}`);
  await projects.saveProjectEntityAsync(await projects.getProjectEntityAsync(projectId));
  assert.deepEqual(await sent(`Project/${projectId}`), before);
});

test('members come, change and go one by one', async () => {
  const { contactId } = await newContact();
  const [one, other] = [await newPerson(contactId), await newPerson(contactId)];
  const { projectId } = await newProject();
  const blank = await projects.createDefaultProjectMemberAsync();
  assertWhole(blank);
  const member = await projects.saveProjectMemberAsync({ ...blank, projectId, personId: one.personId });
  assert.equal(member.contactId, contactId);
  await projects.addProjectMembersAsync(projectId, [{ personId: one.personId }, { personId: other.personId }]);
  const members = await projects.getProjectMembersAsync(projectId);
  assert.deepEqual(members.map((found) => found.personId), [one.personId, other.personId]);
  await projects.saveProjectMemberAsync({ ...member, comment: 'Changed' });
  const { comment } = await projects.getProjectMemberAsync(member.projectmemberId);
  assert.equal(comment, 'Changed');
  await projects.deleteProjectMemberAsync(member.projectmemberId);
  assert.equal((await projects.getProjectEntityAsync(projectId)).projectMembers.length, 1);
  assert.equal(await projects.getProjectMemberAsync(member.projectmemberId), null);
});

test('a project is found by whoever is in it, in short', async () => {
  const { contactId } = await newContact();
  const person = await newPerson(contactId);
  const { projectId, name } = await newProject({ projectMembers: [{ personId: person.personId }] });
  const [project] = await projects.getProjectsFromPersonAsync(person.personId);
  assertWhole(project);
  assert.equal(project.projectId, projectId);
  assert.equal(project.name, name);
  assert.deepEqual(await projects.getProjectAsync(projectId), project);
});

test('an appointment is in a project, and the next milestone is the project\'s', async () => {
  const { projectId } = await newProject();
  const startDate = new Date(new Date().getFullYear() + 3, 5, 1, 9, 30);
  const endDate = new Date(startDate.getTime() + 3600_000);
  const appointment = await appointments.saveAppointmentEntityAsync({
    ...await appointments.createDefaultAppointmentEntityAsync(),
    startDate, endDate, isMileStone: true, project: { projectId },
  });
  assert.equal(appointment.project.projectId, projectId);
  const project = await projects.getProjectEntityAsync(projectId);
  assert.deepEqual(project.nextMilestoneDate, startDate);
  assert.equal(project.nmdAppointmentId, appointment.appointmentId);
});

test('a deleted project reads null over agents', async () => {
  const { projectId } = await newProject();
  await projects.deleteProjectEntityAsync(projectId);
  assert.equal(await projects.getProjectEntityAsync(projectId), null);
  await projects.deleteProjectEntityAsync(projectId);
});

test('an unknown member is refused with its place', async () => {
  const project = await projects.createDefaultProjectEntityAsync();
  const wrong = { ...project, name: unique('Feil'), projectMembers: [{ personId: 2147483647 }] };
  const { Messages } = await refused(projects.saveProjectEntityAsync(wrong), 400, 'SoValidationException');
  assert.deepEqual(Object.keys(Messages), ['ProjectMembers[0].PersonId']);
});
