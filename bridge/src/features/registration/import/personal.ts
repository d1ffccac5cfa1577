import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';
import { noDetail } from './batch.ts';

/** What is left of a row of a sheet when the person in it is gone: that there was one, and its status. */
const emptyRow = {
  cells: '[]',
  edits: '{}',
  person: null,
  flaws: '[]',
  before: null,
  campus_number: null,
  email: null,
  person_id: null,
  detail: JSON.stringify(noDetail),
};

/** What departments said of somebody on sheets, and who handed these in. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'registered',
    column: 'person_id',
    holds: 'person',
    kind: 'registration',
    shows: ['source', 'campus_number', 'kind', 'expires_on'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'registration_rows',
    column: 'person_id',
    holds: 'person',
    kind: 'registration',
    shows: ['number', 'verdict', 'person'],
    erase: { keep: emptyRow },
    merge: 'move',
  },
  ...(['campus_number', 'email'] as const).map((column): PersonalData => ({
    table: 'registration_rows',
    column,
    holds: column === 'email' ? 'address' : 'campus-number',
    when: { person_id: null },
    kind: 'registration',
    shows: [],
    erase: { keep: emptyRow },
    merge: 'survivor',
  })),
  {
    table: 'registration_batches',
    column: 'submitter_id',
    holds: 'person',
    kind: 'registration',
    shows: ['name', 'state', 'total', 'created_at', 'applied_at'],
    erase: { keep: {} },
    merge: 'move',
  },
  {
    table: 'registration_batches',
    column: 'reviewer_id',
    holds: 'person',
    kind: 'registration',
    shows: ['state', 'changed_at'],
    erase: { keep: {} },
    merge: 'move',
  },
];

/** Sheets lose what their rows say and keep the statuses; one that was never applied is thrown away. */
export const retention: readonly Retention[] = [
  {
    name: 'sheets',
    kind: 'registration',
    days: 180,
    least: 30,
    most: 3650,
    targets: [
      {
        table: 'registration_batches',
        key: ['id'],
        since: 'changed_at',
        when: { state: ['preview', 'waiting', 'returned'] },
        then: { mark: 'state', blank: { state: 'discarded' } },
      },
      {
        table: 'registration_rows',
        key: ['batch_id', 'number'],
        since: 'changed_at',
        of: { table: 'registration_batches', key: 'id', by: 'batch_id' },
        then: { mark: 'cells', blank: emptyRow },
      },
    ],
  },
];
