import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

/** A session as its own browser sees it. The refresh secret is a cookie that script cannot read. */
export const openSession = z.object({
  session: z.object({ id, accessToken: z.string(), accessExpiresAt: moment }),
  person: z.object({
    id,
    displayName: z.string(),
    locale: z.string().nullable(),
    timezone: z.string().nullable(),
  }),
  /** A guest has no account: the session is for the meetings of one series. */
  kind: z.enum(['person', 'guest']),
  courseId: id.nullable(),
  meetingId: id.nullable(),
});
export type OpenSession = z.infer<typeof openSession>;

const secret = z.string().min(20).max(200);
const bySession = z.strictObject({ sessionId: id });

export const redeemTicket = endpoint({
  id: 'redeemTicket',
  summary: 'Opens a session with a one-time ticket (from a launch or a handover).',
  method: 'POST',
  path: '/api/sessions',
  who: 'anyone',
  inMaintenance: true,
  body: z.strictObject({ ticket: secret }),
  reply: openSession,
});

export const refreshSession = endpoint({
  id: 'refreshSession',
  summary: 'Exchanges the refresh cookie for a new access token; the cookie is replaced.',
  method: 'POST',
  path: '/api/sessions/:sessionId/refresh',
  who: 'anyone',
  inMaintenance: true,
  params: bySession,
  reply: openSession,
});

export const endSession = endpoint({
  id: 'endSession',
  summary:
    'Signs the caller out in this browser, or in the one of another session of theirs, with all that is open in it.',
  method: 'DELETE',
  path: '/api/sessions/:sessionId',
  who: 'participant',
  inMaintenance: true,
  params: bySession,
  reply: z.object({}),
});

export const handOver = endpoint({
  id: 'handOver',
  summary:
    'Makes a one-time ticket that continues this session in a tab of its own: in a meeting, or on the home page.',
  method: 'POST',
  path: '/api/sessions/handover',
  who: 'participant',
  inMaintenance: true,
  /** Without a meeting: the home page, for people with an account. */
  body: z.strictObject({ meetingId: id.optional() }),
  reply: z.object({ ticket: z.string(), url: z.string() }),
});

const mySession = z.object({
  id,
  /** The session that asks. */
  isThis: z.boolean(),
  /** Product names, the same in all languages; null where the browser does not say. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  startedAt: moment,
  /** Within ten minutes. */
  lastSeenAt: moment,
});
export type MySession = z.infer<typeof mySession>;

export const mySessions = endpoint({
  id: 'mySessions',
  summary: 'The caller’s sessions that go on, the one seen last first.',
  method: 'GET',
  path: '/api/sessions',
  who: 'person',
  reply: z.object({ sessions: z.array(mySession) }),
});

export const endOtherSessions = endpoint({
  id: 'endOtherSessions',
  summary: 'Signs the caller out everywhere else.',
  method: 'DELETE',
  path: '/api/sessions',
  who: 'person',
  inMaintenance: true,
  reply: z.object({}),
});
