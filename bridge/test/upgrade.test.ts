import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { migrations } from '../migrations/index.ts';
import { owners } from '../migrations/owners.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { migrate, openDatabase, type Database, type Migration } from '../src/kernel/database.ts';
import { campus, type Actor } from './campus.ts';
import { itOnEmptyDatabases } from './databases.ts';
import { startMain } from './main-process.ts';

/** A later version: every table has one column more, and an index of it; there is a table more. */
const later: Migration = {
  name: '9998-later',
  up: async (db) => {
    for (const name of Object.values(owners).flat()) {
      await db.schema.alterTable(name, (table) => {
        table.string('of_later', 10).defaultTo('x');
        table.index(['of_later'], `later_${name}`);
      });
    }
    await db.schema.createTable('later', (table) => table.string('id', 36).primary());
  },
};

const contraction: Migration = { name: '9999-later-contract', up: () => Promise.resolve() };

/** A course whose people come to the bridge at this address. */
async function aClass(db: Database, at: string) {
  const here = campus(db, systemClock);
  const teacher = await here.person('Teacher');
  const students = [await here.person('Student 1'), await here.person('Student 2')];
  const course = await here.course(teacher, students);
  const ask = async ({ token }: Actor, what: string): Promise<Record<string, unknown>> => {
    const [method = '', path = ''] = what.split(' ');
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const body = method === 'POST' ? { body: '{}' } : {};
    const answer = await fetch(`http://${at}/api/${path}`, { method, headers, ...body });
    const reply = (await answer.json()) as Record<string, unknown>;
    assert.equal(answer.status, 200, `${what}: ${JSON.stringify(reply)}`);
    return reply;
  };
  /** A class from its beginning to its end, and what else is looked at. */
  const day = async (): Promise<void> => {
    const { id } = await ask(teacher, `POST courses/${course.id}/meetings`);
    for (const student of students) {
      await ask(student, `GET courses/${course.id}/meetings`);
      await ask(student, `POST meetings/${String(id)}/enter`);
      await ask(student, 'GET my-meetings');
      await ask(student, 'GET address-book?query=teach');
      await ask(student, `POST meetings/${String(id)}/leave`);
    }
    await ask(teacher, `POST meetings/${String(id)}/end`);
  };
  return day;
}

describe('An upgrade', () => {
  let folder: string;
  const started: ReturnType<typeof startMain>[] = [];
  const start = (settings: Record<string, string>) => {
    const bridge = startMain(settings);
    started.push(bridge);
    return bridge;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-upgrade-'));
  });
  afterEach(() => {
    for (const bridge of started.splice(0)) bridge.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  itOnEmptyDatabases(
    'changes the schema while the version before serves, and may be started again',
    async (given) => {
      const file = { kind: 'sqlite', file: join(folder, 'campus-meet.sqlite') } as const;
      const where = given.kind === 'sqlite' ? file : given;
      const db = openDatabase(where);
      await migrate(db, migrations);
      const at = `127.0.0.1:${await getPort()}`;
      const settings = {
        CAMPUS_MEET_LISTEN: at,
        CAMPUS_MEET_DATABASE: where.kind === 'sqlite' ? `sqlite:${where.file}` : where.url,
      };
      const bridge = start(settings);
      await bridge.ready();
      const day = await aClass(db, at);
      const over = new AbortController();
      await day();
      let days = 0;
      // One after the other: a second one at the same time would end the meeting of the first.
      const going = (async () => {
        do {
          await day();
          days += 1;
        } while (!over.signal.aborted);
      })();
      await migrate(db, [...migrations, later]);
      const before = days;
      over.abort();
      await going;
      await day();
      assert.ok(days > before, 'one went on over the end of the changes');
      assert.equal(await bridge.stop(), 0);

      const again = start(settings);
      await again.ready();
      await day();
      assert.match(again.said(), /of a later version already/u);
      assert.equal(await again.stop(), 0);

      await migrate(db, [...migrations, later, contraction]);
      const refused = start(settings);
      assert.equal(await refused.ended, 78);
      assert.match(refused.said(), /taken away what this one needs \(9999-later-contract\)/u);
      await db.destroy();
    },
  );
});
