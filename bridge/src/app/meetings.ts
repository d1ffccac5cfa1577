import {
  createEnforcement,
  createEntering,
  createMeetings,
  createPresence,
  keepMeetingsTrue,
  meetingRoutes,
} from '../features/meetings/index.ts';
import type { Core } from './core.ts';

/** How soon a meeting that everybody left is ended, seconds. */
const upkeepEvery = 15;

/** How soon somebody inside whose admission has ended is seen, seconds. */
const lookEvery = 5;

/** Makes meetings: starting, entering, who is in them, and the job that keeps them true. */
export function composeMeetings(core: Core) {
  const { kept, doors, conference, config } = core;
  const shared = {
    ...core,
    ...kept,
    people: doors.participants,
    doors: doors.doorkeeper,
    conference: conference.server,
    tokens: conference.tokens,
    address: conference.address,
  };
  const meetings = createMeetings(shared);
  const presence = createPresence(shared);
  const enforcement = createEnforcement(shared);
  const upkeep = {
    ...shared,
    meetings,
    repository: kept.meetings,
    presence,
    emptyGraceMs: config.MEETING_EMPTY_SECONDS * 1000,
  };
  return {
    meetings,
    presence: enforcement.after(presence),
    routes: meetingRoutes(meetings, createEntering(shared)),
    jobs: [
      { name: 'meeting-upkeep', every: upkeepEvery, work: () => keepMeetingsTrue(upkeep) },
      { name: 'admission-enforcement', every: lookEvery, work: enforcement.look },
    ],
  };
}
