import type { PersonalData } from '../../kernel/personal-data.ts';

const shows = ['kind', 'about', 'recipient', 'state', 'created_at', 'settled_at'];

/** Mail, messages and pushes to somebody: what waits is not sent any more. */
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
];
