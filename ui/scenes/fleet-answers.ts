import type { z } from 'zod';
import type {
  FleetVideobridge,
  getFleet,
  LiveMeeting,
} from '../../bridge/src/features/operations/fleet/contract.ts';
import type { getHistory } from '../../bridge/src/features/operations/history/contract.ts';
import type { Alarm } from '../../bridge/src/features/operations/alarms/contract.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;
type History = z.output<(typeof getHistory)['reply']>;
type Fleet = z.output<(typeof getFleet)['reply']>;

/** What the scripted bridge knows of Jicofo and the videobridges. */
export type FleetWorld = Partial<Fleet> & { alarms?: { open: Alarm[]; over: Alarm[] } };

const aVideobridge = (n: number, change: Partial<FleetVideobridge> = {}): FleetVideobridge => ({
  id: `jvb${n}`,
  state: 'well',
  answers: 'well',
  region: n > 2 ? 'east-campus' : 'main-campus',
  version: '2.3.209',
  stress: 0.31,
  correctedStress: 0.32,
  people: 43,
  seats: 48,
  isDraining: false,
  isFailingIce: false,
  receivedKbps: 38_400,
  sentKbps: 187_900,
  mayDrain: true,
  mayMove: false,
  ...change,
});

const aMeeting = (n: number, change: Partial<LiveMeeting> = {}): LiveMeeting => ({
  meetingId: uuid(8700 + n),
  title: '数据结构',
  owner: '王芳',
  since: Date.now() - n * 1_260_000,
  people: 62 - n * 9,
  waiting: 0,
  videobridges: [{ id: `jvb${n}`, people: 62 - n * 9 }],
  ...change,
});

const meetings = [
  aMeeting(1, {
    title: 'Ringvorlesung Rechtswissenschaften und Wirtschaftsinformatik <b>',
    owner: 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst',
    people: 96,
    videobridges: [
      { id: 'jvb1', people: 60 },
      { id: 'jvb2', people: 36 },
    ],
  }),
  aMeeting(2),
  aMeeting(3, { title: 'Office hours', owner: 'Anna Müller', people: 4 }),
  aMeeting(4, { meetingId: null, title: 'test-of-somebody', owner: '', since: null, people: 1 }),
];

const healthy: Fleet = {
  at: Date.now(),
  jicofo: { state: 'well', version: '1.1', trouble: null },
  videobridges: [
    aVideobridge(1, { stress: 0.52, correctedStress: 0.55, people: 60, seats: 25 }),
    aVideobridge(2),
    aVideobridge(3, { stress: 0.12, correctedStress: 0.12, people: 18, seats: 68 }),
    aVideobridge(4, { stress: 0.04, correctedStress: 0.04, people: 24, seats: 76 }),
  ],
  room: { seats: 217, oneMeeting: 217, videobridges: 4 },
  rules: { stressThreshold: 0.8, mostOfOneMeeting: 80 },
  meetings,
  totals: { meetings: 4, people: 145 },
  queue: { waiting: 0, longestSeconds: null, onTheWay: 2, atOnce: 64, cameIn: 12 },
};

const anAlarm = (n: number, change: Partial<Alarm> = {}): Alarm => ({
  id: uuid(8800 + n),
  kind: 'videobridge-down',
  subject: 'jvb2',
  since: Date.now() - n * 1_500_000,
  endedAt: null,
  acknowledged: null,
  ...change,
});

/** Several at once, one of which somebody looks after; and some that are over. */
export const alarming = {
  open: [
    anAlarm(1),
    anAlarm(2, {
      kind: 'sync-failed',
      subject: 'ldap',
      acknowledged: { at: Date.now() - 600_000, by: '陈静' },
    }),
    anAlarm(3, { kind: 'outbox-stuck', subject: '' }),
  ],
  over: [
    anAlarm(9, { kind: 'jicofo-silent', subject: '', endedAt: Date.now() - 12_000_000 }),
    anAlarm(10, {
      kind: 'videobridge-overloaded',
      subject: 'jvb1',
      endedAt: Date.now() - 14_000_000,
    }),
  ],
};

