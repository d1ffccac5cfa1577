import { Failure } from '../../kernel/failure.ts';
import { route, type Route, type SetCookie } from '../../kernel/route.ts';
import {
  endOtherSessions,
  endSession,
  handOver,
  mySessions,
  redeemTicket,
  refreshSession,
} from './contract.ts';
import { placeOf } from './place.ts';
import { lifetimes } from './session.ts';
import type { Opened, Sessions } from './service.ts';

const cookieName = 'cm_refresh';

/** May this person continue in that meeting? Throws where not. */
export type HandoverCheck = (personId: string, meetingId: string) => Promise<unknown>;

export interface SessionRouteParts {
  /** The bridge's own: a refresh from a foreign page is refused. */
  origin: string;
  mayEnter: HandoverCheck;
  /** These sessions were ended from elsewhere: their sockets are to be closed. */
  ended: (sessionIds: string[]) => void;
}

/** The routes of sessions. */
export function sessionRoutes(
  sessions: Sessions,
  { origin, mayEnter, ended }: SessionRouteParts,
): Route[] {
  return [
    route(redeemTicket, 'sign-in', async ({ body, userAgent, setCookie }) => {
      const opened = await sessions.redeem(body.ticket, placeOf(userAgent));
      setCookie(refreshCookie(opened));
      return opened.reply;
    }),
    route(refreshSession, 'sign-in', async ({ params, cookies, setCookie, ...request }) => {
      if (request.origin !== origin) throw new Failure('request/wrong-origin');
      const secret = cookies(cookieName);
      if (!secret) throw new Failure('session/missing');
      const opened = await sessions.refresh(params.sessionId, secret);
      setCookie(refreshCookie(opened));
      return opened.reply;
    }),
    route(endSession, 'write', async ({ params, caller, setCookie }) => {
      await sessions.endOwn(caller, params.sessionId);
      if (params.sessionId !== caller.sessionId) ended([params.sessionId]);
      setCookie({ name: cookieName, value: '', path: cookiePath(params.sessionId), maxAge: 0 });
      return {};
    }),
    route(mySessions, 'read', async ({ caller }) => ({ sessions: await sessions.mine(caller) })),
    route(endOtherSessions, 'write', async ({ caller }) => {
      ended(await sessions.endOthers(caller.personId, caller.sessionId));
      return {};
    }),
    route(handOver, 'write', async ({ body, caller }) => {
      const { meetingId = null } = body;
      if (meetingId !== null) await mayEnter(caller.personId, meetingId);
      else if (caller.kind === 'guest') throw new Failure('session/guest');
      const { kind, personId, courseId } = caller;
      const ticket = await sessions.issueTicket({ kind, personId, courseId, meetingId });
      const path = meetingId === null ? '/' : `/meeting/${meetingId}`;
      return { ticket, url: `${path}#ticket=${ticket}` };
    }),
  ];
}

// The path keeps each session's cookie apart: two people in two tabs of one browser do not mix.
const cookiePath = (sessionId: string) => `/api/sessions/${sessionId}`;

/** The cookie that keeps a session that was just opened or refreshed. */
export function refreshCookie({ reply, refreshSecret }: Opened): SetCookie {
  return {
    name: cookieName,
    value: refreshSecret,
    path: cookiePath(reply.session.id),
    maxAge: lifetimes.session / 1000,
  };
}
