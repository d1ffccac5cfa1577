import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId, newSecret } from '../../../kernel/ids.ts';
import type { MySession } from './contract.ts';
import { byBrowser } from './listing.ts';
import type { GuestReader, PersonReader, SessionPerson } from './ports.ts';
import type { SessionRepository } from './repository.ts';
import { unknownPlace, type Where } from './place.ts';
import { createRenewing, opened, refusals, type Opened } from './renewing.ts';
import { firstSecrets, type Secrets } from './secrets.ts';
import { lifetimes, type Session, type TicketGrant } from './session.ts';

export interface SessionServiceDeps {
  repository: SessionRepository;
  people: PersonReader;
  guests: GuestReader;
  clock: Clock;
}

export type SessionService = ReturnType<typeof createSessionService>;

/** Sessions: a one-time ticket opens one, a rotating cookie keeps it, a short access token uses it. */
export function createSessionService({ repository, people, guests, clock }: SessionServiceDeps) {
  const active = async (owner: Pick<TicketGrant, 'kind' | 'personId'>): Promise<SessionPerson> => {
    const person = await (owner.kind === 'guest' ? guests : people).find(owner.personId);
    if (!person) throw new Failure('session/ended', { detail: 'The person is no longer active.' });
    return person;
  };
  const open = async (grant: TicketGrant, place = unknownPlace): Promise<Opened> => {
    const person = await active(grant);
    const secrets = firstSecrets();
    const session = newSession({ ...grant, ...place }, secrets, clock.now());
    await repository.add(session);
    const { personId, browserId } = session;
    if (browserId !== null) {
      const former = await repository.beyond({ personId, browserId }, mostInBrowser);
      await repository.end(former, clock.now());
    }
    return opened(session, person, secrets);
  };
  const renew = createRenewing({ repository, clock, active });

  return {
    /** Makes a ticket that opens one session within a minute. */
    issueTicket: async (grant: TicketGrant): Promise<string> => {
      const ticket = newSecret();
      await repository.addTicket(digest(ticket), grant, clock.now() + lifetimes.ticket);
      return ticket;
    },

    /** Opens a session. @throws Failure session/ticket-invalid when the ticket is unknown, used or too old. */
    redeem: async (ticket: string, place: Where = unknownPlace): Promise<Opened> => {
      const grant = await repository.takeTicket(digest(ticket), clock.now());
      if (!grant) throw new Failure('session/ticket-invalid');
      return open(grant, { ...place, browserId: grant.browserId ?? place.browserId });
    },

    /** Opens a session without a ticket: for a guest who has just been admitted. */
    open,

    /** Rotates the secrets. @throws Failure session/expired, session/ended, session/refresh-reused or session/missing. */
    refresh: renew,

    /** Who presents this access token? @throws Failure session/expired or session/ended. */
    authenticate: async (accessToken: string): Promise<Caller> => {
      const session = await repository.findByAccess(digest(accessToken));
      if (!session) throw new Failure('session/expired');
      if (session.endedAt !== null) throw new Failure(refusals[session.endReason ?? 'ended']);
      if (session.accessExpiresAt <= clock.now()) throw new Failure('session/expired');
      return {
        sessionId: session.id,
        kind: session.kind,
        personId: session.personId,
        courseId: session.courseId,
      };
    },

    /** Where the caller is signed in: one for each browser, however many tabs and launches there were. */
    mine: async ({ personId, sessionId }: Caller): Promise<MySession[]> =>
      byBrowser(await repository.openOf(personId, clock.now()), sessionId),

    /**
     * Ends one of the caller's sessions with all of theirs in the same browser: a tab that stays signed in would sign
     * in the next one. Only this one stays, when it is another that is ended. Answers which.
     * @throws Failure session/forbidden
     */
    endOwn: async (caller: Caller, sessionId: string): Promise<string[]> => {
      const all = await repository.besides(caller, sessionId);
      if (all.length === 0) throw new Failure('session/forbidden');
      const isThis = sessionId === caller.sessionId;
      const ended = all.filter((id) => isThis || id !== caller.sessionId);
      await repository.end(ended, clock.now());
      return ended;
    },

    /** Ends a person's sessions that stand in one of these courses and were opened by then; answers which. */
    endInCourses: async (
      personId: string,
      at: { courseIds: ReadonlySet<string>; openedBy: number },
    ): Promise<string[]> => {
      const open = await repository.openOf(personId, clock.now());
      const ids = open
        .filter(({ courseId, createdAt }) => {
          return courseId !== null && at.courseIds.has(courseId) && createdAt <= at.openedBy;
        })
        .map(({ id }) => id);
      await repository.end(ids, clock.now());
      return ids;
    },

    /** In which browser a session is, and by which portal it was opened; null where it is not known, or by none. */
    originOf: async (sessionId: string): Promise<Pick<Session, 'browserId' | 'portalId'>> => {
      const { browserId = null, portalId = null } = (await repository.find(sessionId)) ?? {};
      return { browserId, portalId };
    },

    /** Which of these sessions are over by now, with the code that says why. */
    over: async (sessionIds: readonly string[]): Promise<{ id: string; code: FailureCode }[]> =>
      (await repository.overAmong(sessionIds, clock.now())).map(({ id, reason }) => ({
        id,
        code: refusals[reason],
      })),

    /** False when all sessions of a person or guest were ended. */
    goesOn: (participantId: string): Promise<boolean> => repository.goesOn(participantId),
    endAllOf: (personId: string): Promise<string[]> => repository.endAllOf(personId, clock.now()),
    /** Ends a person's sessions but this one, in the caller's transaction if any; answers which. */
    endOthers: (personId: string, but: string, trx?: Database): Promise<string[]> =>
      repository.endOthers({ personId, but, now: clock.now() }, trx),
  };
}

/** So many sessions of one browser go on; of more, those end that were seen longest ago. */
const mostInBrowser = 20;

function newSession(grant: TicketGrant & Where, secrets: Secrets, now: number): Session {
  return {
    id: newId(),
    portalId: null,
    ...grant,
    accessDigest: digest(secrets.access),
    accessExpiresAt: now + lifetimes.access,
    familyDigest: secrets.familyDigest,
    seed: secrets.seed,
    refreshDigest: digest(secrets.refresh),
    previousRefreshDigest: null,
    rotatedAt: now,
    createdAt: now,
    expiresAt: now + lifetimes.session,
    endedAt: null,
    endReason: null,
  };
}
