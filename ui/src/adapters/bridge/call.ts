import type { Who } from '../../../../bridge/src/kernel/contract.ts';
import { asFailure, isSessionLoss } from '../../kernel/failure.ts';
import type { Call } from '../../kernel/ports.ts';
import type { Send } from './http.ts';
import { tokenOf, type SessionKeeper, type SessionToken } from './sessions.ts';

/** What anybody may call is called with the session where there is one. */
const tokenFor = (who: Who, sessions: SessionKeeper): Promise<SessionToken | null> =>
  who === 'anyone' ? sessions.token().catch(() => null) : sessions.token();

/**
 * Calls as the signed-in person. A token that is refused is renewed and the call repeated once; when the
 * bridge still says no, the session is lost.
 */
export function createCall(send: Send, sessions: SessionKeeper): Call {
  return async (endpoint, input = {}) => {
    const token = await tokenFor(endpoint.who, sessions);
    try {
      return await send(endpoint, input, token?.accessToken ?? null);
    } catch (error) {
      const failure = asFailure(error);
      if (failure.code !== 'session/expired' && failure.code !== 'session/missing') {
        if (isSessionLoss(failure.code)) sessions.lose(failure.code, token?.sessionId ?? null);
        throw failure;
      }
    }
    const renewed = tokenOf(await sessions.refresh());
    return send(endpoint, input, renewed.accessToken);
  };
}
