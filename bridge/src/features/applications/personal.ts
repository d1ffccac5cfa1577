import type { PersonalData } from '../../kernel/personal-data.ts';

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
