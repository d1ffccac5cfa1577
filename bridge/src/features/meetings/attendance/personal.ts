import type { PersonalData } from '../../../kernel/personal-data.ts';

const meeting = {
  as: 'meeting',
  column: 'title',
  from: { table: 'meetings', key: 'id', by: 'meeting_id' },
};

/** Whoever wrote it: their name goes with them, what they decided about others stays. */
const writer = (table: string, column: string): PersonalData => ({
  table,
  column,
  holds: 'person',
  kind: 'attendance',
  shows: [],
  erase: { keep: {} },
  merge: 'stay',
});

/** What was told of somebody's coming and going, what teachers corrected, and what students objected to. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'attendance_events',
    column: 'person_id',
    holds: 'participant',
    kind: 'attendance',
    shows: ['type', 'at', 'reason'],
    knows: [meeting],
    erase: { keep: {} },
    merge: 'move',
    meeting: 'meeting_id',
  },
  {
    table: 'attendance_corrections',
    column: 'person_id',
    holds: 'person',
    kind: 'attendance',
    shows: ['status', 'reason', 'made_at', 'undone_at'],
    knows: [meeting],
    erase: { keep: { reason: '' } },
    merge: 'move',
    meeting: 'meeting_id',
  },
  writer('attendance_corrections', 'made_by'),
  writer('attendance_corrections', 'undone_by'),
  {
    table: 'attendance_objections',
    column: 'person_id',
    holds: 'person',
    kind: 'attendance',
    shows: ['note', 'state', 'made_at', 'answer', 'answered_at'],
    knows: [meeting],
    erase: 'delete',
    merge: 'move',
    meeting: 'meeting_id',
  },
  writer('attendance_objections', 'answered_by'),
];
