import type { EnrolledUser, UserDetails } from './answers.ts';

/** Fields of people that are read before they are believed. */
export type ReadField = 'givenName' | 'familyName' | 'email' | 'campusNumber' | 'phone';

/** What a value that Moodle gives is taken as; null where it is taken for none. */
export type TakenAs = (field: ReadField, value: string) => string | null;

/** A person as Moodle gives them: field, its name in Moodle, what is given, what it is taken as. */
export interface Example {
  title: string;
  fields: { field: string; attribute: string; given: string; taken: string }[];
}

/** Shows a person field by field. */
export function exampleOf(
  user: EnrolledUser,
  details: UserDetails | undefined,
  takenAs: TakenAs,
): Example {
  const read = (field: ReadField, attribute: string, value: string | null) => ({
    field,
    attribute,
    given: value === null || value === '' ? '(absent)' : value,
    taken: value === null || value === '' ? '' : (takenAs(field, value) ?? '(no value)'),
  });
  const said = (field: string, attribute: string, value: string | null | undefined) => ({
    field,
    attribute,
    given: value ?? '(absent)',
    taken: value ?? '',
  });
  const suspended = details ? (details.suspended ? 'yes' : 'no') : undefined;
  return {
    title: `user ${user.id}`,
    fields: [
      read('givenName', 'firstname', user.firstname),
      read('familyName', 'lastname', user.lastname),
      read('email', 'email', user.email),
      read('campusNumber', 'idnumber', user.idnumber),
      read('phone', 'phone2 or phone1', user.phone2 ?? user.phone1),
      said('suspended', 'suspended', suspended),
      said('timezone', 'timezone', details?.timezone === '99' ? 'server' : details?.timezone),
      said('locale', 'lang', details?.lang),
      said('role', 'roles', user.roles.map(({ shortname }) => shortname).join(', ') || null),
      said('groups', 'groups', user.groups.map(({ name }) => name).join(', ') || null),
    ],
  };
}
