import type { PersonalData } from '../../../kernel/personal-data.ts';

/** Whom a meeting's permissions do not bind, and whom all see large. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'meeting_exempt',
    column: 'participant_id',
    holds: 'participant',
    kind: 'meeting',
    shows: [],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'meeting_spotlight',
    column: 'participant_id',
    holds: 'participant',
    kind: 'meeting',
    shows: [],
    erase: 'delete',
    merge: 'move',
  },
];
