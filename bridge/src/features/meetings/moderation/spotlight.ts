import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { MeetingView } from '../view.ts';
import { mostSpotlit, type Rules, type SpotlightChange } from './contract.ts';
import type { Hosts } from './hosts.ts';
import type { ByHost } from './people.ts';
import type { ModerationReader } from './ports.ts';
import type { ModerationRepository } from './repository.ts';
import type { RuleModeration } from './rules.ts';

/** Who comes back within this time, after a reload or a broken line, is shown large as before (milliseconds). */
const grace = 60_000;

export interface SpotlightDeps extends Pick<ModerationReader, 'occupants'> {
  repository: ModerationRepository;
  hosts: Hosts;
  rules: Pick<RuleModeration, 'publish'>;
  clock: Clock;
}

export type Spotlight = ReturnType<typeof createSpotlight>;

/** Whom everybody sees large, by the hosts' word; it ends for whoever leaves and is not soon back. */
export function createSpotlight(deps: SpotlightDeps) {
  const { repository, hosts, rules, occupants, clock } = deps;
  /** Since when somebody in the spotlight is missing, as seen here. */
  const missing = new Map<string, number>();
  const keyOf = (meetingId: string, id: string): string => `${meetingId} ${id}`;
  const isOver = (key: string, isHere: boolean, now: number): boolean => {
    const since = missing.get(key);
    const isLong = since !== undefined && now - since > grace;
    if (isHere || isLong) missing.delete(key);
    else missing.set(key, since ?? now);
    return isLong;
  };
  return {
    /** @throws Failure meeting/not-host, meeting/participant-not-found, meeting/spotlight-full */
    set: async (who: ByHost, change: SpotlightChange): Promise<Rules> => {
      const meeting = await hosts.hosted(who.meetingId, who.callerId);
      missing.delete(keyOf(who.meetingId, who.participantId));
      if (change === 'off') await repository.dropSpotlit(who.meetingId, [who.participantId]);
      else await choose(deps, who, change);
      return rules.publish(meeting);
    },

    /**
     * Somebody came or went. Nobody is asked who is in but the meeting itself: another may be in by now. Panels show
     * none who is away, so that it is soon enough to end it when the next one comes or goes; of an empty room nobody
     * sees anything.
     */
    presenceChanged: async ({ meeting, presentIds }: MeetingView): Promise<void> => {
      if (presentIds.size === 0) return;
      const now = clock.now();
      const gone: string[] = [];
      for (const id of await repository.spotlit(meeting.id)) {
        const isHere = presentIds.has(id) || (await occupants.isPresent(meeting.id, id));
        if (isOver(keyOf(meeting.id, id), isHere, now)) gone.push(id);
      }
      if (gone.length === 0) return;
      await repository.dropSpotlit(meeting.id, gone);
      await rules.publish(meeting);
    },
  };
}

async function choose(
  { repository, occupants, clock }: SpotlightDeps,
  { meetingId, participantId }: ByHost,
  change: 'only' | 'also',
): Promise<void> {
  if (!(await occupants.isPresent(meetingId, participantId))) {
    throw new Failure('meeting/participant-not-found');
  }
  const others = (await repository.spotlit(meetingId)).filter((id) => id !== participantId);
  if (change === 'also' && others.length >= mostSpotlit)
    throw new Failure('meeting/spotlight-full');
  if (change === 'only') await repository.dropSpotlit(meetingId, others);
  await repository.addSpotlit({ meetingId, participantId }, clock.now());
}
