import { z } from 'zod';
import type { Course } from '../../campus.ts';
import { can, enterCourse } from '../access.ts';
import { invalidParameter } from '../errors.ts';
import { bool, int, list, name, parse, raw, text } from '../params.ts';
import type { Site } from '../site.ts';
import { allCourses, fullCourse, listedCourse, publicCourse } from './course-rows.ts';
import { webService } from './web-service.ts';

/** core_course_get_courses: fails as a whole at the first course that the account may not enter; unknown ids are left out. */
export const getCourses = webService(
  'core_course_get_courses',
  z.strictObject({ options: z.strictObject({ ids: list(int).optional() }).optional() }),
  (site, { options }) => {
    const ids = options?.ids;
    const wanted = allCourses(site).filter(({ id }) => ids === undefined || ids.includes(id));
    for (const { id } of wanted) if (id !== 1) enterCourse(site, id);
    return wanted.map((course) => listedCourse(site, course));
  },
);

type Finder = (course: Course) => boolean;

/** How `value` is read for each `field`; idnumber and shortname compare as MariaDB does, without regard to case. */
const finders: Record<string, (value: string) => Finder> = {
  '': () => () => true,
  id:
    (value) =>
    ({ id }) =>
      id === parse(int, value),
  ids:
    (value) =>
    ({ id }) =>
      value.split(',').includes(String(id)),
  shortname:
    (value) =>
    ({ shortName }) =>
      sameText(shortName, parse(text, value)),
  idnumber:
    (value) =>
    ({ idNumber }) =>
      sameText(idNumber, value),
  category:
    (value) =>
    ({ categoryId }) =>
      categoryId === parse(int, value),
};

const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** core_course_get_courses_by_field: hidden courses are left out silently for whoever may not see them. */
export const getCoursesByField = webService(
  'core_course_get_courses_by_field',
  z.strictObject({ field: name.optional(), value: raw.optional() }),
  (site, { field = '', value = '' }) => {
    const finder = Object.hasOwn(finders, field) ? finders[field] : undefined;
    if (finder === undefined) throw invalidParameter();
    const courses = allCourses(site).filter(finder(value));
    return {
      courses: visibleTo(site, courses).map((course) => fullCourse(site, course)),
      warnings: [],
    };
  },
);

const visibleTo = (site: Site, courses: Course[]): Course[] =>
  courses.filter(({ visible }) => visible || can(site, 'moodle/course:viewhiddencourses'));

/** core_course_search_courses by words in names, number and summary, paged from 0. */
export const searchCourses = webService(
  'core_course_search_courses',
  z.strictObject({
    criterianame: z.literal('search'),
    criteriavalue: raw,
    page: int.optional(),
    perpage: int.optional(),
    requiredcapabilities: list(raw).optional(),
    limittoenrolled: bool.optional(),
    onlywithcompletion: bool.optional(),
  }),
  (site, { criteriavalue, page = 0, perpage = 0, limittoenrolled = false }) => {
    const words = criteriavalue.toLowerCase().split(/\s+/u).filter(Boolean);
    const found = visibleTo(site, allCourses(site).slice(1)).filter(
      ({ fullName, shortName, idNumber }) => {
        const where = `${fullName} ${shortName} ${idNumber}`.toLowerCase();
        // The service account is enrolled nowhere.
        return !limittoenrolled && words.every((word) => where.includes(word));
      },
    );
    const shown = perpage > 0 ? found.slice(page * perpage, (page + 1) * perpage) : found;
    return {
      total: found.length,
      courses: shown.map((course) => publicCourse(site, course)),
      warnings: [],
    };
  },
);
