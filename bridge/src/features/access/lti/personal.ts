import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';

/** Launches under way, and what was chosen in them: good for minutes, of no use afterwards. */
export const retention: readonly Retention[] = [
  {
    name: 'launches',
    kind: 'technical',
    days: 1,
    least: 1,
    most: 30,
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

/** Who registered a platform, or let one be registered. */
export const personalData: readonly PersonalData[] = [
  ['lti_platforms', 'registered_by'] as const,
  ['lti_registration_codes', 'made_by'] as const,
].map(([table, column]) => ({
  table,
  column,
  holds: 'person',
  kind: 'audit',
  shows: [],
  erase: { keep: {} },
  merge: 'move',
}));
