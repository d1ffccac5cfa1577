import type { JWTPayload } from 'jose';
import type { Course, Group } from '../campus.ts';
import { isInstructor } from './access.ts';
import type { Message } from './message.ts';
import type { Platform } from './platform.ts';
import { courseOr404, type ServiceResource } from './service-call.ts';
import { claims, mediaTypes, scopes } from './vocabulary.ts';

/**
 * What other LMSs offer and Moodle does not, in one course, to be tried: the Course Groups Service 1.0, and the review
 * of a submission out of the gradebook (LTI Submission Review 1.0).
 */
export const goesBeyond = ({ id }: Course): boolean => id === 13;

const groupsUrl = ({ origin }: Platform, course: Course, toolId: number): string =>
  `${origin}/mod/lti/services.php/CourseSection/${course.id}/bindings/${toolId}/groups`;

const groupsOf = ({ campus }: Platform, course: Course): Group[] =>
  campus.groups.filter(({ courseId }) => courseId === course.id);

/** Where a launch says that the course's groups are read. */
export const groupsClaim = (platform: Platform, { course, tool }: Message): JWTPayload =>
  goesBeyond(course)
    ? {
        [claims.groups]: {
          scope: [scopes.groups],
          context_groups_url: groupsUrl(platform, course, tool.id),
          service_versions: ['1.0'],
        },
      }
    : {};

/** The groups of a member, where a roster is asked for with groups. */
export const enrolledGroups = (
  platform: Platform,
  course: Course,
  { personId, query }: { personId: number; query: URLSearchParams },
): object =>
  goesBeyond(course) && query.get('groups') === 'true'
    ? {
        group_enrollments: groupsOf(platform, course)
          .filter(({ memberIds }) => memberIds.includes(personId))
          .map(({ id }) => ({ group_id: String(id) })),
      }
    : {};

/** Course Groups Service 1.0. */
export const contextGroups: ServiceResource = {
  methods: ['GET'],
  pattern: /^\/CourseSection\/(\d+)\/bindings\/(\d+)\/groups$/,
  formats: [mediaTypes.groups],
  scopes: () => [scopes.groups],
  toolId: (match) => match[2] ?? '',
  answer: (platform, _, match) => {
    const course = courseOr404(platform.campus, match[1]);
    const groups = groupsOf(platform, course).map(({ id, name }) => ({ id: String(id), name }));
    const body = { id: groupsUrl(platform, course, Number(match[2])), groups };
    return { status: 200, type: `${mediaTypes.groups}; charset=utf-8`, body };
  },
};

/** Whose work in which column of the gradebook is looked at. */
export interface Review {
  itemId: number;
  userId: number;
}

/** Teachers review anybody's, students their own. */
export const mayReview = (
  { campus }: Platform,
  { person, course }: Pick<Message, 'person' | 'course'>,
  { userId }: Review,
): boolean => goesBeyond(course) && (isInstructor(campus, person, course) || person.id === userId);
