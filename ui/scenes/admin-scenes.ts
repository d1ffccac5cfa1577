import { aBatch, theAdmin } from './admin-answers.ts';
import { alarming, noFleet, silentFocus, troubledFleet, type FleetWorld } from './fleet-answers.ts';
import { someDecisions } from './merge-answers.ts';
import { uuid, type SceneLocale } from './people.ts';
import { platformScenes } from './platform-scenes.ts';
import type { World } from './world.ts';

interface AdminScene {
  path: string;
  world: (locale: SceneLocale) => World;
}

const departments = [
  { id: uuid(8001), name: '物理与光电工程系' },
  { id: uuid(8002), name: 'Fakultät für Rechtswissenschaften und Wirtschaftsinformatik' },
];

const counts = { new: 18_312, update: 1_214, unchanged: 400, conflict: 12, error: 62 };

/** The administration: its parts with something in them, empty, and for somebody who is no admin. */
export function adminScenes(host: AdminScene['world']) {
  const admin = (path: string, change: Parameters<typeof theAdmin>[0] = {}): AdminScene => ({
    path: `/admin/${path}`,
    world: (locale) => ({ ...host(locale), admin: theAdmin(change) }),
  });
  const fleet = (world: FleetWorld): AdminScene => ({
    path: '/admin/operations',
    world: (locale) => ({ ...host(locale), admin: theAdmin(), fleet: world }),
  });
  const sheet = `registration/${uuid(8200)}`;
  return {
    'admin-overview': admin(''),
    'admin-overview-new': admin('', {
      mine: { isSystem: false, departments },
      entries: [],
      waiting: {},
    }),
    'admin-people': admin('people'),
    'admin-person': admin(`people/${uuid(8102)}`),
    'admin-conflicts': admin('conflicts'),
    'admin-conflicts-department': {
      path: '/admin/conflicts',
      world: (locale: SceneLocale) => ({
        ...host(locale),
        admin: theAdmin({ mine: { isSystem: false, departments } }),
        merge: { decisions: someDecisions() },
      }),
    },
    'admin-nobody': admin('people', { people: [] }),
    'admin-not-allowed': admin('people', { mine: null }),
    'admin-audit': admin('audit'),
    'admin-admins': admin('admins'),
    'admin-rosters': admin('rosters'),
    'admin-outbox': admin('outbox'),
    operations: fleet({}),
    'operations-troubled': fleet(troubledFleet),
    'operations-silent': fleet(silentFocus),
    'operations-alarms': fleet({ alarms: structuredClone(alarming) }),
    'operations-none': fleet(noFleet),
    'admin-capacity': admin('capacity'),
    'admin-capacity-too-small': admin('capacity?bridges=3'),
    'admin-sheets': admin('registration'),
    'admin-no-sheets': admin('registration', { batches: [] }),
    'admin-sheet': admin(sheet),
    'admin-sheet-columns': admin(sheet, {
      batches: [
        aBatch({ missing: ['department'], columns: { ...aBatch().columns, department: null } }),
      ],
    }),
    'admin-sheet-judging': admin(sheet, {
      batches: [aBatch({ state: 'judging', done: 7_500, total: 20_000 })],
    }),
    'admin-sheet-applying': admin(sheet, {
      batches: [aBatch({ state: 'applying', done: 7_400, total: 20_000, counts })],
    }),
    'admin-sheet-writing': admin(sheet, {
      batches: [aBatch({ state: 'applied', isWriting: true, done: 7_500, total: 20_000, counts })],
    }),
    'admin-sheet-returned': admin(sheet, {
      batches: [aBatch({ state: 'returned', reason: '请补充手机号，并核对院系名称。' })],
    }),
    'admin-sheet-waiting': admin(sheet, { batches: [aBatch({ state: 'waiting', isMine: false })] }),
    ...platformScenes(host),
  };
}
