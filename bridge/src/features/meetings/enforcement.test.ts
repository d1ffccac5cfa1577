import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { signatureHeader, signMessage } from '../../adapters/jitsi/signature.ts';
import { becomes } from '../../../test/becomes.ts';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { moderationFixture } from '../../../test/moderation-fixture.ts';
import { requests } from '../../../test/moderation-requests.ts';
import { changeSeries, createLink, liftBan, revokeLink } from './admission/contract.ts';

type Fixture = Awaited<ReturnType<typeof moderationFixture>>;

/** The conference server's own count, one for each: a gap would make the bridge ask for all of it. */
const counts = new WeakMap<Fixture, number>();

function next(fixture: Fixture): number {
  const count = (counts.get(fixture) ?? 0) + 1;
  counts.set(fixture, count);
  return count;
}

/** The conference server tells that these came in or went, as mod_campus_meet does. */
async function report(
  fixture: Fixture,
  moves: [type: 'joined' | 'left', who: Actor, at?: number][],
) {
  const events = moves.map(([type, { id }, at]) => ({
    sequence: next(fixture),
    at: at ?? fixture.clock.now() + (counts.get(fixture) ?? 0),
    type: `occupant-${type}`,
    room: fixture.room,
    occupant: {
      id: id.slice(0, 8),
      jid: `${id}@meet/1`,
      userId: id,
      name: '',
      affiliation: 'none',
    },
  }));
  const received = JSON.stringify({ source: 'run', events });
  const signature = signMessage(bridgeSettings.JITSI_MESSAGE_SECRET, received, fixture.clock.now());
  const { port } = fixture.bridge.bridge.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/jitsi/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [signatureHeader]: signature },
    body: received,
  });
  assert.equal(answer.status, 200, await answer.text());
}

const shownOut = (fixture: Fixture) => fixture.commands('kick').map(({ userId }) => userId);

/** A meeting whose people have left the room; each of them holds a token that still opens it. */
async function emptied(db: Parameters<typeof moderationFixture>[0]) {
  const fixture = await moderationFixture(db);
  for (const who of [fixture.student, fixture.guest]) await fixture.leave(who);
  return fixture;
}

