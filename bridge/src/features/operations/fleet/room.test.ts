import assert from 'node:assert/strict';
import { createFakeFleet } from '../../../adapters/jitsi/fake-fleet.ts';
import { settableClock } from '../../../kernel/clock.ts';
import { createLog } from '../../../kernel/log.ts';
import type { JitsiFleet, SeenVideobridge } from './ports.ts';
import { createFleetState } from './state.ts';

const rules = { stressThreshold: 0.8, mostOfOneMeeting: 80 };
const four = ['jvb1', 'jvb2', 'jvb3', 'jvb4'];

/** A fleet of four, and what it takes once this is so of the first one. */
async function roomWhen(changed: Partial<SeenVideobridge>, more: Partial<typeof rules> = {}) {
  const jitsi = createFakeFleet(four);
  jitsi.change('jvb1', changed);
  return stateOf(jitsi, { ...rules, ...more }).roomInFleet();
}

function stateOf(jitsi: JitsiFleet, going: typeof rules, clock = settableClock()) {
  return createFleetState({ jitsi, rules: going, clock, log: createLog('silent') });
}

describe('the room in the fleet', () => {
  it('is, of each videobridge, what is left of its stress, in people', async () => {
    assert.deepEqual(await roomWhen({}), { seats: 320, oneMeeting: 320, videobridges: 4 });
    const busy = await roomWhen({ correctedStress: 0.5 });
    assert.deepEqual(busy, { seats: 270, oneMeeting: 270, videobridges: 4 });
    const full = await roomWhen({ correctedStress: 0.795 });
    assert.deepEqual(full, { seats: 240, oneMeeting: 240, videobridges: 4 });
  });

  it('is for one meeting no more than Jicofo puts of it on each', async () => {
    const room = await roomWhen({}, { mostOfOneMeeting: 50 });
    assert.deepEqual(room, { seats: 320, oneMeeting: 200, videobridges: 4 });
  });

  it('is none on those that drain, end, are overloaded, ill or away', async () => {
    const none = [
      ...[{ isDraining: true }, { isShuttingDown: true }, { isOverloaded: true }],
      ...[{ isHealthy: false }, { isOperational: false }],
    ];
    for (const changed of none) {
      assert.deepEqual(await roomWhen(changed), { seats: 240, oneMeeting: 240, videobridges: 3 });
    }
  });

  it('is counted together for one meeting only where it may be on all: same version, relays on', async () => {
    for (const changed of [{ version: '2.4' }, { relayId: null }]) {
      assert.deepEqual(await roomWhen(changed), { seats: 320, oneMeeting: 240, videobridges: 4 });
    }
  });

  it('is not known while no videobridge is there at all: an outage is not a full house', async () => {
    const jitsi = createFakeFleet(four);
    for (const id of four) jitsi.change(id, { isOverloaded: true });
    assert.equal((await stateOf(jitsi, rules).roomInFleet())?.seats, 0);
    for (const id of four) jitsi.change(id, { isOperational: false });
    assert.equal(await stateOf(jitsi, rules).roomInFleet(), null);
    assert.equal(await stateOf(createFakeFleet([]), rules).roomInFleet(), null);
  });

  it('is asked for once by all who ask within five seconds, and known by nobody without Jicofo', async () => {
    const jitsi = createFakeFleet(four);
    let asked = 0;
    const counting = { ...jitsi, focus: () => ((asked += 1), jitsi.focus()) };
    const clock = settableClock();
    const fleet = stateOf(counting, rules, clock);
    await Promise.all([fleet.roomInFleet(), fleet.roomInFleet()]);
    assert.equal(asked, 1);
    clock.move(5_000);
    jitsi.isFocusThere = false;
    assert.equal(await fleet.roomInFleet(), null);
    assert.equal(asked, 2);
    const none = { ...jitsi, hasFocus: false };
    assert.equal(await stateOf(none, rules).roomInFleet(), null);
  });
});
