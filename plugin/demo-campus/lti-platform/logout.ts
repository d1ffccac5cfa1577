import { randomUUID } from 'node:crypto';
import type { Person } from '../campus.ts';
import type { Platform } from './platform.ts';

const event = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * Tells the tools that somebody signed out (OpenID Connect Back-Channel Logout 1.0), as a Moodle with
 * plugin/moodle/campusmeet does; Moodle by itself tells nobody. A tool that cannot be told is left alone.
 */
export async function tellTools(platform: Platform, person: Person): Promise<void> {
  const active = [...platform.tools.values()].filter(({ state }) => state === 'active');
  await Promise.allSettled(
    active.map(async ({ clientId, initiateLoginUrl }) => {
      const iat = Math.floor(platform.now() / 1000);
      const token = await platform.key.sign({
        iss: platform.origin,
        aud: clientId,
        sub: String(person.id),
        iat,
        exp: iat + 60,
        jti: randomUUID(),
        events: { [event]: {} },
      });
      await fetch(initiateLoginUrl.replace(/\/login$/u, '/logout'), {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
        signal: AbortSignal.timeout(2_000),
      });
    }),
  );
}
