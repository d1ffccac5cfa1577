import type { PersonalData, Step } from '../../../kernel/personal-data.ts';

const entry: Step = { table: 'address_book_people', key: 'seq', column: 'person_id' };

/** What somebody is found by; it follows from the person, and is made anew for whoever is left. */
const index = (
  [
    ['address_book_people', 'person_id', undefined],
    ['address_book_terms', 'seq', [entry]],
    ['address_book_units', 'seq', [entry]],
    ['address_book_marks', 'person_id', undefined],
  ] as const
).map(([table, column, via]): PersonalData => ({
  table,
  column,
  holds: 'person',
  kind: 'technical',
  shows: [],
  ...(via ? { via } : {}),
  erase: 'delete',
  merge: 'drop',
}));

const named = (by: string) => ({
  as: 'who',
  column: 'display_name',
  from: { table: 'people', key: 'id', by },
});

/** Favourites, whom somebody met, and who does not want to be found. */
export const personalData: readonly PersonalData[] = [
  ...index,
  {
    table: 'address_book_favourites',
    column: 'person_id',
    holds: 'person',
    kind: 'setting',
    shows: ['added_at'],
    knows: [named('favourite_id')],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'address_book_met',
    column: 'person_id',
    holds: 'person',
    kind: 'setting',
    shows: ['met_at'],
    knows: [named('met_id')],
    erase: 'delete',
    merge: 'move',
  },
  // Whose favourite somebody is, is the other's own matter: nothing of it is shown.
  ...[
    { table: 'address_book_favourites', column: 'favourite_id' },
    { table: 'address_book_met', column: 'met_id' },
  ].map((where): PersonalData => ({
    ...where,
    holds: 'person',
    kind: 'setting',
    shows: [],
    erase: 'delete',
    merge: 'move',
  })),
  {
    table: 'address_book_hidden',
    column: 'person_id',
    holds: 'person',
    kind: 'setting',
    shows: ['hidden_at'],
    erase: 'delete',
    merge: 'move',
  },
];
