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

/** What a request is allowed by. */
export interface SessionToken {
  sessionId: string;
  accessToken: string;
}

/** The session with its secrets: the access token stays in memory, the refresh secret in a cookie. */
export interface SessionKeeper extends Sessions {
  /** A token that is good for now. Rejects with `session/missing` when there is no session. */
  token(): Promise<SessionToken>;
  /** Renews at once, once however many ask. */
  refresh(): Promise<OpenSession>;
  /**
   * The bridge said of this session that it is over; null: of a request without one. Answers false, and does nothing,
   * when another one has taken its place, or is about to: what is said of the old one may come before the new one is
   * there, and after it.
   */
  lose(code: PanelCode, sessionId: string | null): boolean;
}

/** The part of a session that requests carry. */
export const tokenOf = ({ session: { id, accessToken } }: OpenSession): SessionToken => ({
  sessionId: id,
  accessToken,
});

/** Keeps one session; `memory` lets a reload find it again. */
export function createSessions(send: Send, memory: Memory): SessionKeeper {
  let current: OpenSession | null = null;
  let refreshing: Promise<OpenSession> | null = null;
  const losers = new Set<(code: PanelCode) => void>();
  /** While another session is being opened in this one's place: what was said of this one meanwhile. */
  let replacing: { lost: PanelCode | null } | null = null;

  const keep = (session: OpenSession): OpenSession => {
    current = session;
    memory.write(memoryKey, session.session.id);
    return session;
  };
  const currentId = (): string | null => current?.session.id ?? memory.read(memoryKey);
  const lose = (code: PanelCode, sessionId: string | null): boolean => {
    const kept = currentId();
    if (kept !== null && kept !== sessionId) return false;
    if (replacing) {
      replacing.lost = code;
      return false;
    }
    current = null;
    memory.write(memoryKey, null);
    for (const tell of losers) tell(code);
    return true;
  };
  const exchange = async (sessionId: string): Promise<OpenSession> => {
    try {
      const renewed = await send(refreshSession, { params: { sessionId } }, null);
      return currentId() === sessionId ? keep(renewed) : renewed;
    } catch (error) {
      const failure = asFailure(error);
      if (isSessionLoss(failure.code)) lose(failure.code, sessionId);
      throw failure;
    }
  };
  const refresh = (): Promise<OpenSession> => {
    const sessionId = currentId();
    if (sessionId === null) return Promise.reject(new PanelFailure('session/missing'));
    refreshing ??= exchange(sessionId).finally(() => (refreshing = null));
    return refreshing;
  };

  const replace = async (opening: Promise<OpenSession>): Promise<OpenSession> => {
    const now: typeof replacing = { lost: null };
    replacing = now;
    try {
      return keep(await opening);
    } catch (error) {
      replacing = null;
      if (now.lost !== null) lose(now.lost, currentId());
      throw error;
    } finally {
      replacing = null;
    }
  };

  return {
    adopt: (session) => void keep(session),
    replace,
    open: async (ticket) => keep(await send(redeemTicket, { body: { ticket } }, null)),
    resume: async () => (memory.read(memoryKey) === null ? null : refresh()),
    refresh,
    lose,
    token: async () => {
      const fresh = current && current.session.accessExpiresAt - margin > Date.now();
      return tokenOf(fresh && current ? current : await refresh());
    },
    close: async () => {
      if (!current) return;
      const { id, accessToken } = current.session;
      lose('session/ended', id);
      await send(endSession, { params: { sessionId: id } }, accessToken);
    },
    onLost: (listener) => {
      losers.add(listener);
      return () => losers.delete(listener);
    },
  };
}
