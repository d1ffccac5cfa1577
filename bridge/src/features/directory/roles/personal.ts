import type { PersonalData } from '../../../kernel/personal-data.ts';

/** What somebody administers, and what they made others administer. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'grants',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['role', 'department_id', 'created_at'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'grants',
    column: 'granted_by',
    holds: 'person',
    kind: 'audit',
    shows: [],
    erase: { keep: {} },
    merge: 'move',
  },
];
