import { route, type Route } from '../../../kernel/route.ts';
import type { Access } from './access.ts';
import type { Changes } from './changes.ts';
import * as contract from './contract.ts';
import type { createObjections } from './objections.ts';
import type { AttendanceDeps } from './ports.ts';
import { isExpected } from './reading.ts';
import type { Reports } from './reports.ts';
import { courseSheet, meetingSheet } from './sheets.ts';
import type { createLookTrail } from './trail.ts';

export interface RouteDeps extends Pick<AttendanceDeps, 'courses' | 'writer'> {
  access: Access;
  reports: Reports;
  changes: Changes;
  objections: ReturnType<typeof createObjections>;
  trail: ReturnType<typeof createLookTrail>;
}

/** Attendance over HTTP. */
export const attendanceRoutes = (deps: RouteDeps): Route[] => [
  ...readingRoutes(deps),
  ...exportRoutes(deps),
  ...changingRoutes(deps),
];

const ok = { ok: true } as const;

function readingRoutes({ access, reports, trail, courses }: RouteDeps): Route[] {
  return [
    route(contract.getMeetingAttendance, 'read', async ({ caller, params: { meetingId } }) => {
      const meeting = await access.hostOf(meetingId, caller.personId);
      const found = await reports.meeting(meeting);
      await trail.looked(caller.personId, { kind: 'meeting', id: meetingId, name: meeting.title });
      return found;
    }),
    route(contract.getCourseAttendance, 'read', async ({ caller, params, query }) => {
      const { course, groupIds } = await access.termViewer(params.courseId, caller.personId);
      const { id, title } = course;
      const found = await reports.course({ id, title }, { ...query, groupIds });
      await trail.looked(caller.personId, { kind: 'course', id, name: title });
      return found;
    }),
    route(contract.getMyAttendance, 'read', async ({ caller, params }) => {
      const { course } = await access.member(params.courseId, caller.personId);
      return reports.mine(course, caller.personId);
    }),
    route(contract.listMyAttendance, 'read', async ({ caller: { personId } }) => {
      const found = [];
      for (const { course, role } of await courses.coursesOf(personId)) {
        if (!isExpected(role)) continue;
        const { id, title } = course;
        const { meetings, sums } = await reports.mine({ id, title }, personId);
        if (meetings.length > 0) found.push({ courseId: id, title, sums });
      }
      return { courses: found };
    }),
  ];
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function exportRoutes({ access, reports, trail, writer }: RouteDeps): Route[] {
  const fileOf = async (table: Parameters<typeof writer.csv>[0], form: 'csv' | 'xlsx') =>
    form === 'csv'
      ? { name: 'attendance.csv', type: 'text/csv; charset=utf-8', content: writer.csv(table) }
      : { name: 'attendance.xlsx', type: xlsx, content: await writer.xlsx([table]) };
  return [
    route(contract.exportMeetingAttendance, 'write', async ({ caller, params, query }) => {
      const meeting = await access.hostOf(params.meetingId, caller.personId);
      const { id, title: name } = meeting;
      const table = meetingSheet(await reports.meeting(meeting), query);
      await trail.exported(caller.personId, { kind: 'meeting', id, name }, query.form);
      return fileOf(table, query.form);
    }),
    route(contract.exportCourseAttendance, 'write', async ({ caller, params, query }) => {
      const { course, groupIds } = await access.termViewer(params.courseId, caller.personId);
      const { id, title } = course;
      const report = await reports.course({ id, title }, { ...query, groupIds });
      const table = courseSheet(report, query);
      await trail.exported(caller.personId, { kind: 'course', id, name: title }, query.form);
      return fileOf(table, query.form);
    }),
  ];
}

function changingRoutes({ changes, objections }: RouteDeps): Route[] {
  return [
    route(contract.setAttendanceRule, 'write', async ({ caller, params, body }) => {
      await changes.setRule(params.courseId, caller.personId, body);
      return ok;
    }),
    route(contract.setMeetingCounts, 'write', async ({ caller, params, body }) => {
      await changes.setCounts(params.meetingId, caller.personId, body.counts);
      return ok;
    }),
    route(contract.correctAttendance, 'write', async ({ caller, params, body }) => ({
      correctionIds: await changes.correct(params.meetingId, caller.personId, body),
    })),
    route(contract.undoCorrections, 'write', async ({ caller, params, body }) => {
      await changes.undo(params.meetingId, caller.personId, body.correctionIds);
      return ok;
    }),
    route(contract.objectToAttendance, 'write', async ({ caller, params, body }) => {
      await objections.object(params.meetingId, caller.personId, body.note);
      return ok;
    }),
    route(contract.answerObjection, 'write', async ({ caller, params, body }) => {
      await objections.answer({ ...params, by: caller.personId }, body);
      return ok;
    }),
  ];
}
