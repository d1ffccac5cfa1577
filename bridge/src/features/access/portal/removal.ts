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
  sessions: Pick<Sessions, 'endAllInCourses'>;
  events: Pick<Events, 'emit'>;
  audit: Pick<Audit, 'record'>;
  /** Issuers of LMSs that are let in. */
  lmsIssuers: () => Promise<string[]>;
}

/**
 * Takes a portal away, as IT does at the command line: it is in the audit log, and what was opened from its courses
 * ends. Courses that an LMS or another portal opens as well go on. False: there is none with this id.
 */
export async function dismissPortal(deps: RemovalDeps, id: string): Promise<boolean> {
  const { db, repository, courses, sessions, events } = deps;
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
  const others = (await repository.all()).map((one) => one.realm);
  if ([...others, ...(await deps.lmsIssuers())].includes(realm)) return true;
  const opened = await courses.coursesOfRealm(realm);
  const sessionIds = await sessions.endAllInCourses(opened.map((one) => one.id));
  if (sessionIds.length > 0) events.emit('session.ended', { sessionIds, code: 'session/ended' });
  return true;
}
