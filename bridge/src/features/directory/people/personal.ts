import type { PersonalData } from '../../../kernel/personal-data.ts';

const blank = {
  display_name: '',
  given_name: '',
  family_name: '',
  sort_name: '',
  search_name: '',
  email: null,
  email_key: null,
  campus_number: null,
  phone: null,
  phone_key: null,
  locale: null,
  timezone: null,
  status: 'erased',
};

/** What is kept about a person here. The row in `people` itself stays as a blank one: kept rows refer to it. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'people',
    column: 'id',
    holds: 'person',
    kind: 'identity',
    shows: [
      ...['display_name', 'given_name', 'family_name', 'email', 'campus_number', 'phone'],
      ...['locale', 'timezone', 'status', 'created_at', 'updated_at'],
    ],
    erase: {
      keep: blank,
    },
    merge: 'survivor',
  },
  {
    // Who was merged with an LMS's test user stays somebody.
    table: 'test_people',
    column: 'person_id',
    holds: 'person',
    kind: 'technical',
    shows: [],
    erase: 'delete',
    merge: 'drop',
  },
  {
    table: 'person_accounts',
    column: 'person_id',
    holds: 'person',
    kind: 'identity',
    shows: ['realm', 'external_id'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'person_records',
    column: 'person_id',
    holds: 'person',
    kind: 'identity',
    shows: ['source', 'external_id', 'said', 'seen_at', 'changed_at', 'gone_at'],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'people',
    column: 'merged_into',
    holds: 'person',
    kind: 'identity',
    shows: ['display_name', 'created_at'],
    erase: { keep: { ...blank, merged_into: null } },
    merge: 'move',
  },
  {
    table: 'person_conflict_candidates',
    column: 'person_id',
    holds: 'person',
    kind: 'identity',
    shows: [],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'person_conflicts',
    column: 'said',
    holds: 'text',
    kind: 'identity',
    shows: [],
    erase: 'delete',
    merge: 'drop',
  },
  {
    table: 'person_apart',
    column: 'person_id',
    holds: 'person',
    kind: 'identity',
    shows: ['realm', 'external_id'],
    erase: 'delete',
    merge: 'move',
  },
];
