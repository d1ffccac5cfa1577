import assert from 'node:assert/strict';
import { migrations } from '../migrations/index.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../src/kernel/database.ts';
import { itOnEmptyDatabases } from './databases.ts';

const until = migrations.findIndex(({ name }) => name.startsWith('0007'));

const meeting = (id: string, more: Record<string, unknown>) => ({
  id,
  kind: 'course',
  title: '数据结构',
  host_person_id: 'p-1',
  host_name: '林芳',
  state: 'ended',
  room: id.padEnd(32, '0'),
  capacity: 500,
  started_at: 1,
  ...more,
});

async function rules(settings: DatabaseSettings): Promise<void> {
  const db = openDatabase(settings);
  try {
    await migrate(db, migrations.slice(0, until));
    await db('meetings').insert([
      meeting('a', { course_id: 'c-1' }),
      meeting('b', { course_id: 'c-1', state: 'open', running_key: 'course:c-1:-' }),
      meeting('c', { course_id: 'c-1', group_id: 'g-1' }),
      meeting('d', { kind: 'personal' }),
    ]);
    await db('sessions').insert({
      id: 's',
      person_id: 'p-1',
      access_digest: 'x',
      access_expires_at: 1,
      refresh_digest: 'y',
      rotated_at: 1,
      created_at: 1,
      expires_at: 1,
    });
    await migrate(db, migrations);
    await check(db);
  } finally {
    await db.destroy();
  }
}

interface Given {
  id: string;
  kind: string;
  number: string;
  scope: string;
  owner_person_id: string | null;
  running_key: string | null;
}

async function check(db: Database): Promise<void> {
  const rows = await db('meeting_series as s')
    .join('meetings as m', 'm.series_id', 's.id')
    .orderBy('m.id')
    .select<Given[]>('s.id', 's.kind', 's.number', 's.scope', 's.owner_person_id', 'm.running_key');
  const [first, second, third] = rows.map(({ id }) => id);
  assert.equal(first, second);
  assert.notEqual(first, third);
  assert.deepEqual(
    rows.map((row) => [row.kind, row.scope, row.owner_person_id, row.running_key]),
    [
      ['course', 'invited', null, null],
      ['course', 'invited', null, `series:${second ?? ''}`],
      ['course', 'invited', null, null],
      ['personal', 'campus', 'p-1', null],
    ],
  );
  for (const { kind, number } of rows) {
    assert.match(number, kind === 'personal' ? /^[1-9]\d{9}$/u : /^[1-9]\d{8}$/u);
  }
  assert.deepEqual(await db('sessions').select<{ kind: string }[]>('kind'), [{ kind: 'person' }]);
}

describe('the migration to series', () => {
  itOnEmptyDatabases('gives every meeting one, and every session a person', rules);
});
