import type { Caller } from '../../kernel/caller.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import { digest, newId, newSecret } from '../../kernel/ids.ts';
import type { MySession, OpenSession } from './contract.ts';
import type { GuestReader, PersonReader, SessionPerson } from './ports.ts';
import type { SessionRepository } from './repository.ts';
import { unknownPlace, type Place } from './place.ts';
import { judgeRefresh, lifetimes, type Session, type TicketGrant } from './session.ts';

/** An opened or refreshed session together with the secret that goes into the cookie. */
export interface Opened {
  reply: OpenSession;
  refreshSecret: string;
}

export interface SessionParts {
  repository: SessionRepository;
  people: PersonReader;
  guests: GuestReader;
  clock: Clock;
}

export type Sessions = ReturnType<typeof createSessions>;

/** Sessions: a one-time ticket opens one, a rotating cookie keeps it, a short access token uses it. */
export function createSessions({ repository, people, guests, clock }: SessionParts) {
  const active = async (owner: Pick<TicketGrant, 'kind' | 'personId'>): Promise<SessionPerson> => {
    const person = await (owner.kind === 'guest' ? guests : people).find(owner.personId);
    if (!person) throw new Failure('session/ended', { detail: 'The person is no longer active.' });
    return person;
  };
  const opened = (session: Session, person: SessionPerson, secrets: Secrets): Opened => {
    return {
      refreshSecret: secrets.refresh,
      reply: {
        session: {
          id: session.id,
          accessToken: secrets.access,
          accessExpiresAt: session.accessExpiresAt,
        },
        person,
        kind: session.kind,
        courseId: session.courseId,
        meetingId: session.meetingId,
      },
    };
  };
  const open = async (grant: TicketGrant, place = unknownPlace): Promise<Opened> => {
    const person = await active(grant);
    const secrets = newSecrets();
    const session = newSession({ ...grant, ...place }, secrets, clock.now());
    await repository.add(session);
    return opened(session, person, secrets);
  };

  return {
    /** Makes a ticket that opens one session within a minute. */
    issueTicket: async (grant: TicketGrant): Promise<string> => {
      const ticket = newSecret();
      await repository.addTicket(digest(ticket), grant, clock.now() + lifetimes.ticket);
      return ticket;
    },

    /** Opens a session. @throws Failure session/ticket-invalid when the ticket is unknown, used or too old. */
    redeem: async (ticket: string, place?: Place): Promise<Opened> => {
      const grant = await repository.takeTicket(digest(ticket), clock.now());
      if (!grant) throw new Failure('session/ticket-invalid');
      return open(grant, place);
    },

    /** Opens a session without a ticket: for a guest who has just come by a door. */
    open,

    /** Rotates the secrets. @throws Failure session/expired, session/ended, session/refresh-reused or session/missing. */
    refresh: async (sessionId: string, refreshSecret: string): Promise<Opened> => {
      const session = await repository.find(sessionId);
      if (!session) throw new Failure('session/missing');
      const now = clock.now();
      const verdict = judgeRefresh(session, digest(refreshSecret), now);
      if (verdict === 'reused') await repository.end(session.id, now);
      if (verdict !== 'current' && verdict !== 'repeat') throw new Failure(refusals[verdict]);
      const person = await active(session);
      const secrets = newSecrets();
      const rotated = rotate(session, secrets, now);
      if (!(await repository.rotate(session, rotated))) {
        throw new Failure('session/expired', { retryAfter: 1 });
      }
      return opened(rotated, person, secrets);
    },

    /** Who presents this access token? @throws Failure session/expired or session/ended. */
    authenticate: async (accessToken: string): Promise<Caller> => {
      const session = await repository.findByAccess(digest(accessToken));
      if (!session) throw new Failure('session/expired');
      if (session.endedAt !== null) throw new Failure('session/ended');
      if (session.accessExpiresAt <= clock.now()) throw new Failure('session/expired');
      return {
        sessionId: session.id,
        kind: session.kind,
        personId: session.personId,
        courseId: session.courseId,
      };
    },

    /** The caller's sessions that go on, with in what each was opened. */
    mine: async ({ personId, sessionId }: Caller): Promise<MySession[]> =>
      (await repository.openOf(personId, clock.now())).map((session) => ({
        id: session.id,
        isThis: session.id === sessionId,
        browser: session.browser,
        system: session.system,
        startedAt: session.createdAt,
        lastSeenAt: session.rotatedAt,
      })),

    /** Ends one of the caller's sessions, this or another. @throws Failure session/forbidden */
    endOwn: async (caller: Caller, sessionId: string): Promise<void> => {
      const isOwn = await repository.endOf(caller, { id: sessionId, now: clock.now() });
      if (!isOwn) throw new Failure('session/forbidden');
    },

    /** False when all sessions of a person or guest were ended. */
    goesOn: (participantId: string): Promise<boolean> => repository.goesOn(participantId),
    end: (sessionId: string): Promise<void> => repository.end(sessionId, clock.now()),
    endAllOf: (personId: string): Promise<string[]> => repository.endAllOf(personId, clock.now()),
    /** Ends a person's sessions but this one, in the caller's transaction if any; answers which. */
    endOthers: (personId: string, but: string, trx?: Database): Promise<string[]> =>
      repository.endOthers({ personId, but, now: clock.now() }, trx),
  };
}

interface Secrets {
  access: string;
  refresh: string;
}

const newSecrets = (): Secrets => ({ access: newSecret(), refresh: newSecret() });

const refusals = {
  reused: 'session/refresh-reused',
  ended: 'session/ended',
  expired: 'session/expired',
  unknown: 'session/missing',
} as const;

function newSession(grant: TicketGrant & Place, secrets: Secrets, now: number): Session {
  return {
    id: newId(),
    ...grant,
    accessDigest: digest(secrets.access),
    accessExpiresAt: now + lifetimes.access,
    refreshDigest: digest(secrets.refresh),
    previousRefreshDigest: null,
    rotatedAt: now,
    createdAt: now,
    expiresAt: now + lifetimes.session,
    endedAt: null,
  };
}

function rotate(session: Session, secrets: Secrets, now: number): Session {
  return {
    ...session,
    accessDigest: digest(secrets.access),
    accessExpiresAt: now + lifetimes.access,
    previousRefreshDigest: session.refreshDigest,
    refreshDigest: digest(secrets.refresh),
    rotatedAt: now,
  };
}
