import type {
  ChangeKindShown,
  ChangeShown,
  DirectoryRun,
} from '../../bridge/src/features/directory/sync/directory/contract.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of the directory tool. */
export interface DirectoryWorld {
  /** Whether a directory has units of mine. */
  connected: boolean;
  runs: DirectoryRun[];
  changes: ChangeShown[];
}

const physics = { id: uuid(8001), name: '物理与光电工程系' };
const school = {
  id: uuid(8002),
  name: 'Fakultät für Rechtswissenschaften und Wirtschaftsinformatik',
};
const hour = 3_600_000;
const nobody = { names: [], others: 0 };

const aChange = (number: number, change: Partial<ChangeShown>): ChangeShown => ({
  number,
  kind: 'joins',
  name: '王芳',
  campusNumber: `T2026${100 + number}`,
  from: nobody,
  to: nobody,
  isGone: false,
  fields: [],
  unit: null,
  conflict: null,
  problem: null,
  ...change,
});
const said = (field: string, before: string | null, after: string | null) => ({
  field,
  before,
  after,
  isSeen: true,
});
const at = (...names: string[]) => ({ names, others: 0 });
const longName = 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst';

/** Changes of every kind. */
export const someChanges = (): ChangeShown[] => [
  aChange(1, { to: at(physics.name) }),
  aChange(2, { name: longName, to: at(school.name), from: { names: [], others: 1 } }),
  aChange(3, { kind: 'returns', name: '李雷', to: at(physics.name) }),
  aChange(4, {
    kind: 'moves',
    name: '𠮷野<b>',
    from: at(physics.name),
    to: at('量子信息与凝聚态物理联合实验室'),
  }),
  aChange(5, { kind: 'leaves', name: '韩梅梅', from: at(physics.name), isGone: true }),
  aChange(6, { kind: 'leaves', name: 'Jürgen Groß', from: at(school.name), campusNumber: null }),
  aChange(7, {
    kind: 'fields',
    name: longName,
    fields: [
      said('displayName', 'Maximiliane Huber', longName),
      said('email', 'huber@example.edu', 'maximiliane.hohenlohe-waldenburg@example.edu'),
      { ...said('phone', '+8613800007919', '+8613900001234'), isSeen: false },
      said('access', 'open', 'suspended'),
    ],
  }),
  aChange(8, {
    kind: 'units',
    name: '光学工程教研室',
    campusNumber: null,
    unit: {
      what: 'new',
      name: { before: null, after: '光学工程教研室' },
      parent: { before: null, after: physics.name },
    },
  }),
  aChange(9, {
    kind: 'units',
    name: school.name,
    campusNumber: null,
    unit: {
      what: 'changed',
      name: { before: 'Rechtswissenschaften', after: school.name },
      parent: { before: null, after: null },
    },
  }),
  aChange(10, {
    kind: 'conflicts',
    name: '王芳',
    conflict: { key: 'email', reason: 'contradiction', names: ['王方'], others: 1 },
  }),
  aChange(11, {
    kind: 'passed-over',
    name: 'uid=nokey,ou=Physics,dc=uni,dc=test',
    campusNumber: null,
    problem: { field: 'entryUUID', reason: 'is missing' },
  }),
];

const noCounts: DirectoryRun['counts'] = {
  joins: 0,
  returns: 0,
  moves: 0,
  leaves: 0,
  fields: 0,
  units: 0,
  conflicts: 0,
  'passed-over': 0,
};
const countsOf = (changes: readonly ChangeShown[]): DirectoryRun['counts'] => {
  const counts = { ...noCounts };
  for (const { kind } of changes) counts[kind] += 1;
  return counts;
};

/** A run that waits for a yes; `change` what is different. */
export const aDirectoryRun = (change: Partial<DirectoryRun> = {}): DirectoryRun => ({
  id: uuid(8700),
  source: 'ldap',
  units: [physics, school],
  state: 'needs-confirmation',
  reads: 'full',
  begunBy: '韩梅梅',
  decidedBy: null,
  progress: null,
  counts: countsOf(someChanges()),
  removals: null,
  isAskedAgain: false,
  isMine: true,
  failure: null,
  startedAt: Date.now() - hour,
  endedAt: Date.now() - hour + 900,
  ...change,
});

/** Runs of every sort. */
export const someRuns = (): DirectoryRun[] => [
  aDirectoryRun(),
  aDirectoryRun({
    id: uuid(8704),
    reads: 'changes',
    state: 'applied',
    units: null,
    begunBy: null,
    isMine: false,
    counts: { ...noCounts, fields: 2 },
    startedAt: Date.now() - 25 * hour,
  }),
  aDirectoryRun({
    id: uuid(8701),
    state: 'applied',
    units: null,
    begunBy: null,
    isMine: false,
    counts: { ...noCounts, joins: 312, leaves: 4 },
    startedAt: Date.now() - 26 * hour,
  }),
  aDirectoryRun({
    id: uuid(8702),
    state: 'failed',
    failure: 'directory/unavailable',
    isMine: false,
    counts: noCounts,
    startedAt: Date.now() - 30 * hour,
  }),
  aDirectoryRun({
    id: uuid(8703),
    state: 'unchanged',
    isMine: false,
    counts: noCounts,
    startedAt: Date.now() - 50 * hour,
  }),
];

/** What the scripted bridge answers about the directory tool. */
export function directoryAnswers(world: Partial<DirectoryWorld> = {}): Answers {
  const { connected = true, changes = someChanges() } = world;
  let runs = world.runs ?? someRuns();
  const one = (id: string | undefined) => runs.find((run) => run.id === id) ?? aDirectoryRun();
  const becomes = (id: string | undefined, change: Partial<DirectoryRun>) => {
    runs = runs.map((run) => (run.id === id ? { ...run, isMine: false, ...change } : run));
    return {};
  };
  return {
    listDirectoryRuns: () => ({
      sources: connected ? [{ name: 'ldap', units: [physics, school] }] : [],
      runs,
      next: null,
    }),
    checkDirectory: () => ({ id: runs[0]?.id ?? uuid(8700) }),
    getDirectoryRun: ({ params }) => one(params['runId']),
    listDirectoryChanges: ({ query }) => ({
      changes: changes.filter(
        ({ kind, name }) =>
          (query['kind'] === undefined || (query['kind'] as ChangeKindShown) === kind) &&
          (query['search'] === undefined || name.includes(query['search'] as string)),
      ),
      next: null,
    }),
    applyDirectoryRun: ({ params }) =>
      becomes(params['runId'], { state: 'applied', decidedBy: '韩梅梅' }),
    rejectDirectoryRun: ({ params }) =>
      becomes(params['runId'], { state: 'rejected', decidedBy: '韩梅梅' }),
  };
}
