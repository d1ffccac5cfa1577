import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { Campus, Person } from '../campus.ts';
import { guestPerson, isGuest } from './guest.ts';
import type { BrowserSession } from '../lti-platform/browser-session.ts';

const cookieName = 'MoodleSession';

/** Who is signed in where, in memory. */
export interface Sessions {
  /** The session of the request's cookie; null when there is none, or its person may not be in any more. */
  of: (ctx: Context) => BrowserSession | null;
  start: (ctx: Context, person: Person) => BrowserSession;
  end: (ctx: Context) => void;
}

/** Sessions with Moodle's cookie: path=/, HttpOnly, no SameSite. */
export function createSessions(campus: Campus): Sessions {
  const sessions = new Map<string, BrowserSession>();

  function of(ctx: Context): BrowserSession | null {
    const session = sessions.get(ctx.cookies.get(cookieName) ?? '');
    const person =
      session && (isGuest(session.person) ? guestPerson : campus.people.get(session.person.id));
    if (!session || !person || person.suspended || person.deleted) return null;
    session.person = person;
    return session;
  }

  function start(ctx: Context, person: Person): BrowserSession {
    const id = randomBytes(16).toString('hex');
    const session: BrowserSession = {
      person,
      sesskey: randomBytes(5).toString('hex'),
      launches: new Map(),
      selection: null,
      notices: [],
    };
    sessions.set(id, session);
    ctx.cookies.set(cookieName, id, { path: '/', httpOnly: true, overwrite: true });
    return session;
  }

  function end(ctx: Context): void {
    sessions.delete(ctx.cookies.get(cookieName) ?? '');
    ctx.cookies.set(cookieName, null, { path: '/', httpOnly: true });
  }
  return { of, start, end };
}
