import { Failure } from '../../kernel/failure.ts';
import { route, type Route, type SetCookie } from '../../kernel/route.ts';
import { endSession, handOver, redeemTicket, refreshSession } from './contract.ts';
import { lifetimes } from './session.ts';
import type { Opened, Sessions } from './service.ts';

const cookieName = 'cm_refresh';

/** May this person continue in that meeting? Throws where not. */
export type HandoverCheck = (personId: string, meetingId: string) => Promise<unknown>;

/** The routes of sessions. `origin` is the bridge's own: a refresh from a foreign page is refused. */
export function sessionRoutes(
  sessions: Sessions,
  origin: string,
  mayEnter: HandoverCheck,
): Route[] {
  return [
    route(redeemTicket, 'sign-in', async ({ body, setCookie }) => {
      const opened = await sessions.redeem(body.ticket);
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
      if (params.sessionId !== caller.sessionId) throw new Failure('session/forbidden');
      await sessions.end(caller.sessionId);
      setCookie({ name: cookieName, value: '', path: cookiePath(caller.sessionId), maxAge: 0 });
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
