import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';
import { emptyReport } from './run.ts';

/** What is left of a line of a list of changes: that there was one, and its kind. */
const emptyChange = { name: '', campus_number: null, search: '', subject: '', detail: '{}' };

/** Whoever began a run, or said yes or no to it. */
const deciders = (['begun_by', 'decided_by'] as const).map((column): PersonalData => ({
  table: 'roster_runs',
  column,
  holds: 'person',
  kind: 'audit',
  shows: ['source', 'state', 'started_at'],
  erase: { keep: {} },
  merge: 'stay',
}));

/**
 * Reports of runs name those who left and whom nobody could tell apart; the counts beside them stay. So do
 * the lists of changes, person by person.
 */
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
  ...deciders,
  {
    table: 'roster_changes',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['kind', 'name', 'campus_number', 'detail'],
    erase: { keep: { ...emptyChange, person_id: null } },
    merge: 'move',
  },
  {
    // Of a run that was never applied, nobody was made.
    table: 'roster_changes',
    column: 'campus_number',
    holds: 'campus-number',
    kind: 'membership',
    shows: [],
    erase: { keep: emptyChange },
    merge: 'survivor',
  },
  {
    // Whom somebody could not be told apart from.
    table: 'roster_changes',
    column: 'detail',
    holds: 'text',
    kind: 'membership',
    shows: [],
    erase: { keep: emptyChange },
    merge: 'survivor',
  },
];

/** Reports of runs lose the names; what nobody confirmed in all that time is dropped. */
export const retention: readonly Retention[] = [
  {
    name: 'roster-reports',
    kind: 'technical',
    days: 180,
    least: 7,
    most: 3650,
    targets: [
      {
        table: 'roster_runs',
        key: ['id'],
        since: 'ended_at',
        when: { state: ['needs-confirmation'] },
        then: { mark: 'state', blank: { state: 'rejected', snapshot: null } },
      },
      {
        table: 'roster_changes',
        key: ['run_id', 'number'],
        since: 'ended_at',
        of: { table: 'roster_runs', key: 'id', by: 'run_id' },
        then: { mark: 'name', blank: { ...emptyChange, person_id: null } },
      },
      {
        table: 'roster_runs',
        key: ['id'],
        since: 'ended_at',
        then: { mark: 'report', blank: { report: JSON.stringify(emptyReport) } },
      },
      {
        // A directory is asked for changes every few minutes: where there were none, nothing is left to tell.
        table: 'roster_runs',
        key: ['id'],
        since: 'ended_at',
        when: { kind: ['changes'] },
        without: { table: 'roster_changes', column: 'run_id', is: 'id' },
        then: 'delete',
      },
    ],
  },
];
