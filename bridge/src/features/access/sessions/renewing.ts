import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newSecret } from '../../../kernel/ids.ts';
import type { OpenSession } from './contract.ts';
import type { SessionPerson } from './ports.ts';
import type { SessionRepository } from './repository.ts';
import { nextSecrets, presentedSecret, type Secrets } from './secrets.ts';
import { checkRefresh, lifetimes, type Session } from './session.ts';

/** An opened or refreshed session together with the secret that goes into the cookie. */
export interface Opened {
  reply: OpenSession;
  refreshSecret: string;
  /** What the browser keeps, so that its sessions are listed as one. */
  browserId: string | null;
}

/** A session with its secrets, as its browser gets it. */
export function opened(session: Session, person: SessionPerson, secrets: Secrets): Opened {
  return {
    refreshSecret: secrets.refresh,
    browserId: session.browserId,
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
}

/** What is answered where a session does not go on. */
export const refusals = {
  reused: 'session/refresh-reused',
  ended: 'session/ended',
  expired: 'session/expired',
  unknown: 'session/missing',
} as const;

interface RenewingDeps {
  repository: SessionRepository;
  clock: Clock;
  /** @throws Failure session/ended */
  active: (owner: Session) => Promise<SessionPerson>;
}

/** Rotates the secrets of sessions. */
export function createRenewing({ repository, clock, active }: RenewingDeps) {
  const once = async (session: Session, secret: string): Promise<Opened | null> => {
    const now = clock.now();
    const verdict = checkRefresh(session, presentedSecret(secret), now);
    if (verdict === 'reused') await repository.end([session.id], now, 'reused');
    if (verdict !== 'current' && verdict !== 'repeat') throw new Failure(refusals[verdict]);
    const person = await active(session);
    const secrets = nextSecrets(secret, session.seed ?? newSecret());
    // A lost answer is given again as it was.
    if (verdict === 'repeat') return opened(session, person, secrets);
    const rotated = rotate(session, secrets, now);
    return (await repository.rotate(session, rotated)) ? opened(rotated, person, secrets) : null;
  };
  return async (sessionId: string, secret: string): Promise<Opened> => {
    // Of two tabs at the same moment one renews; the other is then a repeat, and gets the same.
    for (let round = 0; round < 3; round += 1) {
      const session = await repository.find(sessionId);
      if (!session) throw new Failure('session/missing');
      const renewed = await once(session, secret);
      if (renewed) return renewed;
    }
    throw new Failure('session/ended');
  };
}

function rotate(session: Session, secrets: Secrets, now: number): Session {
  return {
    ...session,
    accessDigest: digest(secrets.access),
    accessExpiresAt: now + lifetimes.access,
    familyDigest: secrets.familyDigest,
    seed: secrets.seed,
    previousRefreshDigest: session.refreshDigest,
    refreshDigest: digest(secrets.refresh),
    rotatedAt: now,
  };
}
