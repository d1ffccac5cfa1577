import assert from 'node:assert/strict';
import { applicationFixture, inMail } from '../../../../test/application-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { confirmation } from './application.ts';
import type { ApplicationRow } from './rows.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const wrong = refusedWith('application/code-wrong');
const over = refusedWith('application/link-over');
const tooMany = refusedWith('request/too-many');
const here = '10.0.0.1';

const issuesOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(isFailure(error, 'application/invalid'));
  return error.flaws.map(({ field, message }) => `${field}: ${message}`);
};

forEachDatabase('Applying for an account', (open) => {
  it('is read by the rules of the sheet, and every field that is wrong is named', async () => {
    const { applying, form, db } = await applicationFixture(await open());
    const typed = {
      ...form,
      name: '=HYPERLINK("x")',
      campusNumber: '1.38E+10',
      phone: '12',
      expiresOn: 'soon',
      departmentId: crypto.randomUUID(),
      email: 'li.lei@gmail.com',
    };
    assert.deepEqual(await issuesOf(applying.apply(typed, here)), [
      'name: looks-like-a-formula',
      'campusNumber: digits-lost',
      'department: unknown-department',
      'phone: not-a-phone',
      'expiresOn: not-a-date',
      'email: foreign-domain',
    ]);
    assert.deepEqual(await issuesOf(applying.apply({ ...form, email: ' ' }, here)), [
      'email: missing',
    ]);
    const past = { ...form, expiresOn: '2020-01-01' };
    assert.deepEqual(await issuesOf(applying.apply(past, here)), ['expiresOn: in-the-past']);
    assert.equal((await db('applications')).length, 0);
  });

  it('is for the campus’s own mail domains, each as it is configured', async () => {
    const fixture = await applicationFixture(await open(), {
      domains: ['uni.test', '*.staff.test'],
    });
    for (const email of ['a@uni.test', 'b@math.staff.test', 'C@UNI.test']) {
      await fixture.applied({ email });
    }
    for (const email of [
      'a@evil-uni.test',
      'a@x.uni.test',
      'a@staff.test',
      'a@uni.test.evil.test',
    ]) {
      const { applying, form } = fixture;
      assert.deepEqual(await issuesOf(applying.apply({ ...form, email }, here)), [
        'email: foreign-domain',
      ]);
    }
  });

  it('is off where no domain is configured, and the form says so', async () => {
    const { applying, form } = await applicationFixture(await open(), { domains: [] });
    assert.deepEqual(await applying.form(), { open: false, domains: [], departments: [] });
    await assert.rejects(applying.apply(form, here), refusedWith('application/closed'));
  });

  it('sends a code and a link, in the applicant’s language, with nothing that was typed', async () => {
    const { applied } = await applicationFixture(await open());
    const mail = await applied({ name: 'Visit evil.test now' });
    assert.equal(mail.about, 'application-confirm');
    assert.equal(mail.to, 'li.lei@uni.test');
    assert.match(mail.text, /请确认/u);
    assert.doesNotMatch(mail.text, /evil/u);
    assert.match(mail.code ?? '', /^\d{6}$/u);
    assert.match(mail.token ?? '', /^[\w-]{43}$/u);
  });

  it('keeps neither code nor link', async () => {
    const { applied, db } = await applicationFixture(await open());
    const { code, token } = await applied();
    assert.doesNotMatch(
      JSON.stringify(await db('applications')),
      new RegExp(`"${code}"|${token}`, 'u'),
    );
  });

  it('waits once its address is confirmed, by code or by link', async () => {
    const { applying, applied, db } = await applicationFixture(await open());
    const first = await applied();
    const byCode = { applicationId: first.applicationId, code: first.code ?? '' };
    assert.deepEqual(await applying.confirmByCode(byCode, here), { state: 'waiting' });
    const second = await applied({ email: 'han@uni.test', campusNumber: 'T3' });
    assert.deepEqual(await applying.confirmByLink(second.token ?? '', here), { state: 'waiting' });
    assert.deepEqual(await db<ApplicationRow>('applications').pluck('code_digest'), [null, null]);
    await assert.rejects(applying.confirmByCode(byCode, here), wrong);
    await assert.rejects(applying.confirmByLink(second.token ?? '', here), over);
    await assert.rejects(applying.confirmByLink('x'.repeat(43), here), over);
  });

  it('takes a code or link once, however many come with them at the same moment', async () => {
    const { applying, bridge, applied } = await applicationFixture(await open());
    const { applicationId, code, token } = await applied();
    const other = bridge();
    const tries = await Promise.allSettled([
      applying.confirmByCode({ applicationId, code: code ?? '' }, here),
      other.confirmByCode({ applicationId, code: code ?? '' }, here),
      other.confirmByLink(token ?? '', here),
    ]);
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('refuses a code after five wrong ones, another’s, and an old one', async () => {
    const { applying, applied, clock } = await applicationFixture(await open());
    const one = await applied();
    const other = await applied({ email: 'han@uni.test' });
    const guess = (code: string, applicationId = one.applicationId) =>
      applying.confirmByCode({ applicationId, code }, here);
    if (one.code !== other.code) await assert.rejects(guess(other.code ?? ''), wrong);
    for (let round = 0; round < confirmation.tries; round += 1) {
      const code = String((Number(one.code) + 1 + round) % 1_000_000).padStart(6, '0');
      await assert.rejects(guess(code), wrong);
    }
    await assert.rejects(guess(one.code ?? ''), wrong);
    clock.move(confirmation.lifeMs);
    await assert.rejects(guess(other.code ?? '', other.applicationId), wrong);
    await assert.rejects(applying.confirmByLink(other.token ?? '', here), over);
    await assert.rejects(guess('123456', crypto.randomUUID()), wrong);
  });

  it('sends another mail when asked, with another code; the former one ends', async () => {
    const { applying, applied, clock, sent } = await applicationFixture(await open());
    const { applicationId, code, nextAt, token } = await applied();
    await assert.rejects(applying.mailAgain(applicationId, here), tooMany);
    clock.move(nextAt - clock.now());
    await applying.mailAgain(applicationId, here);
    await applying.deliver();
    const again = inMail(sent.at(-1));
    assert.equal(sent.length, 2);
    await assert.rejects(applying.confirmByLink(token ?? '', here), over);
    if (again.code !== code) {
      await assert.rejects(
        applying.confirmByCode({ applicationId, code: code ?? '' }, here),
        wrong,
      );
    }
    await applying.confirmByCode({ applicationId, code: again.code ?? '' }, here);
    const gone = refusedWith('application/not-found');
    await assert.rejects(applying.mailAgain(applicationId, here), gone);
    await assert.rejects(applying.mailAgain(crypto.randomUUID(), here), gone);
  });

  it('a later application of the same mailbox takes the former’s place', async () => {
    const { applied, applying, db, clock } = await applicationFixture(await open());
    const first = await applied();
    clock.move(120_000);
    const second = await applied({ name: '李雷（改）' });
    await Promise.all(
      [first, second].map(({ applicationId, code }) =>
        applying.confirmByCode({ applicationId, code: code ?? '' }, here),
      ),
    );
    const states = await db<ApplicationRow>('applications').pluck('state');
    assert.deepEqual(states.toSorted(), ['waiting', 'withdrawn']);
  });

  it('writes each mail once, whatever number of bridges look', async () => {
    const { applying, bridge, form, sent } = await applicationFixture(await open());
    await applying.apply(form, here);
    await Promise.all([applying.deliver(), bridge().deliver(), bridge().deliver()]);
    await applying.deliver();
    assert.equal(sent.length, 1);
  });
});

forEachDatabase('Whether somebody is registered', (open) => {
  it('cannot be told from applying: the same answer from the same statements', async () => {
    const db = await open();
    const { applying, form, clock } = await applicationFixture(db);
    const asked = async (more: Partial<typeof form>, from: string) => {
      const statements: string[] = [];
      const listen = ({ sql }: { sql: string }) => statements.push(sql);
      db.on('query', listen);
      const answer = await applying.apply({ ...form, ...more }, from);
      db.off('query', listen);
      return { statements, keys: Object.keys(answer), waitMs: answer.nextAt - clock.now() };
    };
    const stranger = await asked({ email: 'nobody@uni.test' }, '10.0.0.1');
    const known = { email: 'wang.fang@uni.test', phone: '13812345678', campusNumber: 'T1' };
    assert.deepEqual(await asked(known, '10.0.0.2'), stranger);
  });

  it('is told to the mailbox only, in its owner’s language, and no code opens it', async () => {
    const { applying, applied } = await applicationFixture(await open());
    const mail = await applied({ email: 'wang.fang@uni.test' });
    assert.equal(mail.about, 'application-known');
    assert.match(mail.text, /you have one already|You have one already/u);
    assert.match(mail.text, /\/login/u);
    assert.deepEqual([mail.code, mail.token], [null, null]);
    const { applicationId } = mail;
    await assert.rejects(applying.confirmByCode({ applicationId, code: '123456' }, here), wrong);
  });
});
