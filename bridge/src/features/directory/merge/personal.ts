import type { PersonalData, Step } from '../../../kernel/personal-data.ts';

const ofDecision = (column: string): Step[] => [{ table: 'person_decisions', key: 'id', column }];

/** What administrators decided about who is who, by whom and about whom, and what it takes to undo it. */
export const personalData: readonly PersonalData[] = [
  ...(['person_id', 'other_id'] as const).map((column): PersonalData => ({
    table: 'person_decisions',
    column,
    holds: 'person',
    kind: 'audit',
    shows: ['kind', 'reason', 'at', 'undone_at'],
    erase: { keep: { reason: null, detail: 'null' } },
    merge: 'stay',
  })),
  ...(['actor_id', 'undone_by'] as const).map((column): PersonalData => ({
    table: 'person_decisions',
    column,
    holds: 'person',
    kind: 'audit',
    shows: ['kind', 'at'],
    erase: { keep: {} },
    merge: 'stay',
  })),
  ...(['person_id', 'other_id'] as const).map((column): PersonalData => ({
    table: 'person_merge_rows',
    column: 'decision_id',
    holds: 'person',
    via: ofDecision(column),
    kind: 'technical',
    shows: [],
    erase: 'delete',
    merge: 'stay',
  })),
];
