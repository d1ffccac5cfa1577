import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { migrations } from '../../../../migrations/index.ts';
import { testSealing } from '../../../../test/bridge-settings.ts';
import { smtpFixture, type SmtpFixture } from '../../../../test/smtp-fixture.ts';
import { migrate, openDatabase, type Database } from '../../../kernel/database.ts';
import { systemClock } from '../../../kernel/clock.ts';
import { createOutbox } from './index.ts';

const count = 300;
/** How many are on their way at once. */
const atOnce = 3;

describe('a bridge that is killed while it sends', () => {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-outbox-'));
  const file = join(folder, 'outbox.sqlite');
  let fixture: SmtpFixture;
  let db: Database;
  before(async () => {
    fixture = smtpFixture();
    await fixture.start();
    db = openDatabase({ kind: 'sqlite', file });
    await migrate(db, migrations);
  });
  after(async () => {
    await fixture.stop();
    await db.destroy();
    rmSync(folder, { recursive: true });
  });

  const sender = (): ChildProcess =>
    spawn(process.execPath, [join(import.meta.dirname, '../../../../test/outbox-process.ts')], {
      env: { ...process.env, OUTBOX_FILE: file, OUTBOX_SMTP: String(fixture.port()) },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  const received = async (atLeast: number): Promise<void> => {
    while (fixture.received.length < atLeast)
      await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('loses nothing and doubles nothing but what was between taking and acknowledging', async () => {
    const deps = {
      db,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      sealing: testSealing,
      carriers: {},
    };
    const outbox = createOutbox(deps);
    for (let index = 0; index < count; index += 1) {
      const message = { kind: 'mail', to: 'a@uni.test', text: `mail ${index}` } as const;
      const whole = { ...message, subject: message.text, html: '' };
      await outbox.add(db, { message: whole, about: 'invitation' });
    }
    const twice = new Set<string>();
    const acknowledged = async () =>
      (await db<{ id: string; state: string }>('outbox').where({ state: 'sent' }).select('id')).map(
        ({ id }) => id,
      );
    const times = (id: string) =>
      fixture.received.filter(({ messageId }) => messageId === `<${id}@uni.test>`).length;
    const kills = [20, 110, 220];
    for (const stopAt of kills) {
      const child = sender();
      await received(stopAt);
      child.kill('SIGKILL');
      await once(child, 'exit');
      await fixture.idle();
      const sent = await acknowledged();
      assert.ok(sent.length < count, 'killed in the middle');
      // What was acknowledged is never sent again; what was not may have come, and comes once more.
      assert.deepEqual(
        sent.filter((id) => times(id) !== 1 && !twice.has(id)),
        [],
      );
      for (const { id } of await db<{ id: string; state: string }>('outbox').where({
        state: 'waiting',
      })) {
        if (times(id) > 0) twice.add(id);
      }
    }
    const last = sender();
    await once(last, 'exit');
    assert.deepEqual((await outbox.status()).counts, { sent: count });
    const ids = await acknowledged();
    assert.equal(new Set(fixture.received.map(({ messageId }) => messageId)).size, count);
    assert.equal(new Set(fixture.received.map(({ text }) => text)).size, count);
    // Exactly those that were between taking and acknowledging at a kill came twice, with the same Message-ID.
    assert.deepEqual(ids.filter((id) => times(id) > 1).toSorted(), [...twice].toSorted());
    assert.ok(twice.size <= kills.length * atOnce, `${twice.size}`);
  });
});
