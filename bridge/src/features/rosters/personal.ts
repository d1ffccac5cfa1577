import type { PersonalData } from '../../kernel/personal-data.ts';
import { emptyReport } from './run.ts';

/** Reports of runs name those who left and whom nobody could tell apart; the counts beside them stay. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'roster_runs',
    column: 'report',
    holds: 'text',
    kind: 'technical',
    shows: [],
    erase: { keep: { report: JSON.stringify(emptyReport) } },
    merge: 'survivor',
  },
];
