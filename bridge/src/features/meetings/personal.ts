import { detailNames, noDetails } from './details-contract.ts';
import type { PersonalData } from '../../kernel/personal-data.ts';
import { personalData as ofAttendance } from './attendance/personal.ts';

const meeting = {
  as: 'meeting',
  column: 'title',
  from: { table: 'meetings', key: 'id', by: 'meeting_id' },
};

/** Meetings that somebody started, and where they were: these stay, without a name, so that figures add up. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'meetings',
    column: 'host_person_id',
    holds: 'person',
    // A course's meeting is called as the course is; of any other the host said what it is called.
    when: { course_id: null },
    kind: 'meeting',
    shows: [],
    erase: { keep: { title: '', ...noDetails, host_name: '' } },
    merge: 'move',
  },
  {
    table: 'meetings',
    column: 'host_person_id',
    holds: 'person',
    kind: 'meeting',
    shows: [
      ...['kind', 'title', ...detailNames],
      ...['scheduled_at', 'started_at', 'ended_at', 'end_reason'],
    ],
    erase: { keep: { host_name: '' } },
    merge: 'move',
    meeting: 'id',
  },
  {
    table: 'seats',
    column: 'person_id',
    holds: 'participant',
    kind: 'attendance',
    shows: ['role', 'taken_at'],
    knows: [meeting],
    erase: { keep: {} },
    merge: 'stay',
    meeting: 'meeting_id',
  },
  {
    table: 'occupants',
    column: 'person_id',
    holds: 'participant',
    kind: 'attendance',
    shows: ['joined_at', 'left_at', 'leave_reason'],
    knows: [meeting],
    erase: { keep: {} },
    merge: 'move',
    ends: 'left_at',
    meeting: 'meeting_id',
  },
  ...ofAttendance,
];
