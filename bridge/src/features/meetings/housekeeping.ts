import type { Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { Presence } from './presence.ts';
import type { MeetingRepository } from './repository.ts';
import type { MeetingService } from './service.ts';

export interface HousekeepingDeps {
  meetings: MeetingService;
  repository: MeetingRepository;
  presence: Presence;
  clock: Clock;
  log: Log;
  /** A meeting that nobody is in ends after this many milliseconds. */
  emptyGraceMs: number;
}

/** Done every few seconds: corrects presence by the server's own count and ends meetings left empty. */
export async function keepMeetingsTrue(deps: HousekeepingDeps): Promise<void> {
  const { meetings, repository, presence, clock, log } = deps;
  try {
    await presence.reconcile();
  } catch (error) {
    if (!isFailure(error, 'conference/unavailable', 'conference/refused')) throw error;
    // Without the server's word nobody can tell who is in: nothing is ended on a guess.
    log.warn({ code: error.code }, 'conference server not asked');
    return;
  }
  for (const meeting of await repository.emptyBefore(clock.now() - deps.emptyGraceMs)) {
    await meetings.end(meeting, 'empty');
  }
}
