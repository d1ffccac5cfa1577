import type { PlatformShown } from '../../bridge/src/features/access/lti/contract.ts';
import type { MoodleShown } from '../../bridge/src/features/access/moodle/admin/contract.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';
import { dayMs } from '../src/kernel/time.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of learning platforms. */
export interface PlatformWorld {
  platforms: PlatformShown[];
  moodles?: MoodleShown[];
}

const aPlatform = (number: number, change: Partial<PlatformShown>): PlatformShown => ({
  id: uuid(9100 + number),
  name: 'Lakeside Moodle',
  issuer: 'https://moodle.lakeside.test',
  clientId: 'AoF6GNNvU1aGl7T',
  deploymentIds: ['1'],
  status: 'active',
  productFamily: 'moodle',
  ownOrigins: ['https://moodle.lakeside.test'],
  origins: [],
  strangeOrigin: null,
  audience: null,
  vouches: ['campusNumber'],
  registered: { how: 'command', by: null, at: Date.now() - 400 * dayMs },
  ...change,
});

/** One platform of every status. */
export const somePlatforms = (): PlatformShown[] => [
  aPlatform(1, {}),
  aPlatform(2, {
    name: 'lms.fakultaet-fuer-wirtschaftsinformatik.lakeside.example.edu',
    vouches: [],
    issuer: 'https://lms.fakultaet-fuer-wirtschaftsinformatik.lakeside.example.edu',
    clientId: '100000000000027',
    deploymentIds: null,
    status: 'pending',
    ownOrigins: [
      'https://lms.fakultaet-fuer-wirtschaftsinformatik.lakeside.example.edu',
      'https://sso.lakeside.example.edu',
    ],
    audience: 'https://api.lakeside.example.edu/auth/token',
    registered: { how: 'link', by: '周校信息', at: Date.now() - dayMs / 4 },
  }),
  aPlatform(3, {
    name: '教务处旧学习平台',
    issuer: 'https://old.lakeside.test',
    clientId: 'c3',
    ownOrigins: ['https://old.lakeside.test'],
    status: 'suspended',
    vouches: [],
    strangeOrigin: 'https://services.lakeside.test',
    registered: { how: 'open', by: null, at: Date.now() - 30 * dayMs },
  }),
];

const aMoodle = (number: number, change: Partial<MoodleShown>): MoodleShown => ({
  id: uuid(9200 + number),
  name: 'Moodle of the campus',
  wwwroot: 'https://moodle.lakeside.test',
  plugin: '1.0',
  moodle: '4.5.6+ (Build: 20260901)',
  vouches: ['campusNumber'],
  rooms: 214,
  connectedAt: Date.now() - 90 * dayMs,
  heardAt: Date.now() - 60_000,
  testedAt: Date.now() - 2 * dayMs,
  failure: null,
  failedAt: null,
  ...change,
});

/** A Moodle that works, and one whose members are not taken. */
export const someMoodles = (): MoodleShown[] => [
  aMoodle(1, {}),
  aMoodle(2, {
    name: 'Moodle der Fakultät für Wirtschaftsinformatik und Betriebswirtschaftslehre',
    wwwroot: 'https://lms.fakultaet-fuer-wirtschaftsinformatik.lakeside.example.edu/moodle',
    vouches: [],
    rooms: 3,
    testedAt: null,
    failure: 'moodle/message',
    failedAt: Date.now() - 3_600_000,
  }),
];

/** What the scripted bridge answers about platforms. */
export function platformAnswers(world: PlatformWorld = { platforms: somePlatforms() }): Answers {
  const change = (asked: Asked, what: Partial<PlatformShown>) => {
    const id = asked.params['platformId'];
    world.platforms = world.platforms.map((one) => (one.id === id ? { ...one, ...what } : one));
    return { platform: world.platforms.find((one) => one.id === id) };
  };
  return {
    listMoodles: () => ({ moodles: world.moodles ?? [] }),
    openMoodleConnection: () => ({
      address: 'https://meet.lakeside.test',
      code: 'q3yLrN9aGfH6uJdP4oTzXs1RZ8mSxQ0xWwE2c7bKtV5',
      expiresAt: Date.now() + dayMs / 24,
    }),
    disconnectMoodle: ({ params }) => {
      world.moodles = world.moodles?.filter(({ id }) => id !== params['moodleId']) ?? [];
      return {};
    },
    listPlatforms: () => ({ platforms: world.platforms }),
    openPlatformRegistration: () => ({
      url: 'https://meet.lakeside.test/lti/register/1RZ8mSxQ0xWwE2c7bKtV5q3yLrN9aGfH6uJdP4oTzXs',
      expiresAt: Date.now() + dayMs,
    }),
    approvePlatform: (asked) => change(asked, { status: 'active' }),
    suspendPlatform: (asked) => change(asked, { status: 'suspended' }),
    changePlatform: (asked) => {
      const strange = asked.body['origins'] === undefined ? {} : { strangeOrigin: null };
      return change(asked, { ...(asked.body as Partial<PlatformShown>), ...strange });
    },
    removePlatform: ({ params }) => {
      world.platforms = world.platforms.filter(({ id }) => id !== params['platformId']);
      return {};
    },
  };
}
