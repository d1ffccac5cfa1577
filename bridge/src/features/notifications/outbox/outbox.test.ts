import assert from 'node:assert/strict';
import { testSealing } from '../../../../test/bridge-settings.ts';
import pino from 'pino';
import { becomes } from '../../../../test/becomes.ts';
import { fakeProvider } from '../../../../test/carriers.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { createOutbox } from './index.ts';
import type { Posting } from './message.ts';
import type { Carriers, LmsMessage, Mail, Push, Sms } from './ports.ts';

const log = pino({ level: 'silent' });
const minute = 60_000;

const mail = (text: string, more: Partial<Posting> = {}): Posting => ({
  message: { kind: 'mail', to: 'a@uni.test', subject: text, text, html: text },
  about: 'invitation',
  ...more,
});

const outboxOn = (db: Database, carriers: Carriers) => {
  const clock = settableClock();
  return {
    clock,
    outbox: createOutbox({ db, clock, log, sealing: testSealing, carriers, random: () => 0.5 }),
  };
};

const fakeMail = () =>
  fakeProvider({
    message: (text: string): Mail => ({ kind: 'mail', to: 'a@b.cd', subject: '', text, html: '' }),
    textOf: ({ text }: Mail) => text,
  });

forEachDatabase('the outbox', (open) => {
  it('keeps a message exactly when what it tells of is kept', async () => {
    const db = await open();
    const provider = fakeMail();
    const { outbox } = outboxOn(db, { mail: provider.carrier });
    await db.transaction((trx) => outbox.add(trx, mail('kept')));
    const undone = db.transaction(async (trx) => {
      await outbox.add(trx, mail('undone'));
      throw new Error('the meeting could not be made');
    });
    await assert.rejects(undone);
    await outbox.run();
    assert.deepEqual(
      provider.taken().map(({ text }) => text),
      ['kept'],
    );
    assert.deepEqual((await outbox.status()).counts, { sent: 1 });
  });

  it('sends each message once with two bridges at the same rows', async () => {
    const db = await open();
    const provider = fakeMail();
    const clock = settableClock();
    const bridge = () =>
      createOutbox({ db, clock, log, sealing: testSealing, carriers: { mail: provider.carrier } });
    const one = bridge();
    const other = bridge();
    const texts = Array.from({ length: 60 }, (_, index) => `mail ${index}`);
    for (const text of texts) await one.add(db, mail(text));
    await Promise.all([one.run(), other.run(), one.run(), other.run()]);
    const taken = provider.taken().map(({ text }) => text);
    assert.equal(taken.length, 60);
    assert.deepEqual(new Set(taken), new Set(texts));
  });

  it('lets nothing wait for a provider that does not answer: neither another kind nor the next message', async () => {
    const db = await open();
    const came: string[] = [];
    const answers: (() => void)[] = [];
    const accepted = { is: 'accepted', reference: null } as const;
    const carriers: Carriers = {
      mail: {
        carry: ({ text }: Mail) => {
          came.push(text);
          if (text !== 'slow') return Promise.resolve(accepted);
          return new Promise((resolve) => answers.push(() => resolve(accepted)));
        },
      },
      sms: { carry: ({ text }: Sms) => Promise.resolve(void came.push(text)).then(() => accepted) },
    };
    const { outbox } = outboxOn(db, carriers);
    // As the bridge does it: every job by itself, none again before it has ended.
    const lookForWhatIsDue = () => Promise.all(outbox.jobs.map(({ work }) => work()));
    await outbox.add(db, mail('slow'));
    await lookForWhatIsDue();
    await becomes(() => Promise.resolve(came), ['slow']);
    await outbox.add(db, {
      message: { kind: 'sms', to: '+8613800000000', text: 'code' },
      about: 'login-code',
    });
    await outbox.add(db, mail('next'));
    await lookForWhatIsDue();
    await becomes(() => Promise.resolve(came.toSorted()), ['code', 'next', 'slow']);
    for (const answer of answers) answer();
    await outbox.run();
    assert.deepEqual((await outbox.status()).counts, { sent: 3 });
  });

  it('sends what has a key once, however often it is put in', async () => {
    const db = await open();
    const provider = fakeMail();
    const { outbox } = outboxOn(db, { mail: provider.carrier });
    const once = mail('class', { onceKey: 'class:1:person' });
    for (let time = 0; time < 3; time += 1) {
      await db.transaction((trx) => outbox.add(trx, once));
      await outbox.run();
    }
    assert.equal(provider.taken().length, 1);
  });

  it('gives up after two days of "not now", at once on "never"; both can be sent again', async () => {
    const db = await open();
    const provider = fakeMail();
    const { outbox, clock } = outboxOn(db, { mail: provider.carrier });
    provider.meet('refuse');
    await outbox.add(db, mail('no such mailbox'));
    await outbox.run();
    assert.equal((await outbox.list('dead')).length, 1);

    await outbox.add(db, mail('mailbox full'));
    const began = clock.now();
    provider.meet('busy');
    let isWaiting = true;
    while (isWaiting) {
      const touched = await outbox.run();
      isWaiting = (await outbox.status()).counts.waiting === 1;
      if (touched > 0 && isWaiting) provider.meet('busy');
      clock.move(10 * minute);
    }
    const hours = (clock.now() - began) / 3_600_000;
    assert.ok(hours > 40 && hours < 55, `${hours} h`);
    const dead = await outbox.list('dead');
    assert.deepEqual(dead.map(({ attempts }) => attempts).sort(), [1, 21]);
    assert.ok(dead.every(({ reason }) => reason !== null));

    const full = dead.find(({ attempts }) => attempts > 1);
    assert.equal(await outbox.resend([full?.id ?? '']), 1);
    await outbox.run();
    assert.equal(await outbox.resend('all'), 1);
    await outbox.run();
    assert.deepEqual(
      provider.taken().map(({ text }) => text),
      ['mailbox full', 'no such mailbox'],
    );
  });

  it('forgets what was written once it is settled', async () => {
    const db = await open();
    const provider = fakeMail();
    const { outbox } = outboxOn(db, { mail: provider.carrier });
    await outbox.add(db, mail('your code is 123456'));
    await outbox.run();
    const [row] = await db<{ payload: string }>('outbox').select('payload');
    assert.equal(row?.payload, '');
  });

  it('drops what is of no use any more, and sends the other message instead', async () => {
    const db = await open();
    const provider = fakeMail();
    const push: Push = {
      kind: 'push',
      to: '11111111-1111-4111-8111-111111111111',
      payload: '{}',
      urgency: 'high',
      topic: 'x',
    };
    const gone = () => Promise.resolve({ is: 'gone', reason: '410' } as const);
    const carriers = { mail: provider.carrier, push: { carry: gone } };
    const { outbox, clock } = outboxOn(db, carriers);
    const otherwise = mail('you were called', { onceKey: 'call:1' });
    await outbox.add(db, { message: push, about: 'call', otherwise });
    const expiresAt = clock.now() + minute;
    await outbox.add(db, { message: push, about: 'call', otherwise, expiresAt });
    clock.move(2 * minute);
    await outbox.run();
    await outbox.run();
    assert.deepEqual((await outbox.status()).counts, { dropped: 2, sent: 1 });
    assert.equal(provider.taken().length, 1);
  });

  it('never tells the LMS twice: cut off in the middle is a dead mail', async () => {
    const db = await open();
    const provider = fakeProvider({
      message: (text: string): LmsMessage => ({ kind: 'lms', to: '7', text }),
      textOf: ({ text }: LmsMessage) => text,
    });
    const { outbox, clock } = outboxOn(db, { lms: provider.carrier });
    const message = provider.message('class has started');
    provider.meet('break-off');
    await outbox.add(db, { message, about: 'class-started' });
    await outbox.run();
    clock.move(10 * minute);
    await outbox.run();
    assert.equal(provider.taken().length, 1);
    assert.equal((await outbox.list('dead')).length, 1);
  });

  it('takes nothing that is malformed: no second recipient, no second line of a subject', async () => {
    const db = await open();
    const { outbox } = outboxOn(db, {});
    const { message } = mail('x');
    if (message.kind !== 'mail') throw new Error('a mail');
    for (const bad of [
      { ...message, subject: 'a\r\nBcc: b@uni.test' },
      { ...message, to: 'a@uni.test, b@uni.test' },
      { ...message, to: 'a@uni.test\r\nRCPT TO:<b@uni.test>' },
      { ...message, replyTo: { name: 'a\nb', address: 'a@uni.test' } },
    ]) {
      await assert.rejects(async () => outbox.add(db, { message: bad, about: 'x' }));
    }
    assert.deepEqual((await outbox.status()).counts, {});
  });
});
