import type {
  ConflictShown,
  DecisionShown,
} from '../../bridge/src/features/directory/merge/conflicts-contract.ts';
import type {
  Identity,
  IdentityRecord,
  PersonShown,
} from '../../bridge/src/features/directory/merge/contract.ts';
import { PanelFailure } from '../src/kernel/failure.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

const hour = 3_600_000;
const long = 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst';
const unit = 'Fakultät für Rechtswissenschaften und Wirtschaftsinformatik';
const nothing = { locale: null, timezone: null };

const aRecord = (n: number, change: Partial<IdentityRecord>): IdentityRecord => ({
  id: uuid(8900 + n),
  source: { kind: 'ldap', name: 'ldap' },
  externalId: `7f3a-${String(n)}`,
  said: {
    displayName: long,
    familyName: 'von Hohenlohe',
    givenName: 'Maximiliane',
    email: 'm.hohenlohe@wolkenburg-universitaet.example.edu',
    campusNumber: 'T20262',
    phone: '+8613800007919',
    ...nothing,
  },
  suspended: false,
  seenAt: Date.now() - hour,
  changedAt: Date.now() - 200 * hour,
  goneAt: null,
  unvouched: [],
  ...change,
});

const ldap = aRecord(1, {});
const moodle = aRecord(2, {
  source: { kind: 'moodle', name: 'https://moodle.wolkenburg-universitaet.example.edu' },
  said: { ...ldap.said, displayName: 'Max Hohenlohe', phone: null, locale: 'de' },
  unvouched: ['campusNumber', 'email'],
});
const sheet = aRecord(3, {
  source: { kind: 'sheet', name: '' },
  goneAt: Date.now() - 30 * hour,
});

const statuses: Record<string, Identity['standing']> = {
  'by-sources': { active: true, why: 'listed', decision: null },
  deactivated: { active: false, why: 'by-hand', decision: null },
  active: { active: true, why: 'by-hand', decision: null },
};

/** The person of the administration's list whose page is shown. */
export const anIdentity = (change: Partial<Identity> = {}): Identity => ({
  id: uuid(8102),
  name: long,
  fields: Object.entries(ldap.said).map(([field, value]) => ({
    field: field as Identity['fields'][number]['field'],
    value: field === 'locale' ? 'de' : value,
    recordId: field === 'locale' ? moodle.id : value === null ? null : ldap.id,
    why: field === 'locale' ? 'only' : value === null ? 'nobody' : 'rank',
  })),
  records: [ldap, moodle, sheet],
  standing: statuses['by-sources'] as Identity['standing'],
  units: [
    {
      id: uuid(8002),
      name: unit,
      isHeld: true,
      claims: [{ source: ldap.source, isHeld: true, changedAt: 1 }],
    },
  ],
  roles: [{ role: 'department', department: { id: uuid(8002), name: unit } }],
  refusal: null,
  ...change,
});

const known: PersonShown = {
  id: uuid(8102),
  name: long,
  active: true,
  units: [unit],
  sources: [ldap.source],
  facts: {
    displayName: long,
    campusNumber: 'T20262',
    email: 'm.hohenlohe@wolkenburg-universitaet.example.edu',
    phone: '+8613800007919',
  },
};
const own: PersonShown = {
  id: uuid(8910),
  name: 'Max Hohenlohe',
  active: true,
  units: [],
  sources: [moodle.source],
  facts: {
    displayName: 'Max Hohenlohe',
    campusNumber: 'G-4711',
    phone: null,
    email: 'M.Hohenlohe@wolkenburg-universitaet.example.edu',
  },
};

const aConflict = (n: number, change: Partial<ConflictShown> = {}): ConflictShown => ({
  id: uuid(8920 + n),
  source: moodle.source,
  externalId: String(4000 + n),
  key: 'email',
  reason: 'contradiction',
  createdAt: Date.now() - n * hour,
  account: own.facts,
  own,
  candidates: [known],
  refusal: null,
  deciders: [],
  ...change,
});

