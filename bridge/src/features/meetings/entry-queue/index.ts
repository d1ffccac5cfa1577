/** The public interface of the queue before rooms. */
import { createBatches } from '../../../kernel/batches.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Job } from '../../../kernel/jobs.ts';
import type { ConferenceEventBatch } from '../conference-event.ts';
import type { OccupantRepository } from '../occupant-repository.ts';
import type { Queued } from './contract.ts';
import { createEntryQueueRepository, type Entrant, type Waiting } from './repository.ts';
import {
  arrived,
  firstWindow,
  lost,
  patienceMs,
  secondsUntil,
  type EntryWindow,
} from './window.ts';
import { rankOf } from './rank.ts';
import { createTold } from './told.ts';

export type {} from './events.ts';

/** How many more people the videobridges take; null where nobody knows. */
export type RoomInFleet = () => Promise<{ seats: number } | null>;

export interface EntryQueueDeps {
  db: Database;
  clock: Clock;
  events: Events;
  roomInFleet: RoomInFleet;
  /** Who has been in a meeting already. */
  occupants: Pick<OccupantRepository, 'hasBeenIn' | 'presentIdsOf'>;
  /** How many may be on their way at once before anything was measured. */
  joinsAtOnce: number;
}

export interface Comer extends Entrant {
  isHost: boolean;
}

/** What becomes of somebody who wants in: they go in, wait, or no videobridge has room. */
export type Turn = 'in' | 'fleet-full' | Queued;

export type EntryQueue = ReturnType<typeof createEntryQueue>;

/** Who waits has to ask again within this time, milliseconds; a closed browser does not. */
export const waitingLeaseMs = 20_000;

/** Whoever takes longer is looked for among those inside: the event of an arrival may be lost, milliseconds. */
const searchedAfterMs = 5_000;

/** For so long the videobridges' answer is waited for, milliseconds: then it is not known. */
const fleetPatienceMs = 500;

/**
 * Lets people into rooms as fast as the conference server takes them: a window of how many are on their way at once
 * (window.ts), one for all bridges, and behind it a queue in the database, so that no bridge that dies loses a place.
 */
