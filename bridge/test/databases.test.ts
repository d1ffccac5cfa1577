import assert from 'node:assert/strict';
import { forEachDatabase } from './databases.ts';

forEachDatabase('a database', (open) => {
  it('keeps 4-byte Han, emoji and markup exactly, and moments to the millisecond', async () => {
    const db = await open();
    const row = {
      digest: '𠮷🎓<b>&',
      person_id: 'p',
      expires_at: 1_790_000_000_123,
    };
    await db('session_tickets').insert(row);
    const stored = await db<typeof row>('session_tickets').first();
    assert.equal(stored?.digest, row.digest);
    assert.equal(stored.expires_at, row.expires_at);
  });
});
