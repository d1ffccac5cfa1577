import type { Database } from '../../../kernel/database.ts';
import type { Events } from '../../../kernel/events.ts';
import { inTransaction } from '../../../kernel/sql.ts';
import type { Audit } from '../../audit/index.ts';
import type { Courses } from '../../directory/courses/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { PortalRepository } from './repository.ts';

export interface RemovalDeps {
  db: Database;
  repository: Pick<PortalRepository, 'all' | 'remove'>;
  courses: Pick<Courses, 'coursesOfRealm'>;
  sessions: Pick<Sessions, 'endAllInCourses' | 'endAllOfPortal'>;
  events: Pick<Events, 'emit'>;
  audit: Pick<Audit, 'record'>;
  /** Issuers of LMSs that are let in. */
  lmsIssuers: () => Promise<string[]>;
}

/**
 * Takes a portal away, as IT does at the command line: it is in the audit log, and the sessions that it opened end,
 * and no others: what an LMS or another portal of the same realm opened goes on. False: there is none with this id.
 */
export async function dismissPortal(deps: RemovalDeps, id: string): Promise<boolean> {
  const { db, repository, sessions, events } = deps;
  const portal = (await repository.all()).find((one) => one.id === id);
  if (!portal) return false;
  const { name, issuer, origins, realm } = portal;
  await inTransaction(db, async (trx) => {
    await repository.remove(id, trx);
    await deps.audit.record(trx, {
      actorId: null,
      action: 'portal.remove',
      subject: { kind: 'platform', id, name },
      scopeDepartmentId: null,
      before: { issuer, origins: origins.join(', ') },
      after: null,
    });
  });
  const ended = await sessions.endAllOfPortal(id);
  const sessionIds = [...ended, ...(await endOfBefore(deps, realm))];
  if (sessionIds.length > 0) events.emit('session.ended', { sessionIds, code: 'session/ended' });
  return true;
}

/** Sessions of which it is not known who opened them (of the version before): all, where it can only have been this one. */
async function endOfBefore(
  { repository, courses, sessions, lmsIssuers }: RemovalDeps,
  realm: string,
): Promise<string[]> {
  const others = (await repository.all()).map((one) => one.realm);
  if ([...others, ...(await lmsIssuers())].includes(realm)) return [];
  const opened = await courses.coursesOfRealm(realm);
  return sessions.endAllInCourses(opened.map((one) => one.id));
}
