import {
  createEnforcement,
  createEntering,
  createMeetings,
  createPresence,
  keepMeetingsTrue,
  meetingRoutes,
} from '../features/meetings/index.ts';
import type { Core } from './core.ts';
import { keepDoing } from './upkeep.ts';

const upkeepEveryMs = 15_000;

/** How soon somebody inside whose admission has ended is seen, milliseconds. */
const lookEveryMs = 5_000;

/** Makes meetings: starting, entering, who is in them, and the job that keeps them true. */
export function composeMeetings(core: Core) {
  const { kept, doors, conference, log, config } = core;
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
      keepDoing({ everyMs: upkeepEveryMs, log, work: () => keepMeetingsTrue(upkeep) }),
      keepDoing({ everyMs: lookEveryMs, log, work: enforcement.look }),
    ],
  };
}