/** One that fails, one that is drained and still has people. */
export const troubledFleet: FleetWorld = {
  videobridges: [
    aVideobridge(1, { stress: 0.83, correctedStress: 0.86, state: 'overloaded', seats: 0 }),
    aVideobridge(2, {
      state: 'away',
      answers: 'silent',
      region: null,
      version: null,
      stress: null,
      correctedStress: null,
      people: null,
      seats: 0,
      receivedKbps: null,
      sentKbps: null,
      mayDrain: false,
    }),
    aVideobridge(3, { state: 'draining', isDraining: true, seats: 0, people: 18, mayMove: true }),
    aVideobridge(4, {
      answers: 'refused',
      isFailingIce: true,
      receivedKbps: null,
      mayDrain: false,
    }),
  ],
  room: { seats: 48, oneMeeting: 48, videobridges: 1 },
  queue: { waiting: 214, longestSeconds: 37, onTheWay: 64, atOnce: 64, cameIn: 655 },
  meetings: meetings.map((one, n) => (n < 2 ? { ...one, waiting: 200 - n * 186 } : one)),
  alarms: { open: alarming.open.slice(0, 1), over: [] },
};

/** Jicofo does not answer: what the videobridges say themselves is all there is. */
export const silentFocus: FleetWorld = {
  jicofo: { state: 'silent', version: null, trouble: null },
  videobridges: [aVideobridge(1, { correctedStress: null, region: null, seats: 0 })],
  room: null,
};

/** No address at all is configured. */
export const noFleet: FleetWorld = {
  jicofo: { state: 'not-configured', version: null, trouble: null },
  videobridges: [],
  room: null,
  meetings: [],
  totals: { meetings: 0, people: 0 },
};

const minute = 60_000;

/** A class begins 25 minutes ago: people come, one videobridge is busier than the others. */
function aHistory(stepMs: number, steps: number): History {
  const to = Math.floor(Date.now() / minute) * minute;
  const end = Math.floor(to / stepMs) * stepMs;
  const points = Array.from({ length: steps }, (_, n) => {
    const left = steps - 1 - n;
    const begun = Math.max(0, 25 - left);
    const people = Math.round(20 + 125 * (1 - Math.exp(-begun / 4)));
    return {
      at: end - left * stepMs,
      meetings: begun > 0 ? 4 : 1,
      people,
      joins: begun > 0 ? Math.round(40 * Math.exp(-begun / 4)) : 1,
      missed: begun > 1 && begun < 5 ? 6 - begun : 0,
      joinMs: begun > 0 ? Math.round(1_200 + 3_800 * Math.exp(-begun / 3)) : null,
      rings: 1,
      ringMs: 240 + 20 * (n % 5),
      stress: {
        jvb1: 0.1 + people / 340,
        jvb2: 0.08 + people / 600,
        jvb3: 0.05 + people / 900,
        jvb4: 0.04,
      },
    };
    // Nobody sampled for some minutes.
  }).filter((_, n) => n < steps - 50 || n > steps - 46);
  const videobridges = ['jvb1', 'jvb2', 'jvb3', 'jvb4'];
  return { from: to - stepMs * steps, to, stepMs, points, videobridges };
}

const histories: Record<string, () => History> = {
  hour: () => aHistory(minute, 60),
  day: () => aHistory(5 * minute, 288),
  week: () => aHistory(30 * minute, 336),
  month: () => ({ ...aHistory(120 * minute, 360), points: [], videobridges: [] }),
};

/** What is done with a videobridge is what is seen next. */
export function fleetAnswers(world: FleetWorld = {}): Answers {
  const { alarms = { open: [], over: [] }, ...state } = world;
  let fleet: Fleet = { ...healthy, ...state };
  const change = (id: unknown, changed: Partial<FleetVideobridge>): void => {
    const videobridges = fleet.videobridges.map((one) =>
      one.id === id ? { ...one, ...changed } : one,
    );
    fleet = { ...fleet, videobridges };
  };
  return {
    getFleet: () => fleet,
    listAlarms: () => alarms,
    acknowledgeAlarm: ({ params }) => {
      for (const alarm of alarms.open) {
        if (alarm.id === params['alarmId']) alarm.acknowledged = { at: Date.now(), by: '陈静' };
      }
      return {};
    },
    getOperationsHistory: ({ query }) => histories[String(query['range'])]?.(),
    drainVideobridge: ({ params, body }) => {
      const isDraining = (body as { drain: boolean }).drain;
      const state = isDraining ? 'draining' : 'well';
      change(params['videobridgeId'], { isDraining, state, mayMove: isDraining });
      return {};
    },
    movePeople: ({ params, body }) => {
      change(params['videobridgeId'], { people: 0, mayMove: false });
      return { moved: (body as { people: number }).people };
    },
  };
}
