import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import type { Events } from '../../../kernel/events.ts';
import { route, type RequestInfo, type Route, type SetCookie } from '../../../kernel/route.ts';
import {
  endOtherSessions,
  endSession,
  handOver,
  mySessions,
  redeemTicket,
  refreshSession,
} from './contract.ts';
import { browserCookie, readBrowser } from './browser.ts';
import { placeOf, type Where } from './place.ts';
import { lifetimes } from './session.ts';
import type { Opened } from './renewing.ts';
import type { SessionService } from './service.ts';

const cookieName = 'cm_refresh';

/** May this person continue in that meeting? Throws where not. */
export type HandoverCheck = (personId: string, meetingId: string) => Promise<unknown>;

export interface SessionRouteDeps {
  /** The bridge's own: a refresh from a foreign page is refused. */
  origin: string;
  mayEnter: HandoverCheck;
}

/** The routes of sessions. */
export function sessionRoutes(
  sessions: SessionService,
  { origin, mayEnter, events }: SessionRouteDeps & { events: Pick<Events, 'emit'> },
): Route[] {
  const ended = (sessionIds: readonly string[], code: FailureCode): void =>
    events.emit('session.ended', { sessionIds, code });
  return [
    route(redeemTicket, 'sign-in', async ({ body, setCookie, ...request }) => {
      const opened = await sessions.redeem(body.ticket, whereOf(request));
      for (const cookie of sessionCookies(opened)) setCookie(cookie);
      return opened.reply;
    }),
    route(refreshSession, 'sign-in', async ({ params, cookies, setCookie, ...request }) => {
      if (request.origin !== origin) throw new Failure('request/wrong-origin');
      const secret = cookies(cookieName);
      if (!secret) throw new Failure('session/missing');
      const opened = await sessions.refresh(params.sessionId, secret).catch((error: unknown) => {
        // Somebody holds a copy: whoever it is hears it at once, on the socket too.
        if (isFailure(error, 'session/refresh-reused')) {
          request.log.warn({ sessionId: params.sessionId }, 'an old refresh secret was used');
          ended([params.sessionId], error.code);
        }
        throw error;
      });
      setCookie(refreshCookie(opened));
      return opened.reply;
    }),
    route(endSession, 'write', async ({ params, caller, setCookie }) => {
      ended(await sessions.endOwn(caller, params.sessionId), 'session/ended');
      setCookie({ name: cookieName, value: '', path: cookiePath(params.sessionId), maxAge: 0 });
      return {};
    }),
    route(mySessions, 'read', async ({ caller }) => ({ sessions: await sessions.mine(caller) })),
    route(endOtherSessions, 'write', async ({ caller }) => {
      ended(await sessions.endOthers(caller.personId, caller.sessionId), 'session/ended');
      return {};
    }),
    route(handOver, 'write', async ({ body, caller }) => {
      const { meetingId = null } = body;
      if (meetingId !== null) await mayEnter(caller.personId, meetingId);
      else if (caller.kind === 'guest') throw new Failure('session/guest');
      const { kind, personId, courseId } = caller;
      const origin = await sessions.originOf(caller.sessionId);
      const grant = { kind, personId, courseId, meetingId, ...origin };
      const ticket = await sessions.issueTicket(grant);
      const path = meetingId === null ? '/' : `/meeting/${meetingId}`;
      return { ticket, url: `${path}#ticket=${ticket}` };
    }),
  ];
}

// The path keeps each session's cookie apart: two people in two tabs of one browser do not mix.
const cookiePath = (sessionId: string) => `/api/sessions/${sessionId}`;

/** In what a request comes, and in which browser. */
export const whereOf = (request: Pick<RequestInfo, 'userAgent' | 'cookies'>): Where => ({
  ...placeOf(request.userAgent),
  browserId: readBrowser(request.cookies),
});

/** The cookies of a session that was just opened: what keeps it, and what the browser is known by. */
export const sessionCookies = (opened: Opened): SetCookie[] => [
  refreshCookie(opened),
  ...(opened.browserId === null ? [] : [browserCookie(opened.browserId)]),
];

/** The cookie that keeps a session that was just opened or refreshed. */
export function refreshCookie({ reply, refreshSecret }: Opened): SetCookie {
  return {
    name: cookieName,
    value: refreshSecret,
    path: cookiePath(reply.session.id),
    maxAge: lifetimes.session / 1000,
  };
}
