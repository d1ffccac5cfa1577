import type { SourceOfPeople } from '../people/index.ts';
import type { CourseFacts, GroupFacts } from './course.ts';
import type { MemberFacts } from './diff.ts';

/** What a source says of one course and who is in it. `complete`: the list names everybody. */
export interface CourseReport {
  from: SourceOfPeople;
  course: CourseFacts;
  groups: readonly GroupFacts[];
  members: readonly MemberFacts[];
  complete: boolean;
  /** The source says that the course is no more: nobody is in it, whoever said so. */
  retired?: boolean;
}

/** What a course and its groups were called, and are from now on; what is called as before, too. */
export interface Retitled {
  courseId: string;
  course: { before: string; after: string };
  groups: { id: string; before: string; after: string }[];
}
