import assert from 'node:assert/strict';
import { capacity as en } from '../../../../../words/en/capacity.ts';
import { capacity as zh } from '../../../../../words/zh-CN/capacity.ts';
import { mostSeats } from '../../meetings/contract.ts';
import { capacityQuestion, type CapacityPlan } from './contract.ts';
import {
  downlinkBits,
  joinWithinSeconds,
  layerBits,
  networkShare,
  packetsPerCore,
  shareBits,
  soundBits,
  stressThreshold,
  voices,
} from './figures.ts';
import { loadOf } from './load.ts';
import { planCapacity } from './plan.ts';

const plan = (asked: object): CapacityPlan => planCapacity(capacityQuestion.parse(asked));
const share = ({ limits }: CapacityPlan, name: string): number => {
  const found = limits.find(({ limit }) => limit === name);
  assert.ok(found);
  return found.used / found.most;
};

/** Questions all over what may be asked, the same each time. */
const questions = [2, 9, 30, 80, 81, 200, 500].flatMap((participants) =>
  (['gallery', 'speaker', 'audio'] as const).flatMap((layout) =>
    [2, 8, 32].flatMap((cores) =>
      [1, 7].map((meetings) => ({ participants, layout, cores, meetings })),
    ),
  ),
);

describe('the capacity planner', () => {
  it('plans 500 people on seven videobridges of 8 cores and a spare one, as Jitsi’s operators set theirs', () => {
    const lecture = plan({ participants: 500, share: false });
    assert.equal(lecture.needed, 7);
    assert.equal(lecture.withSpare, 8);
    // One of 720 lines, four of 180, three voices: 2.42 Mbit/s, and 850 packets a second with 50 bytes around each.
    assert.equal(lecture.person.receives, 1_500_000 + 4 * 200_000 + 3 * 40_000 + 850 * 400);
    assert.equal(lecture.person.packets, 850);
  });

  it('says what would break first, the fullest first', () => {
    for (const asked of questions) {
      const shares = plan(asked).limits.map(({ used, most }) => used / most);
      assert.deepEqual(
        shares,
        [...shares].sort((a, b) => b - a),
      );
    }
    assert.equal(plan({ participants: 500 }).limits[0]?.limit, 'participants');
    assert.equal(plan({ participants: 500, layout: 'gallery' }).limits[0]?.limit, 'packets');
    assert.equal(plan({ participants: 500, joinRate: 3 }).limits[0]?.limit, 'joining');
    assert.equal(plan({ participants: 60, nic: 100 }).limits[0]?.limit, 'network-out');
  });

  it('plans as many videobridges as are enough, and not one more', () => {
    for (const asked of questions) {
      const { needed, carried } = plan(asked);
      if (needed === null || !carried) continue;
      assert.equal(plan({ ...asked, bridges: needed }).carried, true, JSON.stringify(asked));
      if (needed === 1) continue;
      const fewer = plan({ ...asked, bridges: needed - 1 });
      assert.equal(fewer.carried, false, JSON.stringify(asked));
      assert.ok(fewer.remedies.some(({ change, to }) => change === 'bridges' && to === needed));
    }
  });

  it('names changes of which each alone is enough', () => {
    const tight = [
      { participants: 500, bridges: 3 },
      { participants: 500, layout: 'gallery', cameras: 500, tiles: 49, cores: 4 },
      { participants: 500, joinRate: 3 },
      { participants: 300, nic: 100, bridges: 4 },
      { participants: 800 },
    ];
    for (const asked of tight) {
      const { carried, remedies } = plan(asked);
      assert.equal(carried, false);
      assert.ok(remedies.length > 0, JSON.stringify(asked));
      for (const { change, to } of remedies) {
        assert.equal(plan({ ...asked, [change]: to }).carried, true, `${change} ${to}`);
      }
    }
  });

  it('says no to more people than a meeting seats, whatever the machines', () => {
    const large = plan({ participants: mostSeats + 1, cores: 64, nic: 100_000 });
    assert.equal(large.carried, false);
    assert.deepEqual(large.remedies, [{ change: 'participants', to: mostSeats }]);
  });

  it('asks more of the machines for more people, more cameras, more pictures', () => {
    for (const asked of questions) {
      const needed = plan(asked).needed ?? Infinity;
      const more = plan({ ...asked, participants: asked.participants * 2 }).needed ?? Infinity;
      assert.ok(more >= needed, JSON.stringify(asked));
      const withShare = plan({ ...asked, share: true }).person.receives;
      assert.ok(withShare >= plan({ ...asked, share: false, cameras: 0 }).person.receives);
    }
  });

  it('sends nothing over relays where one videobridge is enough, and each source once to each other one else', () => {
    const question = plan({ participants: 60 }).question;
    assert.equal(loadOf(question, 1).relayOut, 0);
    assert.equal(loadOf(question, 1).relayIn, 0);
    const [two, three] = [loadOf(question, 2), loadOf(question, 3)];
    assert.equal(two.relayOut, two.in - two.relayIn);
    assert.equal(three.relayOut, 2 * (three.in - three.relayIn));
  });

  it('counts what Prosody sends: each who comes is told to all, and of all', () => {
    const { joinStanzas, joinSeconds, toggleStanzas } = plan({ participants: 500 }).signalling;
    assert.equal(joinStanzas, 500 * 499);
    assert.equal(joinSeconds, 25);
    assert.equal(toggleStanzas, 500);
  });

  it('puts small meetings side by side on one videobridge', () => {
    const classes = plan({ participants: 30, meetings: 40 });
    assert.ok(classes.carried);
    assert.ok((classes.needed ?? 0) < 40);
    assert.ok(share(classes, 'packets') <= 1);
  });
});

describe('what is said about how it is reckoned', () => {
  it('names the figures that are reckoned with, in both languages', () => {
    const mega = (bits: number): string => String(bits / 1_000_000);
    const named: Record<string, string[]> = {
      packets: [packetsPerCore.toLocaleString('en'), String(stressThreshold)],
      'network-out': [`${networkShare * 100} %`],
      'network-in': [`${networkShare * 100} %`],
      downlink: [
        ...[...Object.values(layerBits), shareBits, soundBits, downlinkBits].map(mega),
        String(voices),
      ],
      joining: [String(joinWithinSeconds)],
    };
    for (const { formulas } of [en, zh]) {
      for (const [limit, figures] of Object.entries(named)) {
        const text = formulas[limit as keyof typeof formulas];
        for (const figure of figures) assert.ok(text.includes(figure), `${limit}: ${figure}`);
      }
    }
  });
});
