import { z } from 'zod';
import type { Person } from '../../campus.ts';
import { can } from '../access.ts';
import { codingError } from '../errors.ts';
import { int, list, name, parse, raw } from '../params.ts';
import { seesField, userRow } from './user-row.ts';
import { webService } from './web-service.ts';

const readers: Record<string, (person: Person) => string> = {
  id: (person) => String(person.id),
  idnumber: (person) => person.idNumber,
  username: (person) => person.username,
  email: (person) => person.email,
};

/**
 * core_user_get_users_by_field: unknown values are skipped, deleted people are found, and a field that the account does
 * not see finds nobody.
 */
export const getUsersByField = webService(
  'core_user_get_users_by_field',
  z.strictObject({ field: name, values: list(raw) }),
  (site, { field, values }) => {
    const read = Object.hasOwn(readers, field) ? readers[field] : undefined;
    if (read === undefined) throw codingError('invalid field parameter');
    if (field === 'id') for (const value of values) parse(int, value);
    const seen = field === 'id' || seesField(site, field);
    if (!can(site, 'moodle/user:viewdetails') || !seen) return [];
    const wanted = new Set(values.map((value) => value.toLowerCase()));
    return [...site.campus.people.values()]
      .filter((person) => wanted.has(read(person).toLowerCase()))
      .sort((a, b) => a.id - b.id)
      .map((person) => ({
        ...userRow(site, person),
        suspended: person.suspended,
        timezone: 'Asia/Shanghai',
      }));
  },
);
