import assert from 'node:assert/strict';
import { choose, courseFixture } from '../../../../test/call-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { listCalls, ring } from '../../calls/contract.ts';
import { setRole } from '../moderation/contract.ts';
import * as contract from './contract.ts';

const everything = ['invite-guests', 'view-attendance', 'all-groups'];

/** A course's running meeting whose teacher may invite guests, and what somebody is answered who tries to. */
async function aMeeting(...opened: Parameters<typeof courseFixture>) {
  const made = await courseFixture(...opened);
  const { bridge, db, people, course, meetingId, teacher } = made;
  /** The LMS says of each member what is granted; of the teacher all. */
  const speaks = async (granted = everything) => {
    const host = await people.assistant(course, await people.person('Tutor'), { granted });
    const capabilities = JSON.stringify(everything);
    await db('course_memberships').where({ person_id: teacher.id }).update({ capabilities });
    return host;
  };
  const params = { meetingId };
  const series = async (who: Actor) =>
    (await bridge.ask(who, contract.getSeriesOfMeeting, { params })).reply;
  const { id: seriesId } = await series(teacher);
  const at = { params: { seriesId } };
  const makesHost = async (who: Actor) => {
    await bridge.ask(teacher, contract.invite, { ...at, body: { personIds: [who.id] } });
    const role = { params: { meetingId, participantId: who.id }, body: { role: 'host' } };
    assert.equal((await bridge.ask(teacher, setRole, role)).code, undefined);
  };
  /** The codes of refusals of every way to invite, each once. */
  const invites = async (who: Actor) => {
    const admission = { scope: 'anyone' };
    const tried = [
      await bridge.ask(who, contract.createLink, at),
      await bridge.ask(who, contract.listLinks, at),
      await bridge.ask(who, contract.invite, { ...at, body: { emails: ['guest@example.org'] } }),
      await bridge.ask(who, contract.inviteUnits, { ...at, body: { departmentIds: [seriesId] } }),
      await bridge.ask(who, contract.changeSeries, { ...at, body: { admission } }),
    ];
    return [...new Set(tried.map(({ code }) => code))];
  };
  const rings = async (who: Actor, ...whom: Actor[]) =>
    (await bridge.ask(who, ring, { params, body: choose(...whom) })).code;
  return { ...made, at, params, speaks, series, makesHost, invites, rings };
}

forEachDatabase('who may invite from outside a course', (open) => {
  it('is none who hosts by being made a co-host, where the LMS says who is', async () => {
    const { bridge, db, stranger, student, people, ...made } = await aMeeting(await open());
    const { speaks, makesHost, invites, rings, series } = made;
    await speaks();
    await makesHost(stranger);
    await makesHost(student);
    for (const host of [stranger, student]) {
      assert.equal((await series(host)).mayInviteGuests, false);
      assert.deepEqual(await invites(host), ['invitation/not-allowed'], host.name);
    }
    const nobody = await people.person('Nobody’s');
    assert.equal(await rings(stranger, nobody), 'invitation/not-allowed');
    assert.equal(await rings(stranger, student), undefined, 'the course’s own are rung');
    const { reply } = await bridge.ask(stranger, listCalls, { params: made.params });
    assert.equal(reply.audience, null, 'who is not in a course does not look into it');
    const own = (await bridge.ask(stranger, contract.listMyMeetings)).reply.running;
    assert.deepEqual(
      own.map(({ mayHost, mayInviteGuests }) => ({ mayHost, mayInviteGuests })),
      [{ mayHost: true, mayInviteGuests: false }],
    );
    // What was said of everybody counts on when the LMS has dropped them all, with the course.
    await db('course_memberships').update({ status: 'removed', capabilities: null });
    await db('course_membership_records').update({ status: 'removed' });
    assert.deepEqual(await invites(stranger), ['invitation/not-allowed']);
  });

  it('is none who came by a host’s link; all else that hosts do they may', async () => {
    const { bridge, teacher, stranger, at, ...made } = await aMeeting(await open());
    await made.speaks();
    const body = { guestName: 'Guest speaker', role: 'host' };
    const { url } = (await bridge.ask(teacher, contract.createLink, { ...at, body })).reply;
    const token = url?.split('/').at(-1) ?? '';
    const came = await bridge.ask(stranger, contract.knockByLink, { body: { token } });
    assert.equal(came.code, undefined);
    assert.deepEqual(await made.invites(stranger), ['invitation/not-allowed']);
    const locked = { ...at, body: { admission: { locked: true }, title: 'Another title' } };
    assert.equal((await bridge.ask(stranger, contract.changeSeries, locked)).code, undefined);
  });

  it('alone see the guest password, and say what it is', async () => {
    const { bridge, teacher, at, speaks, series } = await aMeeting(await open());
    const tutor = await speaks(['view-attendance', 'all-groups']);
    const changed = async (admission: object) =>
      (await bridge.ask(tutor, contract.changeSeries, { ...at, body: { admission } })).code;
    const before = (await series(tutor)).admission;
    assert.equal(before.guestPassword, null);
    // As every ordinary form sends it: what stays as it is, and what is nothing to guests.
    const rest = { scope: before.scope, lobby: true, locked: false };
    assert.equal(await changed(rest), undefined);
    const { guestPassword } = (await series(teacher)).admission;
    assert.notEqual(guestPassword, null);
    for (const wanted of ['another-one', guestPassword, null]) {
      assert.equal(await changed({ guestPassword: wanted }), 'invitation/not-allowed');
    }
    assert.equal((await series(teacher)).admission.guestPassword, guestPassword);
    // A fresh meeting is the own one, whatever the course says.
    const body = { title: 'Own', admission: { guestPassword: 'another-one' } };
    const own = await bridge.ask(tutor, contract.createSeries, { body });
    assert.equal(own.reply.admission.guestPassword, 'another-one');
  });

  it('is every host where the LMS says nothing of it', async () => {
    const { stranger, makesHost, invites, series, rings, people } = await aMeeting(await open());
    await makesHost(stranger);
    assert.equal((await series(stranger)).mayInviteGuests, true);
    assert.ok(!(await invites(stranger)).includes('invitation/not-allowed'));
    assert.equal(await rings(stranger, await people.person('Nobody’s')), undefined);
  });
});
