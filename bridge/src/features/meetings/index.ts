export type {} from './events.ts';
export { conferenceEventRoute } from './event-route.ts';
export { createDesertion } from './desertion.ts';
export { createEnforcement } from './enforcement.ts';
export { createEntering } from './entering.ts';
export { createMeetings, type Meetings } from './service.ts';
export { createStarting, type Starting } from './starting.ts';
export { createMeetingRepository, meetingsThatGoOn, type MeetingRepository } from './repository.ts';
export {
  createOccupantRepository,
  insideAmong,
  isInside,
  type OccupantRepository,
} from './occupant-repository.ts';
export { createPresence, type Presence } from './presence.ts';
export { createSeatRepository } from './seat-repository.ts';
export { createSourceRepository } from './source-repository.ts';
export { keepMeetingsTrue } from './upkeep.ts';
export { meetingRoutes } from './routes.ts';
export { summaryFor, type MeetingView } from './view.ts';
export type { CourseReader, Doorkeeper, Passage } from './ports.ts';
export {
  nextKey,
  standing,
  type CourseStanding,
  type Meeting,
  type MeetingKind,
  type Standing,
} from './meeting.ts';
export { attendanceKept, attendanceTotals, forgetAttendance } from './attendance-repository.ts';
