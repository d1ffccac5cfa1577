import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { type CallEvent, type Invitee } from './call.ts';
import type { Moves } from './moves.ts';
import type { CallMeetings, Connections, OfflineNotifier } from './ports.ts';
import { isQuiet } from './quiet.ts';
import type { CallRepository } from './repository.ts';
import type { CallRecord } from './rows.ts';
import type { SettingsRepository } from './settings-repository.ts';

export interface RingingDeps {
  repository: CallRepository;
  settings: SettingsRepository;
  moves: Moves;
  meetings: Pick<CallMeetings, 'whereabouts' | 'running' | 'deserted'>;
  connections: Connections;
  notifyOffline: OfflineNotifier;
  clock: Clock;
  log: Log;
}

export type Ringing = ReturnType<typeof createRinging>;

/** How many people without an open panel are told at the same time. */
const notifiedAtOnce = 8;
const batch = 500;

/** For so long it rings for a caller who is not in the meeting, when nobody else is (milliseconds). */
export const comeMs = 20_000;

/**
 * Rings: decides for each queued invitee what becomes of them, and does in time what is due. All that it
 * goes by is in the database, so that another bridge, or this one after a restart, can go on.
 */
export function createRinging(deps: RingingDeps) {
  const { repository, moves, clock } = deps;
  const inHand = new Set<string>();
  const running = new Set<Promise<void>>();

  const inBackground = (work: Promise<void>): void => {
    const done = work
      .catch((err: unknown) => deps.log.error({ err }, 'ringing failed'))
      .finally(() => running.delete(done));
    running.add(done);
  };

  /** Rings queued invitees of one call. Those without a panel are told in the background. */
  const ring = async (call: CallRecord, queued: readonly Invitee[]): Promise<Invitee[]> => {
    const decided = await decide(deps, queued);
    const atOnce = queued.filter(({ personId }) => decided.has(personId));
    const away = queued.filter(({ personId }) => !decided.has(personId));
    const event = ({ personId }: Invitee): CallEvent =>
      decided.get(personId) ?? { kind: 'not-reached', toldBy: null };
    for (const { id } of away) inHand.add(id);
    const changed = await moves.happen(atOnce, event, call);
    if (away.length > 0) {
      const notified = notifyAway(deps, call, away);
      inBackground(notified.finally(() => away.forEach(({ id }) => inHand.delete(id))));
    }
    return changed;
  };

  const again = async (queued: readonly Invitee[]): Promise<void> => {
    const calls = await repository.findMany(queued.map(({ callId }) => callId));
    const open = await deps.meetings.running(queued.map(({ meetingId }) => meetingId));
    for (const [callId, call] of calls) {
      const own = queued.filter((one) => one.callId === callId && !inHand.has(one.id));
      if (open.has(call.meetingId)) await ring(call, own);
      else await moves.happen(own, () => ({ kind: 'cancelled' }));
    }
  };

  return {
    ring,
    /** Does what is due by now. Called every second; several bridges may do so at once. */
    doDue: async (): Promise<void> => {
      const over = await repository.due('ringing', clock.now(), batch);
      await moves.happen(over, () => ({ kind: 'time-up' }));
      await stopInDeserted(deps);
      const queued = await repository.due('queued', clock.now(), batch);
      const left = queued.filter(({ id }) => !inHand.has(id));
      if (left.length > 0) await again(left);
    },
    /** When nothing runs in the background any more. */
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Nobody is called into a meeting that nobody is in any more, or that the caller did not come to. */
async function stopInDeserted({ repository, moves, meetings, clock }: RingingDeps): Promise<void> {
  const going = await repository.going();
  if (going.length === 0) return;
  const deserted = await meetings.deserted([...new Set(going.map(({ meetingId }) => meetingId))]);
  for (const call of going) {
    const seated = deserted.get(call.meetingId);
    if (!seated) continue;
    // A host may call first and come then.
    const isAwaited = !seated.has(call.callerId) && clock.now() - call.startedAt < comeMs;
    if (isAwaited) continue;
    const open = await repository.open({ call_id: call.id });
    await moves.happen(open, () => ({ kind: 'cancelled' }), call);
  }
}

/** What becomes of queued invitees who need no telling outside; the others are not in the answer. */
async function decide(
  { settings, meetings, connections, clock }: RingingDeps,
  queued: readonly Invitee[],
): Promise<Map<string, CallEvent>> {
  const ids = queued.map(({ personId }) => personId);
  const [wishes, places, connected] = await Promise.all([
    settings.of(ids),
    meetings.whereabouts(ids),
    connections.of(ids),
  ]);
  const now = clock.now();
  const decided = new Map<string, CallEvent>();
  for (const { personId, meetingId } of queued) {
    const wish = wishes.get(personId);
    const place = places.get(personId);
    if (place?.has(meetingId)) decided.set(personId, { kind: 'came-in' });
    else if (wish && isQuiet(wish, now)) {
      decided.set(personId, { kind: 'not-reached', toldBy: null });
    } else if (place && place.size > 0) decided.set(personId, { kind: 'busy' });
    else if (connected.has(personId)) decided.set(personId, { kind: 'rung', by: 'panel' });
  }
  return decided;
}

async function notifyAway(
  { notifyOffline, moves, log }: RingingDeps,
  call: CallRecord,
  away: readonly Invitee[],
): Promise<void> {
  const left = [...away];
  const next = async (): Promise<void> => {
    for (let one = left.shift(); one; one = left.shift()) {
      const { personId, id: inviteeId } = one;
      const by = await notifyOffline
        .notifyOffline({
          personId,
          inviteeId,
          title: call.title,
          callerName: call.callerName,
          meetingId: call.meetingId,
        })
        .catch((err: unknown) => {
          log.error({ err, inviteeId }, 'somebody without a panel could not be told');
          return null;
        });
      const event: CallEvent =
        by === 'push' ? { kind: 'rung', by } : { kind: 'not-reached', toldBy: by };
      await moves.happen([one], () => event, call);
    }
  };
  await Promise.all(Array.from({ length: notifiedAtOnce }, next));
}
