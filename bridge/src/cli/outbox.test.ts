import assert from 'node:assert/strict';
import { testSealing } from '../../test/bridge-settings.ts';
import pino from 'pino';
import { fakeProvider } from '../../test/carriers.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { createOutbox } from '../features/notifications/outbox/index.ts';
import type { Mail } from '../features/notifications/outbox/ports.ts';
import { settableClock } from '../kernel/clock.ts';
import { outboxCommand } from './outbox.ts';

const mail = (text: string): Mail => ({
  kind: 'mail',
  to: 'a@uni.test',
  subject: text,
  text,
  html: text,
});

forEachDatabase('npm run campus -- outbox', (open) => {
  it('shows what was given up, without what was written, and sends it again', async () => {
    const db = await open();
    const provider = fakeProvider({ message: mail, textOf: ({ text }: Mail) => text });
    const deps = {
      db,
      clock: settableClock(),
      log: pino({ level: 'silent' }),
      sealing: testSealing,
    };
    const outbox = createOutbox({ ...deps, carriers: { mail: provider.carrier } });
    const run = async (...args: string[]) => {
      const lines: string[] = [];
      const code = await outboxCommand(outbox, args, (line) => void lines.push(line));
      return { code, said: lines.join('\n') };
    };
    provider.meet('refuse');
    await outbox.add(db, { message: mail('the password is correct-horse'), about: 'invitation' });
    await outbox.run();
    const { said } = await run('list');
    assert.match(said, /mail invitation to a@uni\.test {2}1 attempts {2}refused/u);
    assert.doesNotMatch(said, /correct-horse/u);
    assert.match((await run()).said, /^dead {5}1$/mu);
    assert.match((await run('resend', said.split(' ')[0] ?? '')).said, /^1 put back/u);
    await outbox.run();
    assert.match((await run()).said, /^sent {5}1$/mu);
    for (const wrong of [['list', 'everything'], ['resend'], ['empty']]) {
      assert.equal((await run(...wrong)).code, 64);
    }
  });
});
