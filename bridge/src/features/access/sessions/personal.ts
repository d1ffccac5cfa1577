import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';

/** Where somebody is signed in; the secrets themselves are not kept, only digests, and these are not shown. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'sessions',
    column: 'person_id',
    holds: 'participant',
    kind: 'login',
    shows: ['kind', 'browser', 'system', 'created_at', 'rotated_at', 'expires_at', 'ended_at'],
    erase: 'delete',
    merge: 'stay',
  },
  {
    table: 'session_tickets',
    column: 'person_id',
    holds: 'participant',
    kind: 'login',
    shows: ['kind', 'expires_at', 'used_at'],
    erase: 'delete',
    merge: 'stay',
  },
];

/** Sessions that opened nothing any more. */
export const retention: readonly Retention[] = [
  {
    name: 'sessions',
    kind: 'login',
    days: 7,
    least: 1,
    most: 365,
    targets: [
      { table: 'session_tickets', key: ['digest'], since: 'expires_at', then: 'delete' },
      { table: 'sessions', key: ['id'], since: 'expires_at', then: 'delete' },
    ],
  },
];
