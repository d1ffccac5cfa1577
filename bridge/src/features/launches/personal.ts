import type { Retention } from '../../kernel/retention.ts';

/** Launches under way, and what was chosen in them: good for minutes, of no use afterwards. */
export const retention: readonly Retention[] = [
  {
    name: 'launches',
    kind: 'technical',
    ...{ days: 1, least: 1, most: 30 },
    targets: [
      { table: 'lti_logins', key: ['id'], since: 'expires_at', then: 'delete' },
      { table: 'lti_selections', key: ['ticket_digest'], since: 'expires_at', then: 'delete' },
      {
        table: 'lti_registration_codes',
        key: ['code_digest'],
        since: 'expires_at',
        then: 'delete',
      },
    ],
  },
];
