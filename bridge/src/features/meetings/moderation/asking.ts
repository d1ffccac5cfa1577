import { isFailure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';

/**
 * Tells the conference server what the bridge has decided already. A room that is not there, or a server that
 * is away, changes nothing of that: whoever comes in brings a token that says it, and a room is told when it is made.
 */
export async function commandServer(log: Log, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!isFailure(error, 'conference/unavailable', 'conference/refused')) throw error;
    log.warn({ code: error.code }, 'the conference server was not told');
  }
}
