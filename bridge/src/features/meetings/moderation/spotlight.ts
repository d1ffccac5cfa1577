import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { MeetingView } from '../view.ts';
import { mostSpotlit, type Rules, type SpotlightChange } from './contract.ts';
import type { Hosts } from './hosts.ts';
import type { ByHost } from './people.ts';
import type { ModerationReader } from './ports.ts';
import type { ModerationRepository } from './repository.ts';
import type { RuleModeration } from './rules.ts';

export interface SpotlightDeps extends Pick<ModerationReader, 'occupants'> {
  repository: ModerationRepository;
  hosts: Hosts;
  rules: Pick<RuleModeration, 'publish'>;
  clock: Clock;
}

export type Spotlight = ReturnType<typeof createSpotlight>;

/** Whom everybody sees large, by the hosts' word; it ends for whoever leaves. */
export function createSpotlight(deps: SpotlightDeps) {
  const { repository, hosts, rules, occupants } = deps;
  return {
    /** @throws Failure meeting/not-host, meeting/participant-not-found, meeting/spotlight-full */
    set: async (who: ByHost, change: SpotlightChange): Promise<Rules> => {
      const meeting = await hosts.hosted(who.meetingId, who.callerId);
      if (change === 'off') await repository.dropSpotlit(who.meetingId, [who.participantId]);
      else await choose(deps, who, change);
      return rules.publish(meeting);
    },

    /**
     * Somebody came or went. Asked anew before it is taken away: another may be in by now. Of an empty room nobody
     * sees anything; who was shown in it is looked at when the next one comes.
     */
    presenceChanged: async ({ meeting, presentIds }: MeetingView): Promise<void> => {
      if (presentIds.size === 0) return;
      const gone: string[] = [];
      for (const id of await repository.spotlit(meeting.id)) {
        if (!presentIds.has(id) && !(await occupants.isPresent(meeting.id, id))) gone.push(id);
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
