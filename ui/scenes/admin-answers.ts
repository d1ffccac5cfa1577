import type { AuditEntry } from '../../bridge/src/features/audit/contract.ts';
import type {
  AdministeredPerson,
  WaitingKind,
} from '../../bridge/src/features/admin/overview/contract.ts';
import type {
  BatchShown,
  RowShown,
} from '../../bridge/src/features/registration/import/contract.ts';
import type { OutboxRowShown } from '../../bridge/src/features/notifications/outbox/contract.ts';
import type { RosterRun } from '../../bridge/src/features/directory/sync/contract.ts';
import type {
  GrantShown,
  WhatIAdminister,
} from '../../bridge/src/features/directory/roles/contract.ts';
import type { Asked } from './campus-answers.ts';
import { uuid } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** What the scripted bridge knows of administrators, their people and their sheets. */
export interface AdminWorld {
  mine: WhatIAdminister | null;
  people: AdministeredPerson[];
  entries: AuditEntry[];
  grants: GrantShown[];
  batches: BatchShown[];
  rows: RowShown[];
  waiting: Partial<Record<WaitingKind, number>>;
}

const physics = { id: uuid(8001), name: '物理与光电工程系' };
const school = {
  id: uuid(8002),
  name: 'Fakultät für Rechtswissenschaften und Wirtschaftsinformatik',
};
const hour = 3_600_000;

const aPerson = (n: number, change: Partial<AdministeredPerson>): AdministeredPerson => ({
  id: uuid(8100 + n),
  name: '王芳',
  campusNumber: `T2026${String(n).padStart(3, '0')}`,
  email: 'wangfang@example.edu',
  phone: '+8613800007919',
  kind: 'teacher',
  active: true,
  departments: [physics],
  changedAt: Date.now(),
  ...change,
});

const people = [
  aPerson(1, {}),
  aPerson(2, {
    name: 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst',
    email: 'maximiliane.hohenlohe-waldenburg@wolkenburg-universitaet.example.edu',
    phone: null,
    departments: [physics, school],
  }),
  aPerson(3, {
    name: '𠮷野<b>',
    active: false,
    departments: [],
    email: null,
    phone: null,
    kind: null,
  }),
];

const values = {
  name: '李雷',
  kind: '教师',
  campusNumber: 'T2026101',
  department: physics.name,
  email: 'lilei@example.edu',
  phone: '',
  expiresOn: '',
};
const aRow = (number: number, change: Partial<RowShown>): RowShown => ({
  number,
  hidden: false,
  values,
  read: null,
  verdict: 'new',
  flaws: [],
  changes: [],
  conflict: null,
  ...change,
});

const rows = [
  aRow(2, { read: { ...values, phone: '+8613800007919' } }),
  aRow(3, {
    verdict: 'update',
    changes: [
      { field: 'email', before: 'old@example.edu', after: 'new@example.edu' },
      { field: 'department', before: school.name, after: physics.name },
    ],
  }),
  aRow(4, {
    verdict: 'error',
    hidden: true,
    flaws: [
      { field: 'department', value: 'Physiks', flaw: 'unknown-department' },
      { field: 'campusNumber', value: 'T2026101', flaw: 'twice-in-sheet', otherRow: 2 },
    ],
  }),
  aRow(5, {
    verdict: 'conflict',
    conflict: { reason: 'several-people', names: ['王芳', 'Wang Fang'], others: 1 },
  }),
  aRow(106, { verdict: 'unchanged' }),
];

export const aBatch = (change: Partial<BatchShown> = {}): BatchShown => ({
  id: uuid(8200),
  name: '2026年秋季新进教师登记表（物理与光电工程系）.xlsx',
  state: 'preview',
  submitter: '韩梅梅',
  isMine: true,
  form: {
    kind: 'xlsx',
    sheet: '人员',
    hiddenSheets: ['字典'],
    hiddenRows: 1,
    firstHiddenRows: [9],
  },
  headings: ['姓名', '身份', '工号/学号', '院系', '邮箱', '手机号'],
  columns: {
    name: 0,
    kind: 1,
    campusNumber: 2,
    department: 3,
    email: 4,
    phone: 5,
    expiresOn: null,
  },
  missing: [],
  total: 5,
  done: 5,
  isWriting: false,
  kept: [],
  counts: { new: 1, update: 1, unchanged: 1, conflict: 1, error: 1 },
  failure: null,
  reason: null,
  createdAt: Date.now() - hour,
  appliedAt: null,
  ...change,
});

