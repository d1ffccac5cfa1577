import { z } from 'zod';
import { endpoint, file, id, lines, mediaTypes, moment, text } from '../../../kernel/contract.ts';
import { mostSeats } from '../contract.ts';
import {
  attendanceRule,
  attendanceStatus,
  attendee,
  cell,
  correctedStatus,
  guest,
  objection,
  record,
  sums,
  timedMeeting,
} from './records-contract.ts';

export * from './records-contract.ts';

/** How long what somebody writes about attendance may be. */
export const attendanceLengths = { reason: 300, note: 1000 } as const;

const byMeeting = z.strictObject({ meetingId: id });
const byCourse = z.strictObject({ courseId: id });
const done = z.object({ ok: z.literal(true) });

export const getMeetingAttendance = endpoint({
  id: 'getMeetingAttendance',
  summary:
    "Who was in a course's meeting, from when to when, and who never came; while it runs as well. For those who may host the course.",
  method: 'GET',
  path: '/api/meetings/:meetingId/attendance',
  who: 'person',
  params: byMeeting,
  reply: z.object({
    courseId: id,
    meeting: timedMeeting,
    rule: attendanceRule,
    people: z.array(attendee),
    guests: z.array(guest),
    /** How many were in, from the beginning to the end. */
    curve: z.array(z.object({ at: moment, present: z.int().nonnegative() })),
  }),
});
export type MeetingAttendance = z.infer<(typeof getMeetingAttendance)['reply']>;

/** A moment from which, and one before which meetings began. */
const termQuery = z.strictObject({
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
});

export const getCourseAttendance = endpoint({
  id: 'getCourseAttendance',
  summary:
    'The attendance of all meetings of a course that are over, person by person. For those who may host it; of the own groups’ meetings for who hosts only these.',
  method: 'GET',
  path: '/api/courses/:courseId/attendance',
  who: 'person',
  params: byCourse,
  query: termQuery,
  reply: z.object({
    title: z.string(),
    rule: attendanceRule,
    /** The oldest first. */
    meetings: z.array(timedMeeting),
    people: z.array(
      z.object({
        personId: id,
        displayName: z.string(),
        campusNumber: z.string().nullable(),
        /** By the meetings' order; null: was not for them. */
        cells: z.array(cell.nullable()),
        sums,
      }),
    ),
    /** What students object to and nobody has answered, the oldest first. */
    objections: z.array(
      objection.extend({
        meetingId: id,
        personId: id,
        displayName: z.string(),
        computed: attendanceStatus,
      }),
    ),
  }),
});
export type CourseAttendance = z.infer<(typeof getCourseAttendance)['reply']>;

const form = { form: z.enum(['xlsx', 'csv']).default('xlsx'), language: z.enum(['en', 'zh-CN']) };
/** Times in a sheet are the reader's. */
const timezone = z.string().max(64);

export const exportMeetingAttendance = endpoint({
  id: 'exportMeetingAttendance',
  summary: 'The attendance of one meeting as a sheet. For those who may host the course.',
  method: 'GET',
  path: '/api/meetings/:meetingId/attendance/export',
  who: 'person',
  params: byMeeting,
  query: z.strictObject({ ...form, timezone }),
  reply: file,
  download: [mediaTypes.xlsx, mediaTypes.csv],
});

export const exportCourseAttendance = endpoint({
  id: 'exportCourseAttendance',
  summary:
    "The attendance of a course's meetings as a sheet. For those who may host it; of the own groups’ meetings for who hosts only these.",
  method: 'GET',
  path: '/api/courses/:courseId/attendance/export',
  who: 'person',
  params: byCourse,
  query: z.strictObject({ ...form, timezone, ...termQuery.shape }),
  reply: file,
  download: [mediaTypes.xlsx, mediaTypes.csv],
});

export const setAttendanceRule = endpoint({
  id: 'setAttendanceRule',
  summary: 'Sets by what attendance is decided in a course. For those who may host it.',
  method: 'PUT',
  path: '/api/courses/:courseId/attendance/rule',
  who: 'person',
  params: byCourse,
  body: attendanceRule,
  reply: done,
});

export const setMeetingCounts = endpoint({
  id: 'setMeetingCounts',
  summary: 'Says whether a meeting counts in the term. For those who may host the course.',
  method: 'PUT',
  path: '/api/meetings/:meetingId/attendance/counts',
  who: 'person',
  params: byMeeting,
  body: z.strictObject({ counts: z.boolean() }),
  reply: done,
});

export const correctAttendance = endpoint({
  id: 'correctAttendance',
  summary:
    'Corrects what a meeting was to some people, or excuses them; it is marked as such. For those who may host the course.',
  method: 'POST',
  path: '/api/meetings/:meetingId/attendance/corrections',
  who: 'person',
  params: byMeeting,
  body: z.strictObject({
    personIds: z.array(id).min(1).max(mostSeats),
    status: correctedStatus,
    reason: text(attendanceLengths.reason),
  }),
  reply: z.object({ correctionIds: z.array(id) }),
});

export const undoCorrections = endpoint({
  id: 'undoAttendanceCorrections',
  summary:
    'Takes corrections back; what stood before counts again. For those who may host the course.',
  method: 'POST',
  path: '/api/meetings/:meetingId/attendance/corrections/undo',
  who: 'person',
  params: byMeeting,
  body: z.strictObject({ correctionIds: z.array(id).min(1).max(mostSeats) }),
  reply: done,
});

export const objectToAttendance = endpoint({
  id: 'objectToAttendance',
  summary: "Objects to one's own attendance of a meeting that is over; one objection at a time.",
  method: 'POST',
  path: '/api/meetings/:meetingId/attendance/objections',
  who: 'person',
  params: byMeeting,
  body: z.strictObject({ note: lines(attendanceLengths.note) }),
  reply: done,
});

export const answerObjection = endpoint({
  id: 'answerAttendanceObjection',
  summary:
    'Answers an objection: refuses it, or corrects what it is about. For those who may host the course.',
  method: 'POST',
  path: '/api/meetings/:meetingId/attendance/objections/:objectionId/answer',
  who: 'person',
  params: z.strictObject({ meetingId: id, objectionId: id }),
  body: z.strictObject({
    /** Null refuses. */
    status: correctedStatus.nullable(),
    answer: text(attendanceLengths.reason),
  }),
  reply: done,
});

export const getMyAttendance = endpoint({
  id: 'getMyAttendance',
  summary: "The caller's own attendance of a course's meetings.",
  method: 'GET',
  path: '/api/courses/:courseId/attendance/mine',
  who: 'person',
  params: byCourse,
  reply: z.object({
    title: z.string(),
    rule: attendanceRule,
    /** The latest first. */
    meetings: z.array(z.object({ meeting: timedMeeting, record })),
    sums,
  }),
});
export type MyAttendance = z.infer<(typeof getMyAttendance)['reply']>;

export const listMyAttendance = endpoint({
  id: 'listMyAttendance',
  summary: 'What the caller’s attendance comes to in each course that has had meetings.',
  method: 'GET',
  path: '/api/attendance/mine',
  who: 'person',
  reply: z.object({ courses: z.array(z.object({ courseId: id, title: z.string(), sums })) }),
});
