import assert from 'node:assert/strict';
import { migrations } from '../migrations/index.ts';
import { createModerationRepository } from '../src/features/meetings/moderation/repository.ts';
import { migrate, openDatabase, type DatabaseSettings } from '../src/kernel/database.ts';
import { itOnEmptyDatabases } from './databases.ts';

const until = migrations.findIndex(({ name }) => name.startsWith('0049'));
const media = { microphone: true, camera: false, share: true };

const meeting = (id: string) => ({
  id,
  kind: 'course',
  title: '数据结构',
  host_person_id: 'p-1',
  host_name: '林芳',
  state: 'open',
  room: id.padEnd(32, '0'),
  capacity: 500,
});

async function rules(settings: DatabaseSettings): Promise<void> {
  const db = openDatabase(settings);
  try {
    await migrate(db, migrations.slice(0, until));
    await db('meetings').insert(['open', 'shut', 'untouched'].map(meeting));
    await db('meeting_permissions').insert([
      { meeting_id: 'open', ...media, chat: true },
      { meeting_id: 'shut', ...media, chat: false },
    ]);
    await migrate(db, migrations);
    const repository = createModerationRepository(db);
    assert.deepEqual((await repository.said('open')).permissions, { ...media, chat: 'everybody' });
    assert.deepEqual((await repository.said('shut')).permissions, { ...media, chat: 'off' });
    await repository.change('untouched', { camera: false });
    assert.deepEqual((await repository.said('untouched')).permissions, {
      ...media,
      chat: 'everybody',
    });
  } finally {
    await db.destroy();
  }
}

describe('the migration to rules of the chat', () => {
  itOnEmptyDatabases('keeps what was set: allowed is for everybody, forbidden is off', rules);
});