export function createEntryQueue(deps: EntryQueueDeps) {
  const { clock, events } = deps;
  const repository = createEntryQueueRepository(deps.db);
  const told = createTold(events);
  const current = async () => {
    const [window, counted] = await Promise.all([
      repository.window(),
      repository.count(clock.now()),
    ]);
    return { window: window ?? { ...firstWindow(deps.joinsAtOnce), version: null }, ...counted };
  };
  type Current = Awaited<ReturnType<typeof current>>;
  /** How many more may go in now; null: nobody knows of a limit but the window. */
  const roomFor = async ({ window, onTheWay }: Current) => {
    const fleet = await inTime(deps.roomInFleet(), fleetPatienceMs);
    const seats = fleet ? fleet.seats - onTheWay : Infinity;
    return { seats, free: Math.max(0, Math.min(Math.floor(window.size) - onTheWay, seats)) };
  };
  const until = ({ window }: Current) => {
    const now = clock.now();
    return { now, expiresAt: now + patienceMs(window) };
  };
  /** Lets in whoever's turn it is; answers who waits still. */
  const advance = async (state: Current) => {
    const { free } = await roomFor(state);
    const waiting = await repository.waiting(clock.now());
    const next = waiting.slice(0, free);
    if (next.length > 0) {
      await repository.letIn(
        next.map(({ id }) => id),
        until(state),
      );
      told.turn(next);
    }
    return waiting.slice(next.length);
  };
  const ranked = async (one: Comer, at: number) => {
    const { isHost, meetingId, participantId } = one;
    const isBack = !isHost && (await deps.occupants.hasBeenIn(meetingId, participantId));
    const now = clock.now();
    return { ...one, rank: rankOf(isHost ? 'host' : isBack ? 'returning' : 'newcomer', now) + at };
  };
  const enter = async (comers: readonly Comer[]): Promise<Turn[]> => {
    const state = await current();
    const { seats, free } = await roomFor(state);
    if (seats <= 0) return comers.map(() => 'fleet-full');
    if (state.waiting === 0 && comers.length <= free) {
      await repository.pass(comers, until(state));
      return comers.map(() => 'in');
    }
    const now = clock.now();
    const line = { now, expiresAt: now + waitingLeaseMs };
    await repository.lineUp(await Promise.all(comers.map(ranked)), line);
    const places = placesOf(await advance(state), state);
    return comers.map((one) => places.get(keyOf(one)) ?? 'in');
  };
  const placesOf = (waiting: readonly Entrant[], { window }: Current) =>
    new Map(
      waiting.map((one, at) => [
        keyOf(one),
        { place: at + 1, seconds: secondsUntil(window, at + 1) },
      ]),
    );
  /** Whoever is inside without a word of it needs no place; how long it took is not known. */
  const dropInside = async (): Promise<void> => {
    const missing = await repository.missing(clock.now() - searchedAfterMs);
    if (missing.length === 0) return;
    const inside = await deps.occupants.presentIdsOf([
      ...new Set(missing.map((one) => one.meetingId)),
    ]);
    const found = missing.filter((one) => inside.get(one.meetingId)?.has(one.participantId));
    await repository.drop(found.map(({ id }) => id));
  };
  const look = async (): Promise<void> => {
    await dropInside();
    const count = await repository.forget(clock.now());
    const state = await current();
    const known = deps.joinsAtOnce;
    const window = lost(state.window, count, { now: clock.now(), known });
    if (window !== state.window) await repository.learn(window, state.window.version);
    const waiting = state.waiting === 0 ? [] : await advance(state);
    told.places(waiting, placesOf(waiting, state));
  };
  const close = events.subscribe({ 'meeting.ended': ({ meeting }) => repository.over(meeting.id) });
  const jobs: Job[] = [{ name: 'entry-queue', every: 1, work: look }];

  return {
    /** Whether somebody may go in now; those who ask at the same moment are asked for together. */
    enter: createBatches(enter),
    /** They gave up, or their seat is another's. */
    leave: repository.leave,
    /** The conference server tells who has come: from that it is learned how many may be on their way. */
    joined: async ({ events: happened }: ConferenceEventBatch): Promise<void> => {
      const people = happened.flatMap(({ type, room, occupant }) =>
        type === 'occupant-joined' && occupant ? [{ room, participantId: occupant.userId }] : [],
      );
      if (people.length === 0) return;
      const state = await current();
      const letInAt = await repository.arrived(people);
      if (letInAt.length === 0) return;
      const now = clock.now();
      const { window } = state;
      const isLimited = state.waiting > 0 || state.onTheWay >= Math.floor(window.size);
      const times = letInAt.map((at) => Math.max(0, now - at));
      await repository.learn(arrived(window, times, { isLimited, now }), window.version);
      if (state.waiting > 0) await advance(await current());
    },
    look,
    jobs,
    close,
    /** For monitoring. */
    count: async () => repository.count(clock.now()),
    figures: async (): Promise<QueueFigures> =>
      figuresOf(await current(), await repository.waiting(clock.now()), clock.now()),
  };
}

/** How it is with those who wait. */
interface Waits {
  waiting: number;
  /** How long the one waits who has waited longest; 0 where nobody does. */
  longestMs: number;
}

/** The queue at one moment, for monitoring. */
export interface QueueFigures extends Waits {
  /** Who was let in and is not seen inside yet; and how many may be. */
  onTheWay: number;
  atOnce: number;
  /** Of each meeting that somebody waits for. */
  meetings: ReadonlyMap<string, Waits>;
}

function figuresOf(
  { window, onTheWay }: { window: EntryWindow; onTheWay: number },
  waiting: readonly Waiting[],
  now: number,
): QueueFigures {
  const waits = (all: readonly Waiting[]): Waits => ({
    waiting: all.length,
    longestMs: all.reduce((most, { since }) => Math.max(most, now - since), 0),
  });
  const byMeeting = Map.groupBy(waiting, ({ meetingId }) => meetingId);
  const meetings = new Map([...byMeeting].map(([id, all]) => [id, waits(all)]));
  return { ...waits(waiting), onTheWay, atOnce: Math.floor(window.size), meetings };
}

const keyOf = (one: Pick<Entrant, 'meetingId' | 'participantId'>): string =>
  `${one.meetingId} ${one.participantId}`;

/** What is answered within a time; null for what takes longer. */
async function inTime<T>(asked: Promise<T | null>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), ms)));
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
