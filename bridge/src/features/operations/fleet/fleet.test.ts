import assert from 'node:assert/strict';
import type { z } from 'zod';
import { adminFixture } from '../../../../test/admin-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { playedFleet } from '../../../../test/fleet-servers.ts';
import { guestOf, runRawBridge } from '../../../../test/raw-bridge.ts';
import type { Database } from '../../../kernel/database.ts';
import type { getFleet } from './contract.ts';

type View = z.output<(typeof getFleet)['reply']>;

const path = '/api/admin/operations';

/** A bridge with two colleges' admins, beside a fleet that the test plays. */
async function running(db: Database, ids: readonly string[] = ['jvb1', 'jvb2']) {
  const at = await adminFixture(db);
  const { fleet, settings } = await playedFleet(ids);
  const bridge = await runRawBridge(db, at.clock, ids.length === 0 ? {} : settings);
  const drain = (id: string, drained: boolean, who: Actor = at.root) =>
    bridge.send({
      method: 'PUT',
      path: `${path}/videobridges/${id}/drain`,
      token: who.token,
      body: { drain: drained },
    });
  const move = (id: string, people: number, who: Actor = at.root) =>
    bridge.send({
      method: 'POST',
      path: `${path}/videobridges/${id}/moves`,
      token: who.token,
      body: { people },
    });
  const view = async (): Promise<View> => {
    // What was asked a moment ago is not asked again.
    at.clock.move(5_000);
    const answer = await bridge.send({ path: `${path}/fleet`, token: at.root.token });
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse(answer.text) as View;
  };
  const start = async (who: Actor) => {
    const meeting = { method: 'POST', path: '/api/meetings/mine', token: who.token };
    const { text } = await bridge.send(meeting);
    return JSON.parse(text) as { id: string };
  };
  const deeds = async () =>
    (await db('audit_entries').where('action', 'like', 'videobridge.%').orderBy('seq')).map(
      ({ action, actor_id: by, subject_id: id, after }: Record<string, unknown>) => [
        action,
        by === at.root.id ? 'root' : by,
        id,
        after,
      ],
    );
  return { ...at, bridge, fleet, view, drain, move, start, deeds };
}

const states = ({ videobridges }: View) =>
  Object.fromEntries(videobridges.map(({ id, state, answers }) => [id, [state, answers]]));

forEachDatabase('the fleet, for system admins', (open) => {
  it('is Jicofo, each videobridge from both sides, and the room that is left', async () => {
    const at = await running(await open());
    at.fleet.change('jvb1', { stress: 0.2, correctedStress: 0.25, region: 'east' });
    const { jicofo, videobridges, room, rules } = await at.view();
    assert.deepEqual(jicofo, { state: 'well', version: '1.1', trouble: null });
    assert.deepEqual(rules, { stressThreshold: 0.8, mostOfOneMeeting: 80 });
    assert.deepEqual(room, { seats: 135, oneMeeting: 135, videobridges: 2 });
    const [first] = videobridges;
    assert(first);
    const { stress, correctedStress, region, seats, mayDrain, mayMove } = first;
    assert.deepEqual([stress, correctedStress, region, seats], [0.2, 0.25, 'east', 55]);
    assert.deepEqual({ mayDrain, mayMove }, { mayDrain: true, mayMove: false });
  });

  it('has the meetings that run, with owner, size, beginning and where they are carried', async () => {
    const at = await running(await open());
    const { id } = await at.start(at.physicist);
    const { room } = (await at.db('meetings').where({ id }).first()) as { room: string };
    at.fleet.enter(room, 3);
    at.fleet.enter('a-room-of-nobody', 1);
    const { meetings, totals } = await at.view();
    assert.deepEqual(totals, { meetings: 2, people: 4 });
    const [largest, foreign] = meetings;
    assert(largest && foreign);
    assert.deepEqual([largest.meetingId, largest.owner, largest.people], [id, 'Physicist 物理', 3]);
    assert.equal(typeof largest.since, 'number');
    assert.deepEqual(largest.videobridges, [
      { id: 'jvb1', people: 2 },
      { id: 'jvb2', people: 1 },
    ]);
    assert.deepEqual([foreign.meetingId, foreign.title], [null, 'a-room-of-nobody']);
  });

  it('says who is ill, ending, overloaded, not listed or away', async () => {
    const at = await running(await open(), ['jvb1', 'jvb2', 'jvb3', 'jvb4', 'jvb10']);
    at.fleet.change('jvb1', { isOperational: false });
    at.fleet.change('jvb2', { isShuttingDown: true });
    at.fleet.change('jvb3', { isOverloaded: true });
    at.fleet.lose('jvb4');
    const view = await at.view();
    assert.deepEqual(states(view), {
      jvb1: ['ill', 'well'],
      jvb2: ['ending', 'well'],
      jvb3: ['overloaded', 'well'],
      jvb4: ['away', 'silent'],
      jvb10: ['well', 'well'],
    });
    assert.equal(view.videobridges.at(-1)?.id, 'jvb10', 'numbers are sorted as numbers');
    assert.deepEqual(view.room, { seats: 80, oneMeeting: 80, videobridges: 1 });
  });

  it('is shown as it is while Jicofo does not answer: the videobridges, our meetings, and no room', async () => {
    const at = await running(await open());
    const { id } = await at.start(at.physicist);
    await at.people.inside(id, at.physicist.id);
    at.fleet.isFocusThere = false;
    await at.fleet.setDrain('jvb2', true);
    const view = await at.view();
    assert.equal(view.jicofo.state, 'silent');
    assert.equal(view.room, null);
    assert.deepEqual(states(view), { jvb1: ['well', 'well'], jvb2: ['draining', 'well'] });
    assert.deepEqual(
      view.meetings.map(({ meetingId, people }) => [meetingId, people]),
      [[id, 1]],
    );
  });

  it('says that without a videobridge Jicofo is not well, in its own words', async () => {
    const at = await running(await open(), ['jvb1']);
    at.fleet.lose('jvb1');
    const { jicofo, room } = await at.view();
    assert.deepEqual(jicofo, {
      state: 'unwell',
      version: '1.1',
      trouble: 'No operational bridges available',
    });
    assert.deepEqual(room, { seats: 0, oneMeeting: 0, videobridges: 0 });
  });

  it('is empty, and no failure, where nothing is configured', async () => {
    const at = await running(await open(), []);
    const view = await at.view();
    assert.equal(view.jicofo.state, 'not-configured');
    assert.deepEqual([view.videobridges, view.meetings, view.room], [[], [], null]);
    assert.equal((await at.drain('jvb1', true)).code, 'fleet/videobridge-unknown');
  });
});

