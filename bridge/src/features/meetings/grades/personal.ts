import type { PersonalData } from '../../../kernel/personal-data.ts';

/** What somebody was given as a grade by attendance. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'grade_line_scores',
    column: 'person_id',
    holds: 'person',
    kind: 'attendance',
    shows: ['wanted', 'sent', 'sent_at', 'state'],
    erase: 'delete',
    merge: 'survivor',
  },
  // Read by the version before only.
  {
    table: 'grade_scores',
    column: 'person_id',
    holds: 'person',
    kind: 'attendance',
    shows: [],
    erase: 'delete',
    merge: 'survivor',
  },
];
