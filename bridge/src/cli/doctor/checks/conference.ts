import { refusal } from '../../../adapters/jitsi/commands.ts';
import { connectConference } from '../../../app/adapters.ts';
import type { Deps, Settings } from '../../../app/config.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { connectionAdvice, reasonOf } from '../network-advice.ts';
import { failed, ok, type Check, type CheckResult } from '../result.ts';

/** mod_campus_meet: does it take our commands; and the library that browsers load. */
export const conferenceCheck = (deps: Pick<Deps, 'config' | 'clock'>): Check => ({
  name: 'conference',
  run: () => Promise.all([commands(deps), library(deps.config)]),
});

async function commands(deps: Pick<Deps, 'config' | 'clock'>): Promise<CheckResult> {
  try {
    const { rooms } = await connectConference(deps).server.sizes();
    return ok(
      'conference/ok',
      `mod_campus_meet takes our commands; ${rooms.length} rooms are open.`,
    );
  } catch (error) {
    if (!isFailure(error)) throw error;
    const said = refusal(error);
    if (said !== null) {
      return failed(
        'conference/refused',
        `mod_campus_meet refuses our commands: ${said}.`,
        refusedAdvice(said),
      );
    }
    const seen = `Nobody takes our commands: ${reasonOf(error.cause)}.`;
    return failed(
      'conference/unavailable',
      seen,
      `${connectionAdvice(error.cause, 'JITSI_COMMANDS_URL')} Is mod_campus_meet loaded in Prosody?`,
    );
  }
}

const refusedAdvice = (said: string): string =>
  said === 'bad-signature'
    ? 'JITSI_MESSAGE_SECRET and Prosody’s campus_meet_secret have to be the same, and the clocks within a minute.'
    : 'Are bridge and mod_campus_meet of the same version? Copy jitsi-config/prosody/modules to Prosody.';

async function library({ JITSI_LIBRARY_URL: url }: Settings): Promise<CheckResult> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    const text = await response.text();
    if (response.ok && text.includes('JitsiMeetJS')) {
      return ok('conference/library', 'The library that browsers load is there.');
    }
    const seen = `${url} is not lib-jitsi-meet (HTTP ${response.status}).`;
    return failed(
      'conference/no-library',
      seen,
      'JITSI_LIBRARY_URL has to name the deployment’s own libs/lib-jitsi-meet.min.js.',
    );
  } catch (error) {
    const seen = `The library that browsers load is not there: ${reasonOf(error)}.`;
    return failed('conference/no-library', seen, connectionAdvice(error, 'JITSI_LIBRARY_URL'));
  }
}
