import { z } from 'zod';
import { endpoint, id, cursor } from '../../../kernel/contract.ts';

/** Whether somebody can be reached, as far as that person lets the reader know. */
export const presence = z.enum(['online', 'in-meeting', 'away', 'offline']);
export type Presence = z.infer<typeof presence>;

/** One person as the reader may see them. */
export const entry = z.object({
  personId: id,
  name: z.string(),
  /** Names of the departments that the person is in. */
  departments: z.array(z.string()),
  /** Null where the reader may not see it. */
  campusNumber: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  presence: presence.nullable(),
  favourite: z.boolean(),
});
export type AddressBookEntry = z.infer<typeof entry>;

const page = z.object({ entries: z.array(entry), next: z.string().nullable() });

/** What to list: one of them. `query` also narrows a list. */
const where = z
  .strictObject({
    query: z.string().max(100).optional(),
    departmentId: id.optional(),
    courseId: id.optional(),
    groupId: id.optional(),
    list: z.enum(['favourites', 'recent']).optional(),
    cursor,
  })
  .refine(
    ({ departmentId, courseId, groupId, list }) =>
      [departmentId, courseId, groupId, list].filter((one) => one !== undefined).length < 2,
    'give one of departmentId, courseId, groupId and list',
  );

export const searchAddressBook = endpoint({
  id: 'searchAddressBook',
  summary:
    'People by name, pinyin, initials, number, mail or phone; or of a department (with what lies below it), course, group, one’s favourites or recent ones.',
  method: 'GET',
  path: '/api/address-book',
  who: 'person',
  query: where,
  reply: page,
});

/** A unit of the campus with how many people it and those below it have. */
export const unit = z.object({
  id,
  parentId: id.nullable(),
  name: z.string(),
  size: z.int().nonnegative(),
});
export type AddressBookUnit = z.infer<typeof unit>;

export const listUnits = endpoint({
  id: 'listUnits',
  summary: 'The tree of departments, and my own courses with their groups.',
  method: 'GET',
  path: '/api/address-book/units',
  who: 'person',
  reply: z.object({
    departments: z.array(unit),
    courses: z.array(
      z.object({
        id,
        title: z.string(),
        size: z.int().nonnegative(),
        groups: z.array(z.object({ id, name: z.string(), size: z.int().nonnegative() })),
      }),
    ),
  }),
});

const byPerson = z.strictObject({ personId: id });

export const addFavourite = endpoint({
  id: 'addFavourite',
  summary: 'Puts somebody among my favourites.',
  method: 'PUT',
  path: '/api/address-book/favourites/:personId',
  who: 'person',
  params: byPerson,
  reply: z.object({}),
});

export const removeFavourite = endpoint({
  id: 'removeFavourite',
  summary: 'Takes somebody out of my favourites.',
  method: 'DELETE',
  path: '/api/address-book/favourites/:personId',
  who: 'person',
  params: byPerson,
  reply: z.object({}),
});

const settings = z.strictObject({
  /** Hidden people are found by administrators and by those who host a course that they are in. */
  hidden: z.boolean(),
});

export const getAddressBookSettings = endpoint({
  id: 'getAddressBookSettings',
  summary: 'Whether others find me.',
  method: 'GET',
  path: '/api/address-book/me',
  who: 'person',
  reply: settings,
});

export const saveAddressBookSettings = endpoint({
  id: 'saveAddressBookSettings',
  summary: 'Hides me from the address book, or shows me again.',
  method: 'PUT',
  path: '/api/address-book/me',
  who: 'person',
  body: settings,
  reply: settings,
});
