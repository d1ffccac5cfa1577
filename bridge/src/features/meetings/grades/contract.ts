import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

/** Of what a grade is made: of the share of meetings attended, or of the part of all time. */
export const gradeMeasure = z.enum(['attended', 'time']);
export type GradeMeasure = z.infer<typeof gradeMeasure>;

/** One line item for the course (the term), or one for each of its activities in the LMS. */
export const gradePer = z.enum(['course', 'link']);
export type GradePer = z.infer<typeof gradePer>;

const byCourse = z.strictObject({ courseId: id });

/** How grades of a course stand. */
export const gradesView = z.object({
  /** False: the LMS has offered no gradebook in any launch of the course. */
  isOffered: z.boolean(),
  /** Moodle's plugin keeps grades of this course by itself: we make no second line item there. */
  byPlugin: z.boolean(),
  isOn: z.boolean(),
  measure: gradeMeasure,
  per: gradePer,
  /** The activities by which the LMS opened us. */
  activities: z.array(
    z.object({
      title: z.string().nullable(),
      /** It opens meetings of its own, not the course's room. */
      isOwn: z.boolean(),
      given: z.int().nonnegative(),
      waiting: z.int().nonnegative(),
      failure: z.string().nullable(),
    }),
  ),
  /** Why the gradebook took nothing lately, as a failure's code; null: it does. */
  failure: z.string().nullable(),
  failedAt: moment.nullable(),
  /** Meetings that grades were made of are forgotten: grades stay as they were given. */
  isFrozen: z.boolean(),
  given: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  /** When the last one was given. */
  givenAt: moment.nullable(),
  /** Whose grade the LMS did not take, and why. */
  refused: z.array(z.object({ personId: id, displayName: z.string(), failure: z.string() })),
});
export type GradesView = z.infer<typeof gradesView>;

export const getGrades = endpoint({
  id: 'getGrades',
  summary: 'How grades by attendance stand in a course. For those who may host it.',
  method: 'GET',
  path: '/api/courses/:courseId/grades',
  who: 'person',
  params: byCourse,
  reply: gradesView,
});

export const setGrades = endpoint({
  id: 'setGrades',
  summary:
    'Switches grades by attendance on or off, into one line item for the course or one for each activity; line items and what is in them stay in the LMS. For those who may host the course.',
  method: 'PUT',
  path: '/api/courses/:courseId/grades',
  who: 'person',
  params: byCourse,
  body: z.strictObject({
    isOn: z.boolean(),
    measure: gradeMeasure,
    per: gradePer.default('course'),
  }),
  reply: gradesView,
});

export const retryGrades = endpoint({
  id: 'retryGrades',
  summary: 'Tries at once again what the LMS did not take. For those who may host the course.',
  method: 'POST',
  path: '/api/courses/:courseId/grades/retry',
  who: 'person',
  params: byCourse,
  reply: gradesView,
});
