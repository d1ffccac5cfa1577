import {
  endSession,
  redeemTicket,
  refreshSession,
  type OpenSession,
} from '../../../../bridge/src/features/access/sessions/contract.ts';
import type { Sessions } from '../../features/access/session/ports.ts';
import { isSessionLoss, PanelFailure, asFailure, type PanelCode } from '../../kernel/failure.ts';
import type { Memory } from '../../kernel/ports.ts';
import type { Send } from './http.ts';

const memoryKey = 'campus-meet.session';
/** An access token this close to its end (milliseconds) is renewed before it is used. */
const margin = 10_000;

/** The session with its secrets: the access token stays in memory, the refresh secret in a cookie. */
export interface SessionKeeper extends Sessions {
  /** A token that is good for now. Rejects with `session/missing` when there is no session. */
  token(): Promise<string>;
  /** Renews at once, once however many ask. */
  refresh(): Promise<OpenSession>;
  /** The bridge said that the session is over. */
  lose(code: PanelCode): void;
}

/** Keeps one session; `memory` lets a reload find it again. */
export function createSessions(send: Send, memory: Memory): SessionKeeper {
  let current: OpenSession | null = null;
  let refreshing: Promise<OpenSession> | null = null;
  const losers = new Set<(code: PanelCode) => void>();

  const keep = (session: OpenSession): OpenSession => {
    current = session;
    memory.write(memoryKey, session.session.id);
    return session;
  };
  const lose = (code: PanelCode): void => {
    current = null;
    memory.write(memoryKey, null);
    for (const tell of losers) tell(code);
  };
  const exchange = async (sessionId: string): Promise<OpenSession> => {
    try {
      return keep(await send(refreshSession, { params: { sessionId } }, null));
    } catch (error) {
      const failure = asFailure(error);
      if (isSessionLoss(failure.code)) lose(failure.code);
      throw failure;
    }
  };
  const refresh = (): Promise<OpenSession> => {
    const sessionId = current?.session.id ?? memory.read(memoryKey);
    if (sessionId === null) return Promise.reject(new PanelFailure('session/missing'));
    refreshing ??= exchange(sessionId).finally(() => (refreshing = null));
    return refreshing;
  };

  return {
    adopt: (session) => void keep(session),
    open: async (ticket) => keep(await send(redeemTicket, { body: { ticket } }, null)),
    resume: async () => (memory.read(memoryKey) === null ? null : refresh()),
    refresh,
    lose,
    token: async () => {
      const fresh = current && current.session.accessExpiresAt - margin > Date.now();
      return (fresh && current ? current : await refresh()).session.accessToken;
    },
    close: async () => {
      if (!current) return;
      const { id, accessToken } = current.session;
      lose('session/ended');
      await send(endSession, { params: { sessionId: id } }, accessToken);
    },
    onLost: (listener) => {
      losers.add(listener);
      return () => losers.delete(listener);
    },
  };
}
