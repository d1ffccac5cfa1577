import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Candidate } from './choosing.ts';
import type { MeetingReader, Ties } from './ports.ts';
import type { CallRepository } from './repository.ts';
import type { SettingsRepository } from './settings-repository.ts';
import { defaultSettings, mayRing, mostRings, strangers } from './who-may.ts';

export interface BlockingParts {
  repository: CallRepository;
  settings: SettingsRepository;
  ties: Ties;
  meetings: Pick<MeetingReader, 'invitedIds'>;
  clock: Clock;
}

export interface Caller {
  callerId: string;
  meetingId: string;
  mayHost: boolean;
}

/**
 * Who of the candidates must not be rung by this caller: rung too often, or takes no calls from them.
 * @throws Failure call/too-often or call/not-ringable when that leaves nobody
 */
export async function blockedAmong(
  parts: BlockingParts,
  candidates: readonly Candidate[],
  caller: Caller,
): Promise<Set<string>> {
  const ids = candidates.map(({ id }) => id);
  const since = parts.clock.now() - mostRings.window;
  const rung = await parts.repository.timesRung(caller.callerId, ids, since);
  const tooOften = ids.filter((id) => (rung.get(id) ?? 0) >= mostRings.times);
  const unwilling = await thoseUnwilling(parts, ids, caller);
  const blocked = new Set([...tooOften, ...unwilling]);
  if (blocked.size < ids.length) return blocked;
  if (unwilling.length > 0) throw new Failure('call/not-ringable');
  throw new Failure('call/too-often', { retryAfter: mostRings.window / 1000 });
}

async function thoseUnwilling(
  { settings, ties, meetings }: BlockingParts,
  ids: readonly string[],
  { callerId, meetingId, mayHost }: Caller,
): Promise<string[]> {
  const wishes = await settings.of(ids);
  const wishOf = (id: string) => (wishes.get(id) ?? defaultSettings).ringableBy;
  const choosy = ids.filter((id) => !mayRing(wishOf(id), nothing));
  if (choosy.length === 0) return [];
  const between = await ties.between(callerId, choosy);
  const invited = mayHost ? new Set(await meetings.invitedIds(meetingId)) : new Set<string>();
  return choosy.filter(
    (id) =>
      !mayRing(wishOf(id), {
        hostsTheirMeeting: invited.has(id),
        tie: between.get(id) ?? strangers,
      }),
  );
}

const nothing = { hostsTheirMeeting: false, tie: strangers };
