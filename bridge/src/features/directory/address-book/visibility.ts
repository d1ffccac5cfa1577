/** Whether somebody works at the campus or studies there; who is both, or neither by what is known, studies. */
export type PersonKind = 'staff' | 'student';

/** Whose addresses students may see besides their own. */
export type StudentsSeeMailOf = 'nobody' | 'teachers' | 'course-mates';

export interface Reader {
  personId: string;
  kind: PersonKind;
  isAdmin: boolean;
}

/** Somebody in the address book, as far as rules need to know. */
export interface Target {
  personId: string;
  kind: PersonKind;
  hidden: boolean;
  active: boolean;
}

/** What the two are to each other by the courses that both are in now. */
export interface Relation {
  sharesCourse: boolean;
  teachesReader: boolean;
  /** The reader hosts a course that the other one is in, or of the own groups only one that is theirs as well. */
  readerHosts: boolean;
}

export const strangers: Relation = {
  sharesCourse: false,
  teachesReader: false,
  readerHosts: false,
};

/** Which facts of somebody the reader may see, and so may search by. The name and departments go with any. */
export interface Visible {
  email: boolean;
  phone: boolean;
  campusNumber: boolean;
}

const all: Visible = { email: true, phone: true, campusNumber: true };

/**
 * The one rule of who sees what of whom. A fact that may not be seen may not be searched by either, or
 * guessing would show it.
 * - A deactivated person is seen by nobody, a hidden one by themselves, admins and hosts of their courses.
 * - Staff see everybody's mail and campus number, and the phones of staff.
 * - Students see no phones and no campus numbers; mail as the campus allows.
 * - Who hosts a course sees mail and campus number of its members.
 * @returns null when the reader must not learn that there is such a person
 */
export function visible(
  reader: Reader,
  target: Target,
  { relation, studentsSeeMailOf }: { relation: Relation; studentsSeeMailOf: StudentsSeeMailOf },
): Visible | null {
  if (!target.active) return null;
  if (reader.personId === target.personId || reader.isAdmin) return all;
  if (target.hidden && !relation.readerHosts) return null;
  if (reader.kind === 'staff') {
    return { email: true, campusNumber: true, phone: target.kind === 'staff' };
  }
  const mail: Record<StudentsSeeMailOf, boolean> = {
    nobody: false,
    teachers: relation.teachesReader,
    'course-mates': relation.sharesCourse,
  };
  return {
    email: relation.readerHosts || mail[studentsSeeMailOf],
    campusNumber: relation.readerHosts,
    phone: false,
  };
}

/** What is known of somebody that tells staff from students. */
export interface KindFacts {
  campusNumber: string | null;
  /** What they are in their courses, each once. */
  roles: readonly string[];
}

/**
 * Staff or student. The campus's own numbering decides where it is configured and the person has a
 * number; else what they are in courses: who edits or manages one is staff, and so is who teaches and
 * attends none (an assistant who studies is a student). Who is not known to be staff has a student's rights.
 */
export function kindOf(
  { campusNumber, roles }: KindFacts,
  staffNumbers: RegExp | null,
): PersonKind {
  if (staffNumbers && campusNumber !== null) {
    return staffNumbers.test(campusNumber) ? 'staff' : 'student';
  }
  const is = (role: string) => roles.includes(role);
  if (is('editing-teacher') || is('manager')) return 'staff';
  return is('teacher') && !is('student') ? 'staff' : 'student';
}
