import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { signatureHeader, signMessage } from '../../adapters/jitsi/signature.ts';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { powerHouse } from '../../../test/power-house.ts';
import { requests } from '../../../test/power-requests.ts';
import { changeSeries, createLink, liftBan, revokeLink } from './admission/contract.ts';

type House = Awaited<ReturnType<typeof powerHouse>>;

/** The conference server's own count, one for each: a gap would make the bridge ask for all of it. */
const counts = new WeakMap<House, number>();

function next(house: House): number {
  const count = (counts.get(house) ?? 0) + 1;
  counts.set(house, count);
  return count;
}

/** The conference server tells that these came in or went, as mod_campus_meet does. */
async function tell(house: House, moves: [type: 'joined' | 'left', who: Actor, at?: number][]) {
  const events = moves.map(([type, { id }, at]) => ({
    sequence: next(house),
    at: at ?? house.clock.now() + (counts.get(house) ?? 0),
    type: `occupant-${type}`,
    room: house.room,
    occupant: {
      id: id.slice(0, 8),
      jid: `${id}@meet/1`,
      userId: id,
      name: '',
      affiliation: 'none',
    },
  }));
  const told = JSON.stringify({ source: 'run', events });
  const signature = signMessage(bridgeSettings.JITSI_MESSAGE_SECRET, told, house.clock.now());
  const { port } = house.bridge.bridge.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/jitsi/events`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', [signatureHeader]: signature },
    body: told,
  });
  assert.equal(answer.status, 200, await answer.text());
}

const shownOut = (house: House) => house.commands('kick').map(({ userId }) => userId);

/** A meeting whose people have left the room; each of them holds a token that still opens it. */
async function emptied(db: Parameters<typeof powerHouse>[0]) {
  const house = await powerHouse(db);
  for (const who of [house.student, house.guest]) await house.leave(who);
  return house;
}

forEachDatabase('who comes by a room token whose admission has ended', (open) => {
  it('is shown out: banned, whatever the token says; and stays in once the ban is lifted', async () => {
    const house = await emptied(await open());
    const { host, student, series } = house;
    await requests(house).remove(host, student, { ban: true });
    house.server.got.length = 0;
    await tell(house, [['joined', student]]);
    assert.deepEqual(shownOut(house), [student.id]);
    await tell(house, [['left', student]]);
    house.server.got.length = 0;
    const params = { seriesId: series.id, participantId: student.id };
    assert.equal((await house.ask(host, liftBan, { params })).status, 200);
    await tell(house, [['joined', student]]);
    assert.deepEqual(shownOut(house), []);
  });

  it('is shown out by late and doubled events too, and by none about who has left', async () => {
    const house = await emptied(await open());
    const { host, student } = house;
    await requests(house).remove(host, student, { ban: true });
    house.server.got.length = 0;
    const at = house.clock.now();
    // The leave overtakes the join: nobody is in.
    await tell(house, [['left', student, at + 2]]);
    await tell(house, [['joined', student, at + 1]]);
    assert.deepEqual(shownOut(house), []);
    house.server.refuse.set('kick', 'user-not-found');
    await tell(house, [['joined', student, at + 3]]);
    await tell(house, [['joined', student, at + 3]]);
    assert.deepEqual(shownOut(house), [student.id, student.id]);
  });

  const ends: Record<string, (house: House, who: Actor) => Promise<unknown>> = {
    deactivated: ({ db }, { id }) => db('people').where({ id }).update({ status: 'deactivated' }),
    'made one with somebody else': ({ db }, { id }) =>
      db('people').where({ id }).update({ status: 'merged' }),
    'signed out everywhere by an admin': ({ db }, { id }) =>
      db('sessions').where({ person_id: id }).update({ ended_at: 1 }),
    'invited no more': ({ db }, { id }) => db('series_invited').where({ person_id: id }).delete(),
  };
  for (const [why, end] of Object.entries(ends)) {
    it(`is shown out: ${why}`, async () => {
      const house = await emptied(await open());
      const { host, series, student } = house;
      const body = { admission: { scope: 'invited' } };
      await house.ask(host, changeSeries, { params: { seriesId: series.id }, body });
      await tell(house, [['joined', student]]);
      assert.deepEqual(shownOut(house), []);
      await tell(house, [['left', student]]);
      await end(house, student);
      await tell(house, [['joined', student]]);
      assert.deepEqual(shownOut(house), [student.id]);
    });
  }

  it('is shown out: the link was withdrawn, or the meeting is for invited people only now', async () => {
    const house = await emptied(await open());
    const { host, guest, series, db } = house;
    const params = { seriesId: series.id };
    const { reply: link } = await house.ask(host, createLink, { params, body: {} });
    const own = { participant_id: guest.id };
    await db('admissions').where(own).update({ door: 'link', link_id: link.id, rotations: 0 });
    await tell(house, [['joined', guest]]);
    assert.deepEqual(shownOut(house), []);
    await tell(house, [['left', guest]]);
    await house.ask(host, revokeLink, { params: { ...params, linkId: link.id } });
    await tell(house, [['joined', guest]]);
    assert.deepEqual(shownOut(house), [guest.id]);
    await tell(house, [['left', guest]]);

    await db('admissions').where(own).update({ door: 'number', password_changes: 0 });
    await house.ask(host, changeSeries, { params, body: { admission: { scope: 'anyone' } } });
    house.server.got.length = 0;
    await tell(house, [['joined', guest]]);
    assert.deepEqual(shownOut(house), []);
    await tell(house, [['left', guest]]);
    await house.ask(host, changeSeries, { params, body: { admission: { scope: 'invited' } } });
    await tell(house, [['joined', guest]]);
    assert.deepEqual(shownOut(house), [guest.id]);
  });

  it('is shown out: sent out for now, where a lobby is, until a host has let them in', async () => {
    const house = await powerHouse(await open());
    const { host, student, series } = house;
    const body = { admission: { lobby: true } };
    await house.ask(host, changeSeries, { params: { seriesId: series.id }, body });
    await requests(house).remove(host, student);
    house.server.got.length = 0;
    await house.leave(student);
    await tell(house, [['joined', student]]);
    assert.deepEqual(shownOut(house), [student.id]);
  });

  it('is shown out: the seat went to somebody else; gets another one while there is one', async () => {
    const house = await emptied(await open());
    const { db, meetingId, student, other, clock } = house;
    clock.move(120_000);
    await tell(house, [['joined', student]]);
    assert.deepEqual(shownOut(house), []);
    await tell(house, [['left', student]]);
    clock.move(120_000);
    await db('meetings').where({ id: meetingId }).update({ capacity: 1 });
    await house.comeIn(other);
    await tell(house, [['joined', student]]);
    assert.deepEqual(shownOut(house), [student.id]);
  });

  it('keeps whoever may be in, and passes over rooms and people that nobody knows', async () => {
    const house = await emptied(await open());
    const { host, student, guest, stranger } = house;
    await tell(house, [
      ['joined', host],
      ['joined', student],
      ['joined', guest],
    ]);
    assert.deepEqual(shownOut(house), []);
    await tell(house, [['joined', { ...stranger, id: 'nobody-at-all' }]]);
    assert.deepEqual(shownOut(house), ['nobody-at-all']);
  });
});

forEachDatabase('who is inside when the admission ends', (open) => {
  it('is seen within seconds; a stricter rule is for those who come', async () => {
    const house = await powerHouse(await open());
    const { host, student, guest, series, db } = house;
    const params = { seriesId: series.id };
    await db('admissions').where({ participant_id: guest.id }).update({
      door: 'number',
      password_changes: 0,
    });
    await house.ask(host, changeSeries, { params, body: { admission: { scope: 'invited' } } });
    await db('series_invited').where({ person_id: student.id }).delete();
    await until(() => shownOut(house).length > 0);
    assert.deepEqual(new Set(shownOut(house)), new Set([student.id]));
  }).timeout(20_000);
});

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 15_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
