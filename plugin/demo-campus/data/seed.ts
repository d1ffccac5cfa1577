import type { Campus } from '../campus.ts';
import { announcements } from './announcements.ts';
import { categories } from './categories.ts';
import { courses, groups } from './courses.ts';
import { categoryRoles, enrolments } from './enrolments.ts';
import { oddPeople } from './odd-people.ts';
import { mailDomain, ordinaryPeople } from './people.ts';

/** The same university at every start: nothing in it is random or depends on the day. */
export function createCampus(): Campus {
  const people = [...ordinaryPeople(), ...oddPeople()].sort((a, b) => a.id - b.id);
  return {
    university: {
      name: 'Lakeside University',
      nameZh: '湖滨大学',
      shortName: 'LU',
      domain: mailDomain,
    },
    categories: categories(),
    people: new Map(people.map((each) => [each.id, each])),
    courses: new Map(courses().map((each) => [each.id, each])),
    enrolments: enrolments(),
    groups: groups(),
    categoryRoles: categoryRoles(),
    announcements: announcements(),
  };
}