forEachDatabase('who comes by a room token whose admission has ended', (open) => {
  it('is shown out: banned, whatever the token says; and stays in once the ban is lifted', async () => {
    const fixture = await emptied(await open());
    const { host, student, series } = fixture;
    await requests(fixture).remove(host, student, { ban: true });
    fixture.server.got.length = 0;
    await report(fixture, [['joined', student]]);
    assert.deepEqual(shownOut(fixture), [student.id]);
    await report(fixture, [['left', student]]);
    fixture.server.got.length = 0;
    const params = { seriesId: series.id, participantId: student.id };
    assert.equal((await fixture.ask(host, liftBan, { params })).status, 200);
    await report(fixture, [['joined', student]]);
    assert.deepEqual(shownOut(fixture), []);
  });

  it('is shown out by late and doubled events too, and by none about who has left', async () => {
    const fixture = await emptied(await open());
    const { host, student } = fixture;
    await requests(fixture).remove(host, student, { ban: true });
    fixture.server.got.length = 0;
    const at = fixture.clock.now();
    // The leave overtakes the join: nobody is in.
    await report(fixture, [['left', student, at + 2]]);
    await report(fixture, [['joined', student, at + 1]]);
    assert.deepEqual(shownOut(fixture), []);
    fixture.server.refuse.set('kick', 'user-not-found');
    await report(fixture, [['joined', student, at + 3]]);
    await report(fixture, [['joined', student, at + 3]]);
    assert.deepEqual(shownOut(fixture), [student.id, student.id]);
  });

  const ends: Record<string, (fixture: Fixture, who: Actor) => Promise<unknown>> = {
    deactivated: ({ db }, { id }) => db('people').where({ id }).update({ status: 'deactivated' }),
    'made one with somebody else': ({ db }, { id }) =>
      db('people').where({ id }).update({ status: 'merged' }),
    'signed out everywhere by an admin': ({ db }, { id }) =>
      db('sessions').where({ person_id: id }).update({ ended_at: 1 }),
    'invited no more': ({ db }, { id }) => db('series_invited').where({ person_id: id }).delete(),
  };
  for (const [why, end] of Object.entries(ends)) {
    it(`is shown out: ${why}`, async () => {
      const fixture = await emptied(await open());
      const { host, series, student } = fixture;
      const body = { admission: { scope: 'invited' } };
      await fixture.ask(host, changeSeries, { params: { seriesId: series.id }, body });
      await report(fixture, [['joined', student]]);
      assert.deepEqual(shownOut(fixture), []);
      await report(fixture, [['left', student]]);
      await end(fixture, student);
      await report(fixture, [['joined', student]]);
      assert.deepEqual(shownOut(fixture), [student.id]);
    });
  }

  it('is shown out: the link was withdrawn, or the meeting is for invited people only now', async () => {
    const fixture = await emptied(await open());
    const { host, guest, series, db } = fixture;
    const params = { seriesId: series.id };
    const { reply: link } = await fixture.ask(host, createLink, { params, body: {} });
    const own = { participant_id: guest.id };
    await db('admissions').where(own).update({ door: 'link', link_id: link.id, rotations: 0 });
    await report(fixture, [['joined', guest]]);
    assert.deepEqual(shownOut(fixture), []);
    await report(fixture, [['left', guest]]);
    await fixture.ask(host, revokeLink, { params: { ...params, linkId: link.id } });
    await report(fixture, [['joined', guest]]);
    assert.deepEqual(shownOut(fixture), [guest.id]);
    await report(fixture, [['left', guest]]);

    await db('admissions').where(own).update({ door: 'number', password_changes: 0 });
    await fixture.ask(host, changeSeries, { params, body: { admission: { scope: 'anyone' } } });
    fixture.server.got.length = 0;
    await report(fixture, [['joined', guest]]);
    assert.deepEqual(shownOut(fixture), []);
    await report(fixture, [['left', guest]]);
    await fixture.ask(host, changeSeries, { params, body: { admission: { scope: 'invited' } } });
    await report(fixture, [['joined', guest]]);
    assert.deepEqual(shownOut(fixture), [guest.id]);
  });

  it('is shown out: sent out for now, where a lobby is, until a host has let them in', async () => {
    const fixture = await moderationFixture(await open());
    const { host, student, series } = fixture;
    const body = { admission: { lobby: true } };
    await fixture.ask(host, changeSeries, { params: { seriesId: series.id }, body });
    await requests(fixture).remove(host, student);
    fixture.server.got.length = 0;
    await fixture.leave(student);
    await report(fixture, [['joined', student]]);
    assert.deepEqual(shownOut(fixture), [student.id]);
  });

  it('is shown out: the seat went to somebody else; gets another one while there is one', async () => {
    const fixture = await emptied(await open());
    const { db, meetingId, student, other, clock } = fixture;
    clock.move(120_000);
    await report(fixture, [['joined', student]]);
    assert.deepEqual(shownOut(fixture), []);
    await report(fixture, [['left', student]]);
    clock.move(120_000);
    await db('meetings').where({ id: meetingId }).update({ capacity: 1 });
    await fixture.comeIn(other);
    await report(fixture, [['joined', student]]);
    assert.deepEqual(shownOut(fixture), [student.id]);
  });

  it('keeps whoever may be in, and passes over rooms and people that nobody knows', async () => {
    const fixture = await emptied(await open());
    const { host, student, guest, stranger } = fixture;
    await report(fixture, [
      ['joined', host],
      ['joined', student],
      ['joined', guest],
    ]);
    assert.deepEqual(shownOut(fixture), []);
    await report(fixture, [['joined', { ...stranger, id: 'nobody-at-all' }]]);
    assert.deepEqual(shownOut(fixture), ['nobody-at-all']);
  });
});

forEachDatabase('who is inside when the admission ends', (open) => {
  it('is seen within seconds; a stricter rule is for those who come', async () => {
    const fixture = await moderationFixture(await open());
    const { host, student, guest, series, db } = fixture;
    const params = { seriesId: series.id };
    await db('admissions').where({ participant_id: guest.id }).update({
      door: 'number',
      password_changes: 0,
    });
    await fixture.ask(host, changeSeries, { params, body: { admission: { scope: 'invited' } } });
    await db('series_invited').where({ person_id: student.id }).delete();
    await becomes(() => Promise.resolve(new Set(shownOut(fixture))), new Set([student.id]));
  });
});
