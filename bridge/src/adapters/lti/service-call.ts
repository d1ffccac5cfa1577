import { onPlatform, type Platform } from '../../features/access/lti/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import type { AccessTokens } from './access-token.ts';
import type { Answer, Ask, Send } from './http.ts';

/** Calls one of a platform's services with an access token. */
export type ServiceCall = (
  at: { platform: Platform; scope: string; url: string },
  ask: Ask,
) => Promise<Answer>;

/**
 * Makes the caller. A token that is no longer taken (401) is fetched anew once. Any answer below 500
 * but 401 and 403 is handed back; those fail with lti/platform-refused. An address that is not on the
 * platform's registered origins fails with lti/address-refused: no token goes there.
 */
export function createServiceCall(ports: { send: Send; tokens: AccessTokens }): ServiceCall {
  return async ({ platform, scope, url: address }, ask) => {
    const url = onPlatform(platform, address);
    if (url === null) throw new Failure('lti/address-refused', { detail: foreign });
    const attempt = async () => {
      const token = await ports.tokens.get(platform, scope);
      const headers = { ...ask.headers, authorization: `Bearer ${token}` };
      return ports.send(url, { ...ask, headers });
    };
    let answer = await attempt();
    if (answer.status === 401) {
      ports.tokens.forget(platform, scope);
      answer = await attempt();
    }
    if (answer.status === 401 || answer.status === 403) {
      throw new Failure('lti/platform-refused', {
        detail: `The platform's service answered HTTP ${answer.status}.`,
      });
    }
    return answer;
  };
}

const foreign = 'The address of the service is not on the platform’s registered origins.';
