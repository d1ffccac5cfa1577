import pino from 'pino';
import {
  createEntering,
  createMeetingRepository,
  createMeetings,
  createOccupantRepository,
  createPresence,
  createSeatRepository,
  createSourceRepository,
  type MeetingView,
} from '../src/features/meetings/index.ts';
import type { CourseStanding } from '../src/features/meetings/index.ts';
import type { RoomSize } from '../src/features/meetings/ports.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { Failure } from '../src/kernel/failure.ts';

export const course = { id: '11111111-1111-4111-8111-111111111111', title: '数据结构 <b>&' };
export const group = { id: '22222222-2222-4222-8222-222222222222', name: 'Lab 1' };

/** People of the house, by what they are in the course. */
const standings: Record<string, CourseStanding> = {
  teacher: { mayHost: true, groupIds: [] },
  tutor: { mayHost: true, groupIds: [] },
  student: { mayHost: false, groupIds: [group.id] },
  'other-student': { mayHost: false, groupIds: [] },
};

/** The meetings feature on a real database, with a conference server that the test plays itself. */
export function meetingHouse(db: Database, options: { capacity?: number } = {}) {
  const clock = settableClock();
  const told: { changed: MeetingView[]; ended: MeetingView[] } = { changed: [], ended: [] };
  const server = {
    source: 'run-1',
    rooms: [] as RoomSize[],
    isAway: false,
    commands: [] as string[],
  };
  const command = (what: string) => {
    if (server.isAway) return Promise.reject(new Failure('conference/unavailable'));
    server.commands.push(what);
    return Promise.resolve();
  };
  const parts = {
    meetings: createMeetingRepository(db),
    seats: createSeatRepository(db),
    occupants: createOccupantRepository(db),
    sources: createSourceRepository(db),
    courses: {
      course: (id: string) => Promise.resolve(id === course.id ? course : null),
      group: (_: string, id: string) => Promise.resolve(id === group.id ? group : null),
      standing: (id: string, person: string) =>
        Promise.resolve(id === course.id ? (standings[person] ?? null) : null),
    },
    people: { find: (id: string) => Promise.resolve({ id, displayName: `Name of ${id}` }) },
    conference: {
      endRoom: (room: string) => command(`end ${room}`),
      kick: (room: string, userId: string) => command(`kick ${userId} from ${room}`),
      sizes: async () => {
        await command('sizes');
        return { source: server.source, sequence: 0, rooms: server.rooms };
      },
    },
    news: {
      changed: (view: MeetingView) => void told.changed.push(view),
      ended: (view: MeetingView) => void told.ended.push(view),
    },
    tokens: {
      sign: (grant: { room: string; moderator: boolean }) =>
        Promise.resolve({ jwt: JSON.stringify(grant), expiresAt: clock.now() + 1 }),
    },
    address: { domain: 'd', muc: 'm', focus: 'f', serviceUrl: 'ws://x', libraryUrl: 'http://x' },
    clock,
    log: pino({ level: 'silent' }),
    capacity: options.capacity ?? 500,
  };
  return {
    clock,
    told,
    server,
    parts,
    meetings: createMeetings(parts),
    entering: createEntering(parts),
    presence: createPresence(parts),
  };
}
