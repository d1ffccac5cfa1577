import type { Attendee } from '../../bridge/src/features/meetings/attendance/contract.ts';
import {
  aMeetingOver,
  aTerm,
  correction,
  myAttendance,
  objection,
  type AttendanceWorld,
} from './attendance.ts';
import type { Asked } from './campus-answers.ts';
import { courseId, uuid, type SceneLocale } from './people.ts';

type Answers = Record<string, (asked: Asked) => unknown>;

/** Answers as the bridge does; corrections and answers change what is told. */
export function attendanceAnswers(
  world: Partial<AttendanceWorld> | undefined,
  locale: SceneLocale,
): Answers {
  const now: AttendanceWorld = {
    meeting: aMeetingOver(locale),
    term: aTerm(locale),
    mine: myAttendance(locale),
    ...world,
  };
  const correct = (ids: unknown, change: (one: Attendee) => Partial<Attendee>): void => {
    const chosen = Array.isArray(ids) ? ids : [];
    const people = now.meeting.people.map((one) =>
      chosen.includes(one.personId) || chosen.includes(one.correction?.id)
        ? { ...one, ...change(one) }
        : one,
    );
    now.meeting = { ...now.meeting, people };
  };
  const ok = { ok: true };
  const theGrades = {
    isOffered: true,
    isOn: true,
    byPlugin: false,
    measure: 'attended',
    per: 'link',
    activities: [
      {
        title: locale === 'en' ? 'Lecture' : '大课',
        isOwn: true,
        given: 94,
        waiting: 6,
        failure: 'lti/platform-unavailable',
      },
      {
        title: locale === 'en' ? 'Office hour' : '答疑',
        isOwn: false,
        given: 47,
        waiting: 0,
        failure: null,
      },
    ],
    failure: 'lti/platform-unavailable',
    failedAt: Date.now(),
    isFrozen: false,
    given: 141,
    waiting: 6,
    givenAt: Date.now() - 3_600_000,
    refused: now.term.people.slice(1, 3).map(({ personId, displayName }) => ({
      personId,
      displayName,
      failure: 'grades/no-account',
    })),
  };
  return {
    getMeetingAttendance: () => now.meeting,
    getCourseAttendance: () => now.term,
    getMyAttendance: () => now.mine,
    listMyAttendance: () => ({
      courses: [{ courseId, title: now.mine.title, sums: now.mine.sums }],
    }),
    correctAttendance: ({ body }) => {
      const status = body['status'] as 'attended';
      correct(body['personIds'], () => ({
        status,
        correction: { ...correction(locale), status, reason: String(body['reason']) },
      }));
      return { correctionIds: [uuid(460)] };
    },
    undoAttendanceCorrections: ({ body }) => {
      correct(body['correctionIds'], ({ computed }) => ({ status: computed, correction: null }));
      return ok;
    },
    setAttendanceRule: () => ok,
    setMeetingCounts: ({ body }) => {
      now.meeting = {
        ...now.meeting,
        meeting: { ...now.meeting.meeting, counts: body['counts'] === true },
      };
      return ok;
    },
    objectToAttendance: ({ params, body }) => {
      const meetings = now.mine.meetings.map((one) =>
        one.meeting.id === params['meetingId']
          ? {
              ...one,
              record: {
                ...one.record,
                objections: [{ ...objection(locale), note: String(body['note']) }],
              },
            }
          : one,
      );
      now.mine = { ...now.mine, meetings };
      return ok;
    },
    answerAttendanceObjection: () => {
      now.term = { ...now.term, objections: [] };
      return ok;
    },
    getGrades: () => theGrades,
    setGrades: ({ body }) => Object.assign(theGrades, body),
    retryGrades: () => Object.assign(theGrades, { refused: [] }),
    exportCourseAttendance: () => sheet,
    exportMeetingAttendance: () => sheet,
  };
}

const sheet = {
  name: 'attendance.csv',
  type: 'text/csv',
  content: new TextEncoder().encode('a,b\r\n'),
};
