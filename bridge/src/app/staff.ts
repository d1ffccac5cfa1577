import { kindOf } from '../features/directory/address-book/index.ts';
import { createCourseRelations } from '../features/directory/courses/index.ts';
import type { Database } from '../kernel/database.ts';
import type { Registry } from './registry.ts';

/** Tells whether somebody is of the staff: they may ring and invite whole departments. */
export function staffReader(parts: {
  db: Database;
  registry: Pick<Registry, 'people' | 'courses'>;
  /** What campus numbers of staff look like; null: told by courses. */
  staffNumbers: RegExp | null;
}): (personId: string) => Promise<boolean> {
  const { db, registry, staffNumbers } = parts;
  const relations = createCourseRelations({ db, courses: registry.courses });
  return async (personId) => {
    const person = await registry.people.find(personId);
    const roles = (await relations.rolesOf([personId])).get(personId) ?? [];
    const campusNumber = person?.campusNumber ?? null;
    return kindOf({ campusNumber, roles }, staffNumbers) === 'staff';
  };
}
