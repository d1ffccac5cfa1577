import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';

/** What somebody said when applying for an account, and who decided. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'applications',
    column: 'person_id',
    holds: 'person',
    kind: 'application',
    shows: [
      ...['name', 'kind', 'campus_number', 'email', 'phone', 'expires_on', 'locale', 'state'],
      ...['created_at', 'confirmed_at', 'decided_at', 'reason'],
    ],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'applications',
    column: 'email',
    holds: 'address',
    when: { person_id: null },
    kind: 'application',
    shows: [],
    erase: 'delete',
    merge: 'survivor',
  },
  {
    table: 'applications',
    column: 'decided_by',
    holds: 'person',
    kind: 'audit',
    shows: ['state', 'decided_at'],
    erase: { keep: {} },
    merge: 'move',
  },
];

/** An application that nobody confirmed is worth nothing; one that was decided explains the decision for a while. */
export const retention: readonly Retention[] = [
  {
    name: 'unconfirmed-applications',
    kind: 'application',
    days: 1,
    least: 1,
    most: 30,
    targets: [
      {
        table: 'applications',
        key: ['id'],
        since: 'expires_at',
        when: { state: ['unconfirmed', 'withdrawn'] },
        then: 'delete',
      },
    ],
  },
  {
    name: 'decided-applications',
    kind: 'application',
    days: 180,
    least: 7,
    most: 3650,
    targets: [
      {
        table: 'applications',
        key: ['id'],
        since: 'decided_at',
        when: { state: ['accepted', 'refused'] },
        then: 'delete',
      },
    ],
  },
];
