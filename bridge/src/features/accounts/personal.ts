import type { PersonalData } from '../../kernel/personal-data.ts';

/** By what somebody logs in. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'person_passwords',
    column: 'person_id',
    holds: 'person',
    kind: 'login',
    shows: ['set_at'],
    erase: 'delete',
    merge: 'survivor',
  },
  {
    table: 'login_contacts',
    column: 'person_id',
    holds: 'person',
    kind: 'login',
    shows: ['contact_key', 'confirmed_at'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'login_codes',
    column: 'person_id',
    holds: 'person',
    kind: 'login',
    shows: ['via', 'asked_at', 'sent_at', 'used_at'],
    erase: 'delete',
    merge: 'drop',
  },
  ...(['identifier', 'contact'] as const).map((column): PersonalData => ({
    table: 'login_codes',
    column,
    holds: 'address',
    kind: 'login',
    shows: [],
    erase: 'delete',
    merge: 'drop',
  })),
  {
    table: 'login_proofs',
    column: 'session_id',
    holds: 'participant',
    via: [{ table: 'sessions', key: 'id', column: 'person_id' }],
    kind: 'login',
    shows: ['proven_at'],
    erase: 'delete',
    merge: 'move',
  },
];
