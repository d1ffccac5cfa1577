import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';

const shows = ['kind', 'about', 'recipient', 'state', 'created_at', 'settled_at'];

/** Mail, messages and pushes to somebody: what waits is not sent any more. And who gave mails which words. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'outbox',
    column: 'person_id',
    holds: 'person',
    kind: 'message',
    shows,
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'outbox',
    column: 'recipient',
    holds: 'address',
    when: { person_id: null },
    kind: 'message',
    shows,
    erase: 'delete',
    merge: 'survivor',
  },
  {
    table: 'letter_versions',
    column: 'created_by',
    holds: 'person',
    kind: 'audit',
    shows: ['name', 'language', 'created_at'],
    erase: { keep: {} },
    merge: 'stay',
  },
  {
    table: 'letter_settings',
    column: 'changed_by',
    holds: 'person',
    kind: 'audit',
    shows: ['changed_at'],
    erase: { keep: {} },
    merge: 'stay',
  },
];

/** What was sent or given up; it is kept for a week at least, so that what has a key is sent once. */
export const retention: readonly Retention[] = [
  {
    name: 'messages',
    kind: 'message',
    days: 30,
    least: 7,
    most: 365,
    targets: [
      {
        table: 'outbox',
        key: ['id'],
        since: 'settled_at',
        when: { state: ['sent', 'dead', 'dropped'] },
        then: 'delete',
      },
    ],
  },
];
