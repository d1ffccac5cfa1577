import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';

/** Who asked to be erased; afterwards the row is the receipt, and says of nobody who it was. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'erasure_requests',
    column: 'person_id',
    holds: 'person',
    kind: 'audit',
    shows: ['state', 'asked_at', 'due_at', 'decided_at', 'reason'],
    erase: { keep: { open_key: null, reason: null } },
    merge: 'move',
  },
  {
    table: 'erasure_requests',
    column: 'decided_by',
    holds: 'person',
    kind: 'audit',
    shows: ['state', 'decided_at'],
    erase: { keep: {} },
    merge: 'move',
  },
];

/** Receipts, and requests that came to nothing. */
export const retention: readonly Retention[] = [
  {
    name: 'erasures',
    kind: 'audit',
    days: 1095,
    least: 30,
    most: 3650,
    targets: [
      {
        table: 'erasure_requests',
        key: ['id'],
        since: 'asked_at',
        when: { state: ['done', 'refused', 'withdrawn'] },
        then: 'delete',
      },
    ],
  },
];