forEachDatabase('draining a videobridge', (open) => {
  it('sends newcomers elsewhere until it is undone; both stand in the audit log', async () => {
    const at = await running(await open());
    at.fleet.enter('room', 2);
    assert.equal((await at.drain('jvb1', true)).status, 200);
    at.fleet.enter('room', 2);
    const drained = await at.view();
    assert.deepEqual(states(drained)['jvb1'], ['draining', 'well']);
    assert.deepEqual(
      drained.videobridges.map(({ people, seats }) => [people, seats]),
      [
        [1, 0],
        [3, 80],
      ],
    );
    await at.drain('jvb1', false);
    assert.deepEqual(states(await at.view())['jvb1'], ['well', 'well']);
    assert.deepEqual(await at.deeds(), [
      ['videobridge.drain', 'root', 'jvb1', '{"drain":true}'],
      ['videobridge.undrain', 'root', 'jvb1', '{"drain":false}'],
    ]);
  });

  it('then moves its people to the others, so many as are wanted', async () => {
    const at = await running(await open());
    at.fleet.enter('room', 8);
    await at.drain('jvb1', true);
    assert.equal((await at.view()).videobridges[0]?.mayMove, true);
    assert.equal((await at.move('jvb1', 3)).text, '{"moved":3}');
    assert.equal((await at.view()).videobridges[0]?.people, 1);
    assert.equal((await at.move('jvb1', 100_000)).text, '{"moved":1}');
    assert.equal((await at.view()).videobridges[0]?.mayMove, false);
    assert.deepEqual(
      (await at.deeds()).map(([action, , , after]) => [action, after]),
      [
        ['videobridge.drain', '{"drain":true}'],
        ['videobridge.move', '{"people":3}'],
        ['videobridge.move', '{"people":1}'],
      ],
    );
  });

  it('moves nobody off one that does not drain, nor where there is no other one', async () => {
    const at = await running(await open());
    at.fleet.enter('room', 2);
    assert.equal((await at.move('jvb1', 1)).code, 'fleet/not-draining');
    assert.equal((await at.move('jvb9', 1)).code, 'fleet/videobridge-unknown');
    await at.drain('jvb1', true);
    await at.drain('jvb2', true);
    assert.equal((await at.move('jvb1', 1)).code, 'fleet/no-other');
    assert.equal((await at.deeds()).length, 2);
  });

  it('that does not answer is a failure with a word, and no deed', async () => {
    const at = await running(await open());
    at.fleet.lose('jvb1');
    assert.equal((await at.drain('jvb1', true)).code, 'fleet/unavailable');
    assert.deepEqual(await at.deeds(), []);
  });

  it('is for system admins: not for department admins, teachers, students, guests', async () => {
    const at = await running(await open());
    const { id } = await at.start(at.physicist);
    const guest = { token: await guestOf(at.db, id, at.clock) } as Actor;
    for (const who of [at.chief, at.plain, at.physicist]) {
      const { token } = who;
      const seen = await at.bridge.send({ path: `${path}/fleet`, token });
      assert.equal(seen.code, 'admin/not-allowed');
      assert.equal((await at.drain('jvb1', true, who)).code, 'admin/not-allowed');
      assert.equal((await at.move('jvb1', 1, who)).code, 'admin/not-allowed');
    }
    assert.equal((await at.drain('jvb1', true, guest)).code, 'session/guest');
    assert.deepEqual(states(await at.view())['jvb1'], ['well', 'well']);
  });
});
