import type { Clock } from '../../../../kernel/clock.ts';
import type { Database } from '../../../../kernel/database.ts';
import type { Events } from '../../../../kernel/events.ts';
import { Failure } from '../../../../kernel/failure.ts';
import { inTransaction } from '../../../../kernel/sql.ts';
import type { Audit } from '../../../audit/index.ts';
import type { Courses } from '../../../directory/courses/index.ts';
import type { Portals } from '../../portal/index.ts';
import type { Sessions } from '../../sessions/index.ts';
import type { MoodleShown } from './contract.ts';
import { codeLifeMs, type createConnecting, type MoodleDeclared } from '../connecting.ts';

import type { MoodleRepository } from '../repository.ts';
import { isPluginRoom } from '../rooms.ts';

interface MoodleAdminDeps {
  db: Database;
  clock: Clock;
  repository: Pick<MoodleRepository, 'connections' | 'countRooms' | 'disconnect'>;
  connecting: Pick<ReturnType<typeof createConnecting>, 'openConnection'>;
  portals: Pick<Portals, 'list' | 'vouches' | 'remove'>;
  courses: Pick<Courses, 'coursesOfRealm'>;
  sessions: Pick<Sessions, 'endAllInCourses' | 'endAllOfPortal'>;
  events: Pick<Events, 'emit'>;
  audit: Pick<Audit, 'record'>;
  /** What is pasted into Moodle. */
  audience: string;
}

export type MoodleAdmin = ReturnType<typeof createMoodleAdmin>;

/** What IT does with Moodles that the plugin connects, each in the audit log. */
export function createMoodleAdmin(deps: MoodleAdminDeps) {
  const { db, clock, repository, portals } = deps;
  return {
    list: (): Promise<MoodleShown[]> => listed(deps),
    /** A code for one Moodle. That one was made is kept; the code itself is a secret. */
    open: async (declared: MoodleDeclared, actorId: string) => {
      const expiresAt = clock.now() + codeLifeMs;
      const code = await deps.connecting.openConnection(declared);
      const after = { issuer: declared.wwwroot, vouches: [...declared.vouches].join(', ') };
      await deps.audit.record(db, {
        actorId,
        action: 'moodle.code',
        subject: { kind: 'platform', id: '', name: declared.name },
        scopeDepartmentId: null,
        before: null,
        after,
      });
      return { address: deps.audience, code, expiresAt };
    },
    /** What it signs is refused from then on, and what was opened from its activities ends. @throws Failure platform/not-found */
    disconnect: async (id: string, actorId: string | null): Promise<void> => {
      const moodle = (await listed(deps)).find((one) => one.id === id);
      const portal = (await portals.list()).find((one) => one.id === id);
      if (!moodle || !portal) throw new Failure('platform/not-found');
      await inTransaction(db, async (trx) => {
        await portals.remove(id, trx);
        await repository.disconnect(trx, id);
        await deps.audit.record(trx, {
          actorId,
          action: 'moodle.disconnect',
          subject: { kind: 'platform', id, name: moodle.name },
          scopeDepartmentId: null,
          before: { issuer: moodle.wwwroot, vouches: moodle.vouches.join(', ') },
          after: null,
        });
      });
      await endOpened(deps, portal);
    },
  };
}

async function listed({ repository, portals }: MoodleAdminDeps): Promise<MoodleShown[]> {
  const connections = await repository.connections();
  const vouches = await portals.vouches();
  const shown = (await portals.list()).map(async ({ id, kind, name, issuer }) => {
    const row = connections.get(id);
    if (!row || kind !== 'moodle') return [];
    const moodle: MoodleShown = {
      id,
      name,
      wwwroot: issuer,
      plugin: row.plugin,
      moodle: row.moodle,
      vouches: [...(vouches.get(id) ?? [])],
      rooms: await repository.countRooms(id),
      connectedAt: row.connected_at,
      heardAt: row.heard_at,
      testedAt: row.tested_at,
      failure: row.failure,
      failedAt: row.failed_at,
    };
    return [moodle];
  });
  return (await Promise.all(shown)).flat();
}

/** What it opened, and of what it is not known of (from the version before), only the plugin's rooms: LTI's go on. */
async function endOpened(
  { courses, sessions, events }: MoodleAdminDeps,
  { id, realm }: { id: string; realm: string },
): Promise<void> {
  const rooms = (await courses.coursesOfRealm(realm)).filter(({ externalId }) =>
    isPluginRoom(externalId),
  );
  const sessionIds = [
    ...(await sessions.endAllOfPortal(id)),
    ...(await sessions.endAllInCourses(rooms.map((room) => room.id))),
  ];
  if (sessionIds.length > 0) events.emit('session.ended', { sessionIds, code: 'session/ended' });
}
