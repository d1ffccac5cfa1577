/** What the demo's university is made of. The object made by `data/seed.ts` is the truth of the demo while it runs. */

/** Role of a person in a course or category, by Moodle's short names; `teacher` is the non-editing one. */
export type Role = 'editingteacher' | 'teacher' | 'student' | 'manager';

/** Why someone is there: what one can try with this person. */
export type PersonKind = 'it-admin' | 'department-admin' | 'teacher' | 'student';

/** A college, or a department within one (Moodle: course category; directory: organisational unit). */
export interface Category {
  id: number;
  /** 0 for a college. */
  parentId: number;
  kind: 'college' | 'department';
  name: string;
  idNumber: string;
}

export interface Person {
  /** Moodle's user number, from 2. */
  id: number;
  kind: PersonKind;
  username: string;
  password: string;
  firstName: string;
  lastName: string;
  email: string;
  /** Campus number; empty where the campus has given none. */
  idNumber: string;
  /** Campus number in the directory, where the LMS has another one. */
  directoryNumber?: string;
  /** Mobile number, E.164; empty where unknown. */
  phone: string;
  /** A Category of kind `department`. */
  departmentId: number;
  /** Moodle's language code. */
  lang: 'zh_cn' | 'en';
  /** The account may not sign in. */
  suspended: boolean;
  /** The row stays, as in Moodle: user name and mail are scrambled, enrolments are gone. */
  deleted: boolean;
  siteAdmin: boolean;
  /** Last change of the row, milliseconds since 1970. */
  modifiedAt: number;
}

/** What the embedding page permits the tool's frame: as Moodle does, everything as other LMSs do, or no devices. */
export type FramePermissions = 'moodle' | 'full' | 'none';

/** An LTI activity in a course. */
export interface Activity {
  /** Course module number (Moodle's `id` in /mod/lti/view.php). */
  cmid: number;
  /** Number of the LTI link itself (`resource_link.id`). */
  instanceId: number;
  title: string;
  /** Plain text below the title. */
  intro: string;
  container: 'iframe' | 'window';
  permissions: FramePermissions;
  /** The registered tool (deployment) that it opens. */
  toolId: number;
  /** Where it opens; null = the tool's own address. */
  url: string | null;
  /** Custom parameters of this link, as deep linking gave them. */
  custom: Record<string, string>;
  /** Greatest grade; null = not graded. */
  gradeMaximum: number | null;
}

export interface Course {
  id: number;
  categoryId: number;
  shortName: string;
  /** Raw: may contain anything that a teacher typed, markup too. */
  fullName: string;
  idNumber: string;
  visible: boolean;
  /** Moodle's: 0 none, 1 separate, 2 visible groups. */
  groupMode: 0 | 1 | 2;
  /** People without an account, and those who are not enrolled, may look at it as guests. */
  guestAccess: boolean;
  /** First and last moment of the course, milliseconds since 1970. */
  startsAt: number;
  endsAt: number;
  activities: Activity[];
}

export interface Enrolment {
  courseId: number;
  personId: number;
  role: Role;
  status: 'active' | 'suspended';
  /** Milliseconds since 1970; 0 = no limit. */
  start: number;
  end: number;
}

export interface Group {
  id: number;
  courseId: number;
  name: string;
  idNumber: string;
  memberIds: number[];
}

/** A role above courses; Moodle does not list it among a course's people. */
export interface CategoryRole {
  categoryId: number;
  personId: number;
  role: 'manager';
}

export interface Announcement {
  courseId: number;
  authorId: number;
  at: number;
  title: string;
  text: string;
}

export interface Campus {
  university: { name: string; nameZh: string; shortName: string; domain: string };
  categories: Category[];
  people: Map<number, Person>;
  courses: Map<number, Course>;
  enrolments: Enrolment[];
  groups: Group[];
  categoryRoles: CategoryRole[];
  announcements: Announcement[];
}

/** True when the enrolment counts at `now` (milliseconds): not suspended, begun, not over. */
export function isActive(enrolment: Enrolment, now: number): boolean {
  const begun = enrolment.start === 0 || enrolment.start <= now;
  const over = enrolment.end !== 0 && enrolment.end <= now;
  return enrolment.status === 'active' && begun && !over;
}

/** The enrolments of a course, whatever their status. */
export const enrolmentsOf = (campus: Campus, courseId: number): Enrolment[] =>
  campus.enrolments.filter((enrolment) => enrolment.courseId === courseId);

/** One person's enrolment in a course. */
export const enrolmentIn = (
  campus: Campus,
  course: number,
  person: number,
): Enrolment | undefined =>
  campus.enrolments.find((each) => each.courseId === course && each.personId === person);

/** Whoever signs in with this user name; deleted people do not. */
export function personByUsername(campus: Campus, username: string): Person | undefined {
  const wanted = username.trim().toLowerCase();
  return [...campus.people.values()].find((each) => !each.deleted && each.username === wanted);
}

/** The activity with this course module number, and its course. */
export function activityByCmid(
  campus: Campus,
  cmid: number,
): { course: Course; activity: Activity } | undefined {
  for (const course of campus.courses.values()) {
    const activity = course.activities.find((each) => each.cmid === cmid);
    if (activity) return { course, activity };
  }
  return undefined;
}

/** The category and those above it, innermost first. */
export function categoryPath(campus: Campus, categoryId: number): Category[] {
  const category = campus.categories.find((each) => each.id === categoryId);
  return category ? [category, ...categoryPath(campus, category.parentId)] : [];
}

/** True when the person manages the category of the course or one above it, or is site administrator. */
export function managesCourse(campus: Campus, personId: number, course: Course): boolean {
  const path = categoryPath(campus, course.categoryId).map((category) => category.id);
  const manager = campus.categoryRoles.some(
    (each) => each.personId === personId && path.includes(each.categoryId),
  );
  return manager || campus.people.get(personId)?.siteAdmin === true;
}
