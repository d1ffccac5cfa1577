/** The public interface of calls. */
import type { Clock } from '../../kernel/clock.ts';
import type { Database, Subquery } from '../../kernel/database.ts';
import type { Events } from '../../kernel/events.ts';
import type { Job } from '../../kernel/jobs.ts';
import type { Log } from '../../kernel/log.ts';
import type { RateStore } from '../../kernel/rate-limit.ts';
import type { Route } from '../../kernel/route.ts';
import type { AddressBook } from '../directory/address-book/index.ts';
import type { People } from '../directory/people/index.ts';
import { createAnswering } from './answering.ts';
import { createCallRateLimit } from './rate-limit.ts';
import { callAudiences, callRelationships, type AudienceDeps } from './audiences.ts';
import { createMissedRepository } from './missed-repository.ts';
import { createMoves } from './moves.ts';
import type { CallMeetings, Connections, PersonReader, OfflineNotifier } from './ports.ts';
import { createPresenceReader } from './presence.ts';
import { createCallRepository, inCalls } from './repository.ts';
import { createRinging } from './ringing.ts';
import { callRoutes } from './routes.ts';
import { createCalling } from './service.ts';
import { createOwnSettings } from './settings.ts';
import { createSettingsRepository } from './settings-repository.ts';
import { createCallPublisher } from './publisher.ts';

export type {} from './events.ts';

/** What calls are made with. */
export interface CallsDeps extends AudienceDeps {
  db: Database;
  clock: Clock;
  log: Log;
  events: Events;
  people: Pick<People, 'find' | 'findMany'>;
  meetings: CallMeetings;
  addressBook: Pick<AddressBook, 'withoutHidden' | 'noteMet'>;
  /** Notifies people whose panel is closed. */
  notifyOffline: OfflineNotifier;
  connections: Connections;
  /** How often the same caller may ring somebody within ten minutes. */
  mostRings: number;
  /** IANA zone for people whose own is not known. */
  campusZone: string;
  /** Where limits count; each bridge for itself unless told. */
  rates?: RateStore | undefined;
}

/** How exactly a call that nobody answers ends, seconds. */
const dueEvery = 1;

/** Changes within this time reach the caller as one, milliseconds. */
const collectMs = 100;

/** Makes calls: ringing, answering, who can be reached, and the job that does in time what is due. */
export function createCalls(deps: CallsDeps) {
  const { db, events, meetings } = deps;
  const publisher = createCallPublisher(events, collectMs);
  const shared = {
    ...deps,
    people: personReader(deps.people),
    audiences: callAudiences(deps),
    relationships: callRelationships(deps),
    repository: createCallRepository(db),
    settings: createSettingsRepository(db),
  };
  const moves = createMoves({ ...shared, publisher });
  const ringing = createRinging({ ...shared, moves });
  const calls = createCalling({
    ...shared,
    moves,
    ringing,
    rateLimit: createCallRateLimit(deps.rates),
  });
  const missed = createMissedRepository(db);
  const answering = createAnswering({ ...shared, moves, missed });
  const routes: Route[] = callRoutes(calls, answering, createOwnSettings(shared));
  const jobs: Job[] = [{ name: 'calls-due', every: dueEvery, work: ringing.doDue }];
  const unsubscribe = events.subscribe({
    'meeting.changed': async ({ meeting, presentIds }) => {
      if (presentIds.size > 0) await calls.cameIn(meeting.id, presentIds);
    },
    'meeting.ended': ({ meeting }) => calls.meetingEnded(meeting.id),
  });
  return {
    /** Who can be reached, as each lets the reader know. */
    presence: createPresenceReader({ ...shared, meetings }),
    /** Those of these people whom it rings for, or who ring others. */
    among: (people: Subquery, limit: number) => inCalls(deps.db, people, limit),
    /** Calls that were missed, whoever missed them: for telling them elsewhere. */
    missedBetween: missedReader(missed, shared.repository),
    /** For monitoring. */
    figures: { ringWaits: shared.repository.ringWaits },
    /** Calls end with who was deactivated. */
    left: calls.left,
    routes,
    jobs,
    /** Says what waits to be said, and waits for what runs. */
    close: async (): Promise<void> => {
      unsubscribe();
      await ringing.idle();
      publisher.flush();
    },
  };
}

const personReader = (people: CallsDeps['people']): PersonReader => ({
  active: async (ids) => (await people.findMany(ids)).filter(({ status }) => status === 'active'),
  timezone: async (id) => (await people.find(id))?.timezone ?? null,
});

/** So many missed calls are told of in one go, by mail or by an LMS. */
const mostMissed = 1_000;

/** Missed calls with who called and where; the earliest, where there are more than are told of in one go. */
const missedReader =
  (
    missed: ReturnType<typeof createMissedRepository>,
    calls: Pick<ReturnType<typeof createCallRepository>, 'findMany'>,
  ) =>
  async (span: { after: number; until: number }) => {
    const invitees = await missed.between(span, mostMissed);
    const found = await calls.findMany(invitees.map(({ callId }) => callId));
    return invitees.flatMap(({ id, callId, personId, meetingId, missedAt, toldBy }) => {
      const call = found.get(callId);
      if (!call || missedAt === null) return [];
      const { callerName, title } = call;
      return [{ id, personId, meetingId, missedAt, callerName, title, toldBy }];
    });
  };
