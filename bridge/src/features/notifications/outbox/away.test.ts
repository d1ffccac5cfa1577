import assert from 'node:assert/strict';
import { testSealing } from '../../../../test/bridge-settings.ts';
import pino from 'pino';
import { forEachDatabase } from '../../../../test/databases.ts';
import { shippedTemplates } from '../../../../test/shipped-templates.ts';
import { smtpFixture, type SmtpFixture } from '../../../../test/smtp-fixture.ts';
import { createSmtpCarrier } from '../../../adapters/smtp/carrier.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { createOutbox } from './index.ts';
import type { RenderedMail } from './templates/render.ts';
import type { Posting } from './message.ts';

const log = pino({ level: 'silent' });
const minute = 60_000;

const mail = (text: string): Posting => ({
  message: { kind: 'mail', to: 'a@uni.test', subject: text, text, html: text },
  about: 'invitation',
});

forEachDatabase('the outbox with a real mail server', (open) => {
  let fixture: SmtpFixture;
  beforeEach(async () => {
    fixture = smtpFixture();
    await fixture.start();
  });
  afterEach(() => fixture.stop());

  const real = (db: Database) => {
    const url = `smtp://127.0.0.1:${fixture.port()}`;
    const from = { name: 'Campus Meet', address: 'noreply@uni.test' };
    const carriers = {
      mail: createSmtpCarrier({ url, requireTls: false, from, timeoutMs: 2_000 }),
    };
    const clock = settableClock();
    return {
      clock,
      outbox: createOutbox({ db, clock, log, sealing: testSealing, carriers, random: () => 0.5 }),
    };
  };

  it('loses and doubles nothing of 200 mails while the server is away for an hour (of the bridge’s clock, which is moved), and knocks only now and then', async () => {
    const db = await open();
    const { outbox, clock } = real(db);
    await outbox.add(db, mail('before'));
    await outbox.run();
    await fixture.stop();
    const postings = mailsOfAllKinds(db, clock.now());
    for (const posting of postings) await outbox.add(db, posting);
    let attempts = 0;
    for (let elapsed = 0; elapsed < 60; elapsed += 1) {
      attempts += await outbox.run();
      clock.move(minute);
    }
    assert.ok(attempts <= 60 * 4 + 40, `${attempts} attempts`);
    await fixture.start();
    clock.move(2 * minute);
    while ((await outbox.status()).counts.waiting) {
      await outbox.run();
      clock.move(minute);
    }
    // Codes that have expired meanwhile are of no use: they are dropped, not sent late.
    assert.deepEqual((await outbox.status()).counts, { sent: 161, dropped: 40 });
    const wanted = postings.filter(({ expiresAt }) => expiresAt === undefined);
    const subjects = wanted.map(({ message }) => (message.kind === 'mail' ? message.subject : ''));
    const got = fixture.received.map(({ subject }) => subject);
    assert.deepEqual(got.toSorted(), ['before', ...subjects].toSorted());
    assert.equal(new Set(fixture.received.map(({ messageId }) => messageId)).size, 161);
    await outbox.close();
  });

  it('repeats with the same Message-ID where the server took it and the line broke', async () => {
    const db = await open();
    const { outbox, clock } = real(db);
    fixture.meet('break-off');
    await outbox.add(db, mail('once or twice'));
    await outbox.run();
    assert.deepEqual((await outbox.status()).counts, { waiting: 1 });
    clock.move(2 * minute);
    await outbox.run();
    assert.deepEqual((await outbox.status()).counts, { sent: 1 });
    assert.equal(fixture.received.length, 2);
    assert.equal(new Set(fixture.received.map(({ messageId }) => messageId)).size, 1);
    await outbox.close();
  });
});

/** 200 mails of five kinds, each with a subject of its own; a fifth of them codes that are good for ten minutes. */
function mailsOfAllKinds(db: Database, now: number): Posting[] {
  const templates = shippedTemplates(db);
  const link = 'https://meet.uni.test/';
  const write = (
    name: string,
    locale: string,
  ): { about: string; mail: RenderedMail; more?: Partial<Posting> }[] => [
    {
      about: 'login-code',
      mail: templates.mail('login-code', {
        locale,
        valuesIn: () => ({ code: name, minutes: '10' }),
      }),
      more: { expiresAt: now + 10 * minute },
    },
    {
      about: 'invitation',
      mail: templates.mail('invitation', {
        locale,
        valuesIn: () => ({ host: '林芳', title: name, link }),
      }),
    },
    {
      about: 'cancelled',
      mail: templates.mail('cancelled', { locale, valuesIn: () => ({ host: 'Zoë', title: name }) }),
    },
    {
      about: 'missed-call',
      mail: templates.mail('missed-call', {
        locale,
        valuesIn: () => ({ caller: name, title: 'x', link }),
      }),
      more: { onceKey: `call:${name}` },
    },
    {
      about: 'registration-done',
      mail: templates.mail('registration-done', {
        locale,
        valuesIn: () => ({ title: name, link }),
      }),
    },
  ];
  return Array.from({ length: 40 }, (_, at) =>
    write(`王芳 ${at} 🎓`, at % 2 === 0 ? 'en' : 'zh-CN'),
  )
    .flat()
    .map(({ about, mail, more }) => ({
      message: { kind: 'mail', to: 'a@uni.test', ...mail },
      about,
      ...more,
    }));
}
