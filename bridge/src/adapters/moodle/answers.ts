import { decodeHTML } from 'entities';
import { z } from 'zod';

/** Moodle escapes the names of courses, categories and groups as HTML (format_string), but not the names of people. */
const escapedName = z.string().transform((name) => decodeHTML(name));

const absent = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** core_webservice_get_site_info, as far as it is used. */
export const siteInfo = z.object({
  sitename: z.string(),
  siteurl: z.string(),
  release: z.string().default(''),
  functions: z.array(z.object({ name: z.string() })),
  /** Of the token's account; not said before Moodle 4.0. */
  userissiteadmin: z.boolean().optional(),
});

/** core_course_get_categories. */
export const categories = z.array(
  z.object({ id: z.int(), name: escapedName, parent: z.int(), path: z.string() }),
);

export const course = z.object({
  id: z.int(),
  fullname: escapedName,
  shortname: escapedName,
  categoryid: z
    .int()
    .nullish()
    .transform((id) => id ?? null),
  contacts: z.array(z.object({ id: z.int() })).default([]),
  visible: z.int().optional(),
});
export type MoodleCourse = z.infer<typeof course>;

/** core_course_get_courses_by_field. */
export const coursesByField = z.object({ courses: z.array(course) });

/** One line of core_enrol_get_enrolled_users. Keys of empty fields are missing. */
export const enrolledUser = z.object({
  id: z.int(),
  firstname: z.string().default(''),
  lastname: z.string().default(''),
  fullname: z.string().default(''),
  email: absent,
  phone1: absent,
  phone2: absent,
  idnumber: absent,
  roles: z.array(z.object({ shortname: z.string() })).default([]),
  groups: z.array(z.object({ id: z.int(), name: escapedName })).default([]),
});
export type EnrolledUser = z.infer<typeof enrolledUser>;

/** core_user_get_users_by_field: says what the list of enrolled users does not. */
export const userDetails = z.object({
  id: z.int(),
  suspended: z.boolean().default(false),
  timezone: absent,
  lang: absent,
});
export type UserDetails = z.infer<typeof userDetails>;
