import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { migrations } from '../../../migrations/index.ts';
import { smtpHouse, type SmtpHouse } from '../../../test/smtp-house.ts';
import { migrate, openDatabase, type Database } from '../../kernel/database.ts';
import { systemClock } from '../../kernel/clock.ts';
import { createOutbox } from './index.ts';

const count = 40;

describe('a bridge that is killed while it sends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-outbox-'));
  const file = join(folder, 'outbox.sqlite');
  let house: SmtpHouse;
  let db: Database;
  before(async () => {
    house = smtpHouse();
    await house.start();
    db = openDatabase({ kind: 'sqlite', file });
    await migrate(db, migrations);
  });
  after(async () => {
    await house.stop();
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  const sender = (): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, '../../../test/outbox-process.ts')], {
      env: { ...process.env, OUTBOX_FILE: file, OUTBOX_SMTP: String(house.port()) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  const received = async (atLeast: number): Promise<void> => {
    while (house.received.length < atLeast) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('loses nothing and doubles nothing but what was between taking and acknowledging', async () => {
    const parts = { db, clock: systemClock, log: pino({ level: 'silent' }), carriers: {} };
    const outbox = createOutbox(parts);
    for (let index = 0; index < count; index += 1) {
      const message = { kind: 'mail', to: 'a@uni.test', text: `mail ${index}` } as const;
      const whole = { ...message, subject: message.text, html: '' };
      await outbox.add(db, { message: whole, about: 'invitation' });
    }
    for (const stopAt of [8, 20]) {
      const child = sender();
      await received(stopAt);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const last = sender();
    await once(last, 'exit');
    assert.deepEqual((await outbox.status()).counts, { sent: count });
    const texts = new Set(house.received.map(({ text }) => text));
    assert.equal(texts.size, count);
    // At most those that were on their way at a kill came twice, each with its own Message-ID.
    const ids = new Set(house.received.map(({ messageId }) => messageId));
    assert.equal(ids.size, count);
    assert.ok(house.received.length - count <= 2 * 3, `${house.received.length}`);
  }).timeout(60_000);
});
