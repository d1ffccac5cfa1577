export { createEntering, type Entering } from './entering.ts';
export { createMeetings, type Meetings } from './service.ts';
export { createMeetingRepository } from './repository.ts';
export { createOccupantRepository } from './occupant-repository.ts';
export { createPresence, type Presence } from './presence.ts';
export { createSeatRepository } from './seat-repository.ts';
export { createSourceRepository } from './source-repository.ts';
export { keepMeetingsTrue } from './upkeep.ts';
export { meetingRoutes } from './routes.ts';
export { summaryFor, type MeetingView } from './view.ts';
export type { MeetingNews } from './ports.ts';
export {
  standing,
  type CourseStanding,
  type Meeting,
  type Standing,
} from './meeting.ts';
