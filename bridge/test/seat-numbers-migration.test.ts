import assert from 'node:assert/strict';
import { migrations } from '../migrations/index.ts';
import { createSeatRepository } from '../src/features/meetings/seat-repository.ts';
import { migrate, openDatabase, type DatabaseSettings } from '../src/kernel/database.ts';
import { itOnEmptyDatabases } from './databases.ts';

const until = migrations.findIndex(({ name }) => name.startsWith('0054'));

const meeting = (id: string) => ({
  id,
  kind: 'course',
  title: '数据结构',
  host_person_id: 'p-1',
  host_name: '林芳',
  state: 'open',
  room: id.padEnd(32, '0'),
  capacity: 3,
});

async function rules(settings: DatabaseSettings): Promise<void> {
  const db = openDatabase(settings);
  const now = Date.now();
  const seat = (meetingId: string, personId: string, leaseExpiresAt: number | null) => ({
    id: `${meetingId}-${personId}`,
    meeting_id: meetingId,
    person_id: personId,
    role: 'member',
    lease_expires_at: leaseExpiresAt,
    taken_at: now,
  });
  try {
    await migrate(db, migrations.slice(0, until));
    await db('meetings').insert(['one', 'two'].map(meeting));
    await db('seats').insert([
      seat('one', 'inside', null),
      seat('one', 'coming', now + 3_600_000),
      seat('one', 'gone', now - 1),
      seat('two', 'inside', null),
    ]);
    await migrate(db, migrations);
    const seats = createSeatRepository(db);
    assert.deepEqual(
      [await seats.countHeld('one', now), await seats.countHeld('two', now)],
      [2, 1],
    );
    const request = { meetingId: 'one', role: 'member', capacity: 3, now } as const;
    const take = (personId: string) =>
      seats.take({ ...request, personId, leaseExpiresAt: now + 60_000 });
    assert.ok(await take('new'));
    assert.equal(await take('one too many'), null);
    assert.equal((await take('coming'))?.id, 'one-coming');
  } finally {
    await db.destroy();
  }
}

describe('the migration to numbered seats', () => {
  itOnEmptyDatabases('keeps who has a seat, and how many are left', rules);
});
