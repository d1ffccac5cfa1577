import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { Deployment } from './deployment.ts';
import { startProgram, type RunningProgram } from './program.ts';
import { TurnClient, type TurnCredentials } from '../../../bridge/src/adapters/stun/turn.ts';

/** Credentials that end by themselves, as Prosody makes them (coturn's REST API). */
export function credentials(secret: string, seconds: number): TurnCredentials {
  const username = String(Math.floor(Date.now() / 1000) + seconds);
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}

/** Our own coturn, never the system's service: own file, own pid file, own ports. */
export async function startCoturn(jitsi: Deployment): Promise<RunningProgram> {
  const file = join(jitsi.folder, 'turn/turnserver.conf');
  const pid = join(jitsi.place, 'coturn.pid');
  return startProgram(
    ['turnserver', '-c', file, '--pidfile', pid, '--db', join(jitsi.place, 'turndb')],
    async () => {
      const at = { host: '127.0.0.1', port: jitsi.ports.turn };
      const client = await TurnClient.open(at, credentials(jitsi.secret('turn'), 60));
      const answer = await Promise.race([
        client.allocate().catch(() => -1),
        new Promise<number>((resolve) => setTimeout(() => resolve(-1), 500)),
      ]);
      client.close();
      return answer === 0;
    },
  );
}
