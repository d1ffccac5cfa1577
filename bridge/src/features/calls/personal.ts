import type { PersonalData } from '../../kernel/personal-data.ts';
import type { Retention } from '../../kernel/retention.ts';

/** Who rang whom, and when somebody wants to be rung. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'calls',
    column: 'caller_id',
    holds: 'person',
    kind: 'call',
    shows: ['title', 'size', 'started_at'],
    erase: { keep: { caller_name: '', title: '' } },
    merge: 'move',
    meeting: 'meeting_id',
  },
  {
    table: 'call_invitees',
    column: 'caller_id',
    holds: 'person',
    kind: 'call',
    shows: ['state', 'created_at'],
    knows: [{ as: 'called', column: 'name' }],
    erase: { keep: {} },
    merge: 'move',
    meeting: 'meeting_id',
  },
  {
    table: 'call_invitees',
    column: 'person_id',
    holds: 'person',
    kind: 'call',
    shows: ['name', 'state', 'message', 'created_at', 'changed_at', 'missed_at', 'seen_at'],
    knows: [
      {
        as: 'caller',
        column: 'caller_name',
        from: { table: 'calls', key: 'id', by: 'call_id' },
      },
    ],
    erase: { keep: { name: '', message: null } },
    merge: 'move',
    meeting: 'meeting_id',
  },
  {
    table: 'ring_settings',
    column: 'person_id',
    holds: 'person',
    kind: 'setting',
    shows: [
      ...['do_not_disturb_until', 'quiet_from', 'quiet_to', 'timezone'],
      ...['presence_for', 'ringable_by'],
    ],
    erase: 'delete',
    merge: 'survivor',
    oneEach: 'ring-settings',
  },
];

/** Calls and missed calls. Those who were called go first: they refer to the call. */
export const retention: readonly Retention[] = [
  {
    name: 'calls',
    kind: 'call',
    days: 30,
    least: 7,
    most: 365,
    targets: [
      {
        table: 'call_invitees',
        key: ['id'],
        since: 'started_at',
        of: { table: 'calls', key: 'id', by: 'call_id' },
        then: 'delete',
      },
      { table: 'calls', key: ['id'], since: 'started_at', then: 'delete' },
    ],
  },
];
