import assert from 'node:assert/strict';
import { becomes } from '../../../test/becomes.ts';
import type { JitsiFleet, SeenVideobridge } from '../../features/operations/fleet/ports.ts';

/** A fleet of the two videobridges jvb1 and jvb2, real or faked, with people that the suite can send in. */
export interface FleetUnderTest {
  fleet: JitsiFleet;
  newRoom: () => string;
  /** Lets so many more people into a room. */
  enter: (room: string, people: number) => Promise<void>;
  /** Ends a videobridge as a failure does. */
  lose: (id: string) => Promise<void>;
  focusGoesAway: () => Promise<void>;
}

type Open = () => FleetUnderTest;

/** What every fleet does; run against the fake and against the running stand-ins alike. */
export function jitsiFleetSuite(open: Open): void {
  itTells(open);
  itDrains(open);
  itFails(open);
}

const bridge = async ({ fleet }: FleetUnderTest, id: string): Promise<SeenVideobridge> => {
  const found = (await fleet.focus()).videobridges.find(({ relayId }) => relayId === id);
  assert(found, id);
  return found;
};
const ids = async ({ fleet }: FleetUnderTest) =>
  (await fleet.focus()).videobridges.map(({ relayId }) => relayId).sort();
const sum = (counts: readonly number[]): number => counts.reduce((one, other) => one + other, 0);
const endpoints = async ({ fleet }: FleetUnderTest): Promise<number> =>
  sum((await fleet.focus()).videobridges.map((one) => one.endpoints));

function itTells(open: Open): void {
  it('tells of the videobridges as Jicofo sees them, and of meetings with their people', async () => {
    const at = open();
    const room = at.newRoom();
    assert.deepEqual([at.fleet.hasFocus, at.fleet.addressed], [true, ['jvb1', 'jvb2']]);
    await at.enter(room, 3);
    await becomes(() => endpoints(at), 3);
    const { isHealthy, trouble, meetings } = await at.fleet.focus();
    assert.deepEqual({ isHealthy, trouble }, { isHealthy: true, trouble: null });
    assert.deepEqual(meetings, [{ room, people: 3 }]);
    const first = await bridge(at, 'jvb1');
    assert(first.jid.endsWith('/jvb1'));
    assert.deepEqual([first.region, first.isOperational, first.isHealthy], ['campus', true, true]);
    assert.equal(first.version, (await bridge(at, 'jvb2')).version);
    assert(first.stress >= 0 && first.correctedStress >= first.stress);
  });

  it('tells what each videobridge says of itself, with its part of each meeting', async () => {
    const at = open();
    const room = at.newRoom();
    await at.enter(room, 3);
    await becomes(() => endpoints(at), 3);
    const both = await Promise.all(at.fleet.addressed.map(at.fleet.videobridge));
    assert.deepEqual(
      both.map(({ relayId, isHealthy, isConnected }) => [relayId, isHealthy, isConnected]),
      [
        ['jvb1', true, true],
        ['jvb2', true, true],
      ],
    );
    assert(both.every(({ averageParticipantStress }) => averageParticipantStress === 0.01));
    const parts = both.flatMap(({ meetings }) => meetings);
    assert(parts.every((part) => part.room === room));
    assert.equal(sum(parts.map(({ people }) => people)), 3);
  });
}

function itDrains(open: Open): void {
  it('drains a videobridge: newcomers go to the other one, whoever is on it stays until moved', async () => {
    const at = open();
    const room = at.newRoom();
    await at.enter(room, 2);
    await becomes(() => endpoints(at), 2);
    await at.fleet.setDrain('jvb1', true);
    await becomes(async () => (await bridge(at, 'jvb1')).isDraining, true);
    assert.equal((await at.fleet.videobridge('jvb1')).isDraining, true);
    await at.enter(room, 2);
    await becomes(async () => (await bridge(at, 'jvb2')).endpoints, 3);
    const drained = await bridge(at, 'jvb1');
    assert.equal(drained.endpoints, 1);
    assert.equal(await at.fleet.movePeople(drained.jid, 1), 1);
    await becomes(async () => (await bridge(at, 'jvb2')).endpoints, 4);
    await at.fleet.setDrain('jvb1', false);
    await becomes(async () => (await bridge(at, 'jvb1')).isDraining, false);
  });
}

function itFails(open: Open): void {
  it('says that a videobridge is away, which Jicofo no longer lists', async () => {
    const at = open();
    await at.lose('jvb1');
    await becomes(() => ids(at), ['jvb2']);
    const away = { code: 'fleet/unavailable' };
    await assert.rejects(at.fleet.videobridge('jvb1'), away);
    await assert.rejects(at.fleet.setDrain('jvb1', true), away);
    await at.lose('jvb2');
    await becomes(async () => (await at.fleet.focus()).isHealthy, false);
    assert.match((await at.fleet.focus()).trouble ?? '', /No operational bridges/u);
  });

  it('knows no videobridge of another name, and moves nobody off one', async () => {
    const { fleet } = open();
    await assert.rejects(fleet.videobridge('jvb9'), { code: 'fleet/videobridge-unknown' });
    await assert.rejects(fleet.videobridge('toString'), { code: 'fleet/videobridge-unknown' });
    await assert.rejects(fleet.movePeople('x@y/jvb9', 1), { code: 'fleet/refused' });
  });

  it('is unavailable when Jicofo is away; the videobridges still answer', async () => {
    const at = open();
    await at.focusGoesAway();
    await assert.rejects(at.fleet.focus(), { code: 'fleet/unavailable' });
    await assert.rejects(at.fleet.movePeople('x@y/jvb1', 1), { code: 'fleet/unavailable' });
    assert.equal((await at.fleet.videobridge('jvb2')).relayId, 'jvb2');
  });
}
