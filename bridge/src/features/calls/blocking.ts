import type { Clock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Candidate } from './choosing.ts';
import type { CallMeetings, Relationships } from './ports.ts';
import type { CallRepository } from './repository.ts';
import type { SettingsRepository } from './settings-repository.ts';
import { defaultSettings, mayRing, ringWindow, strangers } from './who-may.ts';

export interface BlockingDeps {
  repository: CallRepository;
  settings: SettingsRepository;
  relationships: Relationships;
  meetings: Pick<CallMeetings, 'invitedIds' | 'guestList' | 'callScope'>;
  clock: Clock;
  /** How often the same caller may ring somebody within ten minutes. */
  mostRings: number;
}

export interface Caller {
  callerId: string;
  meetingId: string;
  mayHost: boolean;
}

/**
 * Who of the candidates must not be rung by this caller: the meeting is not for them, they were rung too
 * often, or take no calls from the caller.
 * @throws Failure call/not-for-them, invitation/not-allowed, call/too-often or call/not-ringable when that leaves nobody
 */
export async function blockedAmong(
  deps: BlockingDeps,
  candidates: readonly Candidate[],
  caller: Caller,
): Promise<Set<string>> {
  const ids = candidates.map(({ id }) => id);
  const since = deps.clock.now() - ringWindow;
  const rung = await deps.repository.timesRung(caller.callerId, ids, since);
  const tooOften = ids.filter((id) => (rung.get(id) ?? 0) >= deps.mostRings);
  const unwilling = await thoseUnwilling(deps, ids, caller);
  const { banned, outside } = await thoseOutside(deps, ids, caller);
  const blocked = new Set([...tooOften, ...unwilling, ...banned, ...outside]);
  if (blocked.size < ids.length) return blocked;
  if (outside.length > 0 && caller.mayHost) throw new Failure('invitation/not-allowed');
  if (outside.length + banned.length > 0) throw new Failure('call/not-for-them');
  if (unwilling.length > 0) throw new Failure('call/not-ringable');
  throw new Failure('call/too-often', { retryAfter: ringWindow / 1000 });
}

/** Whom the call could not let in: who is banned, and whom this caller may not bring. */
async function thoseOutside(
  { meetings }: BlockingDeps,
  ids: readonly string[],
  { meetingId, callerId }: Caller,
): Promise<{ banned: string[]; outside: string[] }> {
  const { bannedIds } = await meetings.guestList(meetingId);
  const callScope = await meetings.callScope({ meetingId, participantId: callerId });
  const within = await callScope?.ids();
  return {
    banned: ids.filter((id) => bannedIds.includes(id)),
    outside: ids.filter((id) => within?.has(id) === false),
  };
}

async function thoseUnwilling(
  { settings, relationships, meetings }: BlockingDeps,
  ids: readonly string[],
  { callerId, meetingId, mayHost }: Caller,
): Promise<string[]> {
  const wishes = await settings.of(ids);
  const wishOf = (id: string) => (wishes.get(id) ?? defaultSettings).ringableBy;
  const choosy = ids.filter((id) => !mayRing(wishOf(id), nothing));
  if (choosy.length === 0) return [];
  const between = await relationships.between(callerId, choosy);
  const invited = mayHost ? new Set(await meetings.invitedIds(meetingId)) : new Set<string>();
  return choosy.filter(
    (id) =>
      !mayRing(wishOf(id), {
        hostsTheirMeeting: invited.has(id),
        relationship: between.get(id) ?? strangers,
      }),
  );
}

const nothing = { hostsTheirMeeting: false, relationship: strangers };
