import type { CapacityPlan } from '../../bridge/src/features/operations/capacity/contract.ts';
import type { Asked } from './campus-answers.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the bridge answers for 500 people, as `npm run campus -- plan --participants 500 --json` has it. */
const carried: CapacityPlan = {
  question: {
    participants: 500,
    meetings: 1,
    microphones: 10,
    layout: 'speaker',
    tiles: 25,
    share: true,
    cores: 8,
    nic: 1000,
    perBridge: 80,
    joinRate: 20,
    cameras: 25,
  },
  carried: true,
  needed: 7,
  withSpare: 8,
  person: { pictures: 6, receives: 4000000, packets: 950, sends: 2920000 },
  bridge: {
    participants: 72,
    packets: 69200,
    out: 310200000,
    in: 9220000,
    relayOut: 22200000,
    relayIn: 5520000,
  },
  total: { participants: 500, packets: 475000, out: 2000000000 },
  signalling: { joinSeconds: 25, joinStanzas: 249500, peakStanzas: 19960, toggleStanzas: 500 },
  limits: [
    { limit: 'participants', used: 72, most: 80 },
    { limit: 'packets', used: 69200, most: 80000 },
    { limit: 'joining', used: 25, most: 40 },
    { limit: 'network-out', used: 310200000, most: 700000000 },
    { limit: 'downlink', used: 4000000, most: 10000000 },
    { limit: 'network-in', used: 9220000, most: 700000000 },
  ],
  remedies: [],
  bySize: [
    { participants: 25, needed: 1, out: 100000000, packets: 23750 },
    { participants: 50, needed: 1, out: 200000000, packets: 47500 },
    { participants: 100, needed: 2, out: 400000000, packets: 95000 },
    { participants: 150, needed: 2, out: 600000000, packets: 142500 },
    { participants: 200, needed: 3, out: 800000000, packets: 190000 },
    { participants: 250, needed: 4, out: 1000000000, packets: 237500 },
    { participants: 300, needed: 4, out: 1200000000, packets: 285000 },
    { participants: 350, needed: 5, out: 1400000000, packets: 332500 },
    { participants: 400, needed: 5, out: 1600000000, packets: 380000 },
    { participants: 450, needed: 6, out: 1800000000, packets: 427500 },
    { participants: 500, needed: 7, out: 2000000000, packets: 475000 },
  ],
  mostSeats: 500,
};

/** The same with three videobridges. */
const notCarried: CapacityPlan = {
  ...carried,
  question: { ...carried.question, bridges: 3 },
  carried: false,
  bridge: {
    ...carried.bridge,
    participants: 167,
    packets: 160050,
    out: 678040000,
    relayOut: 10040000,
    relayIn: 4200000,
  },
  limits: [
    { limit: 'participants', used: 167, most: 80 },
    { limit: 'packets', used: 160050, most: 80000 },
    { limit: 'network-out', used: 678040000, most: 700000000 },
    { limit: 'joining', used: 25, most: 40 },
    { limit: 'downlink', used: 4000000, most: 10000000 },
    { limit: 'network-in', used: 9220000, most: 700000000 },
  ],
  remedies: [
    { change: 'bridges', to: 7 },
    { change: 'participants', to: 240 },
  ],
};

export const capacityAnswers = (): Answers => ({
  planVideobridges: ({ query }) => (query['bridges'] === undefined ? carried : notCarried),
});