/** Two that wait: one to decide, one that only a system admin may. */
export const someConflicts = (): ConflictShown[] => [
  aConflict(1),
  aConflict(2, {
    account: null,
    own: { ...own, facts: null, sources: [] },
    candidates: [known, { ...known, id: uuid(8104), name: '欧阳娜娜', active: false }],
    reason: 'several-people',
    refusal: 'conflict/elsewhere',
    deciders: ['周校信息'],
  }),
];

const aDecision = (n: number, change: Partial<DecisionShown>): DecisionShown => ({
  id: uuid(8940 + n),
  kind: 'merge',
  by: '周校信息',
  at: Date.now() - n * hour,
  person: { id: known.id, name: long },
  other: { id: own.id, name: own.name },
  undoUntil: Date.now() + 700 * hour,
  undoneAt: null,
  refusal: null,
  ...change,
});

/** What a department admin finds decided: by themself, by a system admin, before something else, and long ago. */
export const someDecisions = (): DecisionShown[] => [
  aDecision(1, { by: '李院系' }),
  aDecision(2, { refusal: 'identity/by-system-admin' }),
  aDecision(3, { kind: 'attach', by: '李院系', refusal: 'identity/undo-later-first' }),
  aDecision(900, { kind: 'apart', undoUntil: null }),
];

/** What the scripted bridge knows of who is who. */
export interface MergeWorld {
  person: Identity;
  conflicts: ConflictShown[];
  decisions: DecisionShown[];
}

/** What the scripted bridge answers about who is who. */
export function mergeAnswers(change: Partial<MergeWorld> = {}): Answers {
  const world: MergeWorld = {
    person: anIdentity(),
    conflicts: someConflicts(),
    decisions: [],
    ...change,
  };
  return {
    getIdentity: () => world.person,
    setStanding: ({ body }) => {
      const standing = statuses[String(body['standing'])] ?? world.person.standing;
      const decision = { reason: String(body['reason']), by: '周校信息', at: Date.now() };
      const isByHand = standing.why === 'by-hand';
      world.person = {
        ...world.person,
        standing: { ...standing, ...(isByHand ? { decision } : {}) },
      };
      return world.person;
    },
    previewMerge: () => ({
      survivor: known,
      other: own,
      refusal: null,
      kept: ['password', 'ring-settings'],
      counts: [
        { kind: 'identity', count: 2 },
        { kind: 'meeting', count: 14 },
        { kind: 'call', count: 208 },
      ],
    }),
    mergePeople: () => ({ decisionId: uuid(8930) }),
    ...conflictAnswers(world),
  };
}

function conflictAnswers(world: MergeWorld): Answers {
  const decide =
    (kind: DecisionShown['kind']) =>
    ({ params }: Asked) => {
      const conflict = world.conflicts.find(({ id }) => id === params['conflictId']);
      if (!conflict) throw new PanelFailure('conflict/decided');
      world.conflicts = world.conflicts.filter((one) => one !== conflict);
      const times = { at: Date.now(), undoUntil: Date.now() + 720 * hour, undoneAt: null };
      const about = {
        person: { id: known.id, name: known.name },
        other: { id: own.id, name: own.name },
      };
      world.decisions = [
        { id: uuid(8930), kind, by: '周校信息', ...about, ...times, refusal: null },
      ];
      return { decisionId: uuid(8930) };
    };
  return {
    listConflicts: () => ({ conflicts: world.conflicts, next: null }),
    listIdentityDecisions: () => ({ decisions: world.decisions }),
    decideSame: decide('merge'),
    decideApart: decide('apart'),
    undoIdentityDecision: () => {
      world.conflicts = someConflicts();
      world.decisions = world.decisions.map((one) => ({
        ...one,
        undoneAt: Date.now(),
        undoUntil: null,
      }));
      return {};
    },
  };
}
