import type { Campus, Course, Person } from '../campus.ts';

/** Moodle's one user for all guests, who is in no list of people; its password is its name. */
export const guestPerson: Person = {
  id: 1,
  kind: 'student',
  username: 'guest',
  password: 'guest',
  firstName: 'Guest',
  lastName: '访客',
  email: '',
  idNumber: '',
  phone: '',
  departmentId: 0,
  lang: 'zh_cn',
  suspended: false,
  deleted: false,
  siteAdmin: false,
  modifiedAt: 0,
};

/** Whether somebody is signed in as Moodle's guest, and so as nobody in particular. */
export const isGuest = (person: Pick<Person, 'id'>): boolean => person.id === guestPerson.id;

/** Whether a course is shown to those who are not in it. */
export const isOpenToGuests = ({ guestAccess, visible }: Course): boolean => guestAccess && visible;

/** Courses that anybody may look at. */
export const guestCourses = (campus: Campus): Course[] =>
  [...campus.courses.values()].filter(isOpenToGuests);
