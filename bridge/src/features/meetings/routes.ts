import { detailsIn } from './details-contract.ts';
import { route, type Route } from '../../kernel/route.ts';
import {
  endMeeting,
  enterMeeting,
  getMeeting,
  leaveMeeting,
  listCourseMeetings,
  startCourseMeeting,
  startMyMeeting,
} from './contract.ts';
import type { Entering } from './entering.ts';
import type { MeetingService } from './service.ts';

/** The routes of meetings. Who may do what is decided in the service, by the caller's role. */
export function meetingRoutes(meetings: MeetingService, entering: Entering): Route[] {
  return [
    route(startCourseMeeting, 'write', ({ params, body, caller }) =>
      meetings.startInCourse(
        {
          courseId: params.courseId,
          groupId: body.groupId ?? null,
          another: body.another ?? false,
          details: detailsIn(body),
        },
        caller.personId,
      ),
    ),
    route(listCourseMeetings, 'read', async ({ params, caller }) => ({
      meetings: await meetings.ofCourse(params.courseId, caller.personId),
    })),
    route(startMyMeeting, 'write', ({ caller }) => meetings.startPersonal(caller.personId)),
    route(getMeeting, 'read', ({ params, caller }) =>
      meetings.get(params.meetingId, caller.personId),
    ),
    route(enterMeeting, 'enter', ({ params, caller }) =>
      entering.enter(params.meetingId, caller.personId),
    ),
    route(leaveMeeting, 'write', async ({ params, caller }) => {
      await entering.leave(params.meetingId, caller.personId);
      return {};
    }),
    route(endMeeting, 'write', ({ params, caller }) =>
      meetings.endForAll(params.meetingId, caller.personId),
    ),
  ];
}