const entries: AuditEntry[] = [
  {
    seq: 2,
    at: Date.now() - hour,
    action: 'person.update',
    departmentId: physics.id,
    actor: { id: uuid(8301), name: '韩梅梅' },
    subject: { kind: 'person', id: uuid(8101), name: '王芳' },
    before: { email: 'old@example.edu' },
    after: { email: 'new@example.edu', phone: '+8613800007919' },
  },
  {
    seq: 1,
    at: Date.now() - 30 * hour,
    action: 'grant.give',
    departmentId: null,
    actor: null,
    subject: { kind: 'person', id: uuid(8301), name: '韩梅梅' },
    before: null,
    after: { role: 'department', department: physics.name },
  },
];

const grants: GrantShown[] = [
  {
    id: uuid(8401),
    role: 'system',
    department: null,
    grantedBy: null,
    person: { id: uuid(8302), name: '周校信息', active: true },
    createdAt: Date.now() - 90 * 24 * hour,
  },
  {
    id: uuid(8402),
    role: 'department',
    department: school,
    grantedBy: '周校信息',
    person: { id: uuid(8102), name: people[1]?.name ?? '', active: true },
    createdAt: Date.now() - 24 * hour,
  },
];

const deadLetters: OutboxRowShown[] = [
  {
    id: uuid(8501),
    kind: 'mail',
    about: 'registered',
    attempts: 9,
    recipient: 'maximiliane.hohenlohe-waldenburg@wolkenburg-universitaet.example.edu',
    createdAt: Date.now() - 30 * hour,
    nextAt: Date.now(),
    settledAt: Date.now() - hour,
    reason: '550 5.1.1 The email account that you tried to reach does not exist',
  },
];

const aRun = (n: number, change: Partial<RosterRun>): RosterRun => ({
  id: uuid(8600 + n),
  source: 'moodle',
  scope: '12',
  title: 'Data Structures 数据结构',
  kind: 'full',
  state: 'applied',
  counts: {},
  removed: [],
  conflicts: [],
  problems: [],
  failure: null,
  totals: { problems: 0, conflicts: 0, removed: 0 },
  startedAt: Date.now() - n * hour,
  endedAt: Date.now() - n * hour + 1_200,
  ...change,
});

const rosterRuns = [
  aRun(1, {
    state: 'needs-confirmation',
    counts: {
      people: { added: 12, changed: 3, removed: 2, unchanged: 9_983 },
      memberships: { added: 12, changed: 1, removed: 2, unchanged: 312 },
    },
    removed: ['𠮷野', 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst'],
    conflicts: [{ where: 'uid=wangfang', reason: 'email/several-people' }],
    totals: { problems: 0, conflicts: 1, removed: 2 },
  }),
  aRun(30, { state: 'failed', failure: 'lms/unavailable' }),
  aRun(31, { kind: 'changes', state: 'unchanged' }),
  aRun(50, { state: 'unchanged' }),
];

/** A system admin with a few people; `change` what is different. */
export const theAdmin = (change: Partial<AdminWorld> = {}): AdminWorld => ({
  mine: { isSystem: true, departments: [] },
  people,
  entries,
  grants,
  rows,
  batches: [aBatch()],
  waiting: { applications: 3, 'sheets-to-review': 1, 'directory-runs': 1, 'dead-letters': 128 },
  ...change,
});

/** What the scripted bridge answers about administration. */
export const adminAnswers = (admin: AdminWorld | undefined): Answers => ({
  getMyAdministration: () => ({ administration: admin?.mine ?? null }),
  getWaiting: () => ({ waiting: admin?.waiting ?? {} }),
  listAdminDepartments: () => ({
    departments: [
      { ...school, parentId: null },
      { ...physics, parentId: school.id },
    ],
  }),
  listAdministered: () => ({ people: admin?.people ?? [], next: null }),
  listAudit: () => ({ entries: admin?.entries ?? [], next: null }),
  listGrants: () => ({ grants: admin?.grants ?? [] }),
  giveGrant: () => ({ id: uuid(8403) }),
  takeGrant: ({ params }) => {
    if (admin) admin.grants = admin.grants.filter(({ id }) => id !== params['grantId']);
    return {};
  },
  listRosterRuns: () => ({ sources: ['moodle'], runs: rosterRuns }),
  checkRoster: () => ({}),
  listOutbox: ({ query }) => ({
    counts: { dead: 1, waiting: 0, sent: 812, dropped: 3 },
    waitingSince: null,
    rows: query['state'] === undefined || query['state'] === 'dead' ? deadLetters : [],
  }),
  resendOutbox: () => ({ count: 1 }),
  listRegistrationBatches: () => ({ batches: admin?.batches ?? [], next: null }),
  getRegistrationBatch: () => admin?.batches[0] ?? aBatch(),
  listRegistrationRows: ({ query }) => ({
    rows: (admin?.rows ?? []).filter(
      ({ verdict }) => query['verdict'] === undefined || verdict === query['verdict'],
    ),
    next: null,
  }),
  submitRegistrationBatch: () => {
    if (admin) admin.batches = [aBatch({ state: 'applied', appliedAt: Date.now() })];
    return { state: 'applied' };
  },
});
