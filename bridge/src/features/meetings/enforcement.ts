import type { Clock } from '../../kernel/clock.ts';
import type { FailureCode } from '../../kernel/codes.ts';
import { Failure, isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { ConferenceEventBatch } from './conference-event.ts';
import type { Meeting } from './meeting.ts';
import type { OccupantRepository } from './occupant-repository.ts';
import type { ConferenceServer, AdmissionService, SignedIn } from './ports.ts';
import type { MeetingRepository } from './repository.ts';
import { leaseMs } from './seat.ts';
import type { SeatRepository } from './seat-repository.ts';

export interface EnforcementDeps {
  meetings: Pick<MeetingRepository, 'findByRoom' | 'open'>;
  occupants: Pick<OccupantRepository, 'presentIds' | 'presentIdsOf'>;
  seats: Pick<SeatRepository, 'isHeld' | 'take' | 'confirm'>;
  admissionService: Pick<AdmissionService, 'requireStay'>;
  sessions: SignedIn;
  conference: Pick<ConferenceServer, 'kick'>;
  clock: Clock;
  log: Log;
}

interface Inside {
  meeting: Meeting;
  personId: string;
}

/** How many of those inside are looked at in one go; whoever was not looked at longest comes first. */
const atOnce = 40;

/** A stricter rule is for those who come: whoever is inside already was let in by the former one. */
const forComers: readonly FailureCode[] = [
  'door/invited-only',
  'door/campus-only',
  'meeting/locked',
];

/**
 * Shows out whoever is in a room and may not be there. A room token opens its room for two minutes whatever
 * happens meanwhile, so that the policy is asked again when the conference server says that somebody came,
 * and from time to time for those inside.
 */
export function createEnforcement(deps: EnforcementDeps) {
  const { meetings, occupants } = deps;
  const lookedAt = new Map<string, number>();

  // All at once: what is asked of each is asked of all together.
  const joined = async ({ events }: ConferenceEventBatch): Promise<void> => {
    const came = new Map<string, { room: string; personId: string }>();
    for (const { type, room, occupant } of events) {
      if (type !== 'occupant-joined' || !occupant) continue;
      came.set(`${room} ${occupant.userId}`, { room, personId: occupant.userId });
    }
    const atJoin = async ({ room, personId }: { room: string; personId: string }) => {
      const meeting = await meetings.findByRoom(room);
      // An ended meeting's room is ended as a whole (presence.ts).
      if (meeting?.state !== 'open') return;
      // Late, or twice, or after the leave: who is not in (any more) need not be shown out.
      if ((await occupants.presentIds(meeting.id)).has(personId))
        await check(deps, { meeting, personId });
    };
    await Promise.all([...came.values()].map(atJoin));
  };

  return {
    /** After presence took these events: nobody stays who came by a token alone. */
    joined,

    /** Looks at some of those who are inside: banned, removed from the course, signed out by an admin meanwhile. */
    look: async (): Promise<void> => {
      const all = await everybodyInside(deps);
      for (const key of lookedAt.keys()) if (!all.has(key)) lookedAt.delete(key);
      const longest = [...all].sort(
        ([one], [other]) => (lookedAt.get(one) ?? 0) - (lookedAt.get(other) ?? 0),
      );
      const some = longest.slice(0, atOnce);
      for (const [key] of some) lookedAt.set(key, deps.clock.now());
      await Promise.all(some.map(([, inside]) => check(deps, inside, forComers)));
    },
  };
}

async function everybodyInside({
  meetings,
  occupants,
}: EnforcementDeps): Promise<Map<string, Inside>> {
  const all = new Map<string, Inside>();
  const open = await meetings.open();
  const present = await occupants.presentIdsOf(open.map(({ id }) => id));
  for (const meeting of open) {
    for (const personId of present.get(meeting.id) ?? []) {
      all.set(`${meeting.id} ${personId}`, { meeting, personId });
    }
  }
  return all;
}

/** Shows them out if they may not be there, but for these reasons. */
async function check(
  deps: EnforcementDeps,
  inside: Inside,
  but: readonly FailureCode[] = [],
): Promise<void> {
  const refusal = await refusalOf(deps, inside);
  if (refusal && !but.includes(refusal.code)) await showOut(deps, inside, refusal);
}

/** Why they may not be inside; null when they may. */
async function refusalOf(deps: EnforcementDeps, inside: Inside): Promise<Failure | null> {
  const { meeting, personId } = inside;
  try {
    const role = await deps.admissionService.requireStay(meeting, personId);
    if (!(await deps.sessions.goesOn(personId))) return new Failure('session/ended');
    return (await keepsSeat(deps, inside, role)) ? null : new Failure('meeting/full');
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

/** Whose seat went to somebody else while the token waited, gets another one, or none is left. */
async function keepsSeat(
  { seats, clock }: EnforcementDeps,
  { meeting, personId }: Inside,
  role: 'host' | 'member',
): Promise<boolean> {
  const now = clock.now();
  if (await seats.isHeld(meeting.id, personId, now)) return true;
  const { id: meetingId, capacity } = meeting;
  const lease = { now, leaseExpiresAt: now + leaseMs };
  if (!(await seats.take({ meetingId, personId, role, capacity, ...lease }))) return false;
  await seats.confirm(meetingId, { personIds: [personId], now });
  return true;
}

async function showOut(
  { conference, log }: EnforcementDeps,
  { meeting, personId }: Inside,
  { code }: Failure,
): Promise<void> {
  try {
    // The panel says by the code why.
    await conference.kick(meeting.room, personId, code);
    log.info({ meetingId: meeting.id, personId, code }, 'shown out');
  } catch (error) {
    // Refused means: not in the room any more. A server that is away is asked again by the next look.
    if (!isFailure(error, 'conference/unavailable', 'conference/refused')) throw error;
    log.warn({ meetingId: meeting.id, personId, code, answer: error.code }, 'not shown out');
  }
}
