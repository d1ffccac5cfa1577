import { createSync, type RosterSnapshot } from '../src/features/directory/sync/index.ts';
import type { Database } from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';
import { adminFixture } from './admin-fixture.ts';
import { fakeSource, moodle } from './roster-fixtures.ts';
import { runRawBridge } from './raw-bridge.ts';
import type { Actor } from './campus.ts';
import { aPlatform } from './fake-platform/known.ts';

/** The colleges and admins of `adminFixture`, with a directory and an LMS that is believed, and a bridge. */
export async function identityFixture(db: Database, more: Record<string, string> = {}) {
  const at = await adminFixture(db);
  await aPlatform(db, { id: 'lms', issuer: moodle, vouches: 'campusNumber,mail' });
  const bridge = await runRawBridge(db, at.clock, more);
  /** Runs a source once, saying this. */
  const tells = async (snapshot: RosterSnapshot): Promise<void> => {
    at.clock.move(1_000);
    const name = snapshot.kind === 'course' ? 'moodle' : 'ldap';
    const syncService = createSync({
      ...at.registry,
      db,
      clock: at.clock,
      log: createLog('silent'),
      sources: [fakeSource(name, snapshot)],
      removalLimit: { share: 1, people: 100 },
    });
    await syncService.run(name);
  };
  const ask = async (who: Actor, request: string, body?: unknown) => {
    const [method = '', path = ''] = request.split(' ');
    const answer = await bridge.send({
      method,
      path: `/api/admin/${path}`,
      token: who.token,
      body,
    });
    const reply = answer.code === undefined ? (JSON.parse(answer.text) as never) : null;
    return { ...answer, reply };
  };
  const personOf = async (source: string, externalId: string): Promise<string> => {
    const row = await db<{ person_id: string; source: string; external_id: string }>(
      'person_records',
    )
      .where({ source, external_id: externalId })
      .first();
    return row?.person_id ?? 'nobody';
  };
  return { ...at, bridge, tells, ask, personOf };
}
