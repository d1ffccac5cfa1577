import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { notificationFixture } from '../../../../test/notification-fixture.ts';
import { dayMs, systemClock } from '../../../kernel/clock.ts';
import { createSeries, invite } from '../../meetings/admission/contract.ts';
import { holdsLink, withoutLinks } from './plain.ts';
import { createMailQuota } from './quota.ts';
import { runBridge } from '../../../../test/call-fixture.ts';

forEachDatabase('How many mails one person may cause in a day', (open) => {
  const fixture = async () => {
    const limits = { MAIL_QUOTA_STUDENTS: '30', MAIL_QUOTA_STAFF: '60' };
    const at = await notificationFixture(await open(), limits);
    const series = async (who: typeof at.teacher, title = 'Club') => {
      const { reply } = await at.bridge.ask(who, createSeries, { body: { title } });
      return { seriesId: reply.id };
    };
    const mails = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => `guest${from + at}@else.test`);
    const kept = async () => Number((await at.db('outbox').count({ n: '*' }).first())?.n ?? 0);
    return { ...at, limits, series, mails, kept };
  };

  it('is bounded in sum over series, bridges and kinds; less for students than for staff', async () => {
    const { bridge, db, first, teacher, series, mails, kept, limits } = await fixture();
    const one = await series(first);
    const two = await series(first);
    const ask = (params: { seriesId: string }, emails: string[], who = first) =>
      bridge.ask(who, invite, { params, body: { emails } });
    assert.equal((await ask(one, mails(0, 20))).status, 200);
    const other = await runBridge(db, systemClock, {
      SMTP_URL: 'smtp://127.0.0.1:1',
      SMTP_TLS: 'none',
      MAIL_FROM: 'meetings@uni.test',
      ...limits,
    });
    const body = { emails: mails(20, 20) };
    const refused = await other.ask(first, invite, { params: two, body });
    assert.deepEqual([refused.status, refused.code], [429, 'mail/quota']);
    const { retryAfter = 0 } = refused.problem;
    assert.ok(retryAfter > 0 && retryAfter <= 25 * 3_600);
    // All or none: what is left may still be used.
    assert.equal((await ask(two, mails(20, 10))).status, 200);
    assert.equal((await ask(two, mails(30, 1))).code, 'mail/quota');
    assert.equal(await kept(), 30);
    const own = await series(teacher);
    assert.equal((await ask(own, mails(0, 60), teacher)).status, 200);
    assert.equal((await ask(own, mails(60, 1), teacher)).code, 'mail/quota');
  });

  it('holds against many requests at the same moment, and system admins read of it once a day', async () => {
    const { bridge, db, first, series, mails, kept } = await fixture();
    const params = await series(first);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, round) =>
        bridge.ask(first, invite, { params, body: { emails: mails(round * 4, 4) } }),
      ),
    );
    assert.deepEqual(
      all.map(({ status }) => status).filter((status) => status >= 500),
      [],
    );
    assert.equal(all.filter(({ status }) => status === 200).length, 7);
    assert.equal(await kept(), 28);
    const entries = await db('audit_entries').where({ action: 'mail.quota-reached' });
    assert.equal(entries.length, 1);
  });

  it('goes on the next day of the campus, and counts changes apart', async () => {
    const db = await open();
    const time = { now: Date.UTC(2026, 10, 29, 12) };
    const notified: string[] = [];
    const quota = createMailQuota({
      db,
      clock: { now: () => time.now },
      campusZone: 'Asia/Shanghai',
      perDay: { students: 2, staff: 4 },
      isStaff: () => Promise.resolve(false),
      reached: (_, personId) => Promise.resolve(void notified.push(personId)),
    });
    const take = (count: number, kind: 'invitation' | 'change' = 'invitation') =>
      quota.take('student', { count, kind });
    await take(2);
    // 20:00 in Shanghai: four hours until midnight.
    await assert.rejects(take(1), { code: 'mail/quota', retryAfter: 4 * 3_600 });
    await take(4, 'change');
    await assert.rejects(take(1, 'change'), { code: 'mail/quota' });
    assert.deepEqual(notified, ['student']);
    time.now += 4 * 3_600_000;
    await take(2);
    await quota.sweep();
    time.now += 40 * dayMs;
    await quota.sweep();
    assert.deepEqual(await db('mail_quotas'), []);
  });

  it('leaves words to the templates: what somebody adds is short and leads nowhere', async () => {
    const { bridge, first, series, mails, mail, settled, kept } = await fixture();
    const params = await series(first, 'Prizes at https://evil.test and EVIL.com/x now');
    const ask = (message: string) =>
      bridge.ask(first, invite, { params, body: { emails: mails(0, 1), message } });
    for (const text of ['see http://evil.test', 'go to evil．com', 'WWW.evil.test', 'a evil。cn b'])
      assert.equal((await ask(text)).code, 'mail/link-in-text', text);
    assert.equal((await ask('x'.repeat(501))).code, 'request/invalid');
    assert.equal(await kept(), 0);
    assert.equal((await ask('See you at 8.30 in room 2.14, Prof. Li')).status, 200);
    await settled();
    const [got] = mail.received;
    assert.doesNotMatch(got?.text ?? '', /evil/iu);
    assert.match(got?.text ?? '', /room 2\.14/u);
  });
});

describe('What mail programs make a link of', () => {
  it('is found however it is written, and nothing else is', () => {
    for (const text of [
      'HTTPS://x',
      'x.com',
      '(x.cn)',
      'a@b.com',
      'ｅｖｉｌ．ｃｏｍ',
      'mailto:x',
      'x.com.y',
      'e\u200bvil.com',
      '大学。中国',
    ])
      assert.equal(holdsLink(text), true, text);
    for (const text of [
      '8.30 Uhr',
      'Dr. Li',
      'v2.0',
      '...com',
      'main.tex',
      'Kap.3',
      '你好。今天开会',
      '.com',
      '',
    ])
      assert.equal(holdsLink(text), false, text);
    assert.equal(withoutLinks('Win  at www.x.de now'), 'Win  at … now');
  });
});
