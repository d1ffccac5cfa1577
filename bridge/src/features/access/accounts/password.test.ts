import assert from 'node:assert/strict';
import { hash } from '@node-rs/argon2';
import { accountFixture, by, teacher } from '../../../../test/account-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { proofMs } from './my-account.ts';
import { passwordIssue } from './password-rules.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const wrong = refusedWith('account/login-wrong');
const tooMany = refusedWith('request/too-many');
const here = by('10.0.0.1');
const good = '紫色 otter umbrella 九';

describe('A password', () => {
  const person = { displayName: '王芳', ...teacher };
  const issueIn = (password: string) => passwordIssue(password, person, 'Campus Meet');

  it('has ten characters at least, and any characters', () => {
    assert.equal(issueIn('short pas'), 'account/password-short');
    for (const fine of [
      good,
      'korrekt Pferd Batterie',
      '雨后登高望远山色如画',
      '🐧🎈🦊🌵🎻🛶🧭🪁🧩🥐',
    ]) {
      assert.equal(issueIn(fine), null, fine);
    }
  });

  it('is nothing that goes on by itself', () => {
    const easy = [
      ...['aaaaaaaaaaaa', 'abababababab', '1234567890', '12345678901234567890', 'qwertyuiop12'],
      ...[
        'Password123!',
        'P@ssw0rd1234',
        'iloveyou1234',
        '2024202420242024',
        '20011231-9876'.replace('-', ''),
      ],
      ...['Michael2001', 'jennifer12345', 'charlie1987!', 'woaini1314520', 'baseball2019'],
      ...['1qaz2wsx3edc', 'abcdefghijkl', 'zxcvbnm,./123', 'adminadmin11', '98765432109'],
    ];
    for (const password of easy)
      assert.equal(issueIn(password), 'account/password-common', password);
  });

  it('is judged by its first 64 signs, however long it is: what takes long is never begun', () => {
    const rest = 'vier otter tanzen quer durch den hafen';
    assert.equal(issueIn(rest), null);
    for (const sign of ['a', '1', '12a']) {
      const start = sign.repeat(64).slice(0, 64);
      assert.equal(issueIn(start + rest), 'account/password-common', sign);
      assert.equal(issueIn(sign.repeat(200).slice(0, 200)), 'account/password-common', sign);
    }
  });

  it('holds nothing of its owner, nor the name of the service', () => {
    const own = [
      'wangfang-lila-otter',
      '王芳的雨伞和海獭在唱歌',
      'my t2024001 otter',
      'otter 12345678 lila',
      'campusmeet otter',
    ];
    for (const password of own)
      assert.equal(issueIn(password), 'account/password-personal', password);
  });
});

forEachDatabase('Setting a password', (open) => {
  it('is done after a login by code, and opens sessions from then on', async () => {
    const fixture = await accountFixture(await open());
    const self = await fixture.enter(teacher.phone);
    await fixture.account.setPassword(self, { password: good });
    for (const identifier of [teacher.phone, teacher.email, teacher.campusNumber]) {
      const { reply } = await fixture.login.byPassword({ identifier, password: good }, here);
      assert.equal(reply.person.id, fixture.fang.id);
    }
    const kept = (await fixture.db('person_passwords').first()) as { hash: string };
    assert.match(kept.hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/u);
  });

  it('later needs the present one, or a code of the last quarter of an hour', async () => {
    const fixture = await accountFixture(await open());
    const self = await fixture.enter(teacher.phone);
    await fixture.account.setPassword(self, { password: good });
    fixture.clock.move(proofMs);
    const other = 'seven quiet lighthouses';
    await assert.rejects(
      fixture.account.setPassword(self, { password: other }),
      refusedWith('account/proof-needed'),
    );
    await assert.rejects(
      fixture.account.setPassword(self, { password: other, current: 'not the one' }),
      wrong,
    );
    await fixture.account.setPassword(self, { password: other, current: good });
    await assert.rejects(
      fixture.login.byPassword({ identifier: teacher.phone, password: good }, here),
      wrong,
    );
  });

  it('ends all other sessions and open codes, is told by mail and kept in the audit log', async () => {
    const fixture = await accountFixture(await open());
    const self = await fixture.enter(teacher.phone);
    await fixture.account.setPassword(self, { password: good });
    const elsewhere = await fixture.login.byPassword(
      { identifier: teacher.email, password: good },
      here,
    );
    fixture.clock.move(3_600_000);
    const open2 = await fixture.codeFor(teacher.campusNumber, { from: '10.0.0.9' });
    const again = await fixture.enter(teacher.phone);
    await fixture.account.setPassword(again, { password: 'seven quiet lighthouses' });
    assert.ok(
      fixture.ended.includes(elsewhere.reply.session.id) && fixture.ended.includes(self.sessionId),
    );
    assert.ok(!fixture.ended.includes(again.sessionId));
    await assert.rejects(
      fixture.sessions.refresh(elsewhere.reply.session.id, elsewhere.refreshSecret),
      refusedWith('session/ended'),
    );
    await assert.rejects(
      fixture.login.byCode({ codeId: open2.codeId, code: open2.code ?? '' }, here),
      refusedWith('account/code-wrong'),
    );
    const actions = await fixture.db('audit_entries').orderBy('at').pluck('action');
    assert.deepEqual(actions, ['account.password-set', 'account.password-reset']);
    assert.equal(fixture.sent.at(-1)?.about, 'password-changed');
    assert.doesNotMatch(JSON.stringify(await fixture.db('audit_entries')), /lighthouses|argon2/u);
  });

  it('renews a hash that was made with less', async () => {
    const fixture = await accountFixture(await open());
    const weak = await hash(good, { memoryCost: 8192, timeCost: 1 });
    await fixture
      .db('person_passwords')
      .insert({ person_id: fixture.fang.id, hash: weak, set_at: 1 });
    await fixture.login.byPassword({ identifier: teacher.phone, password: good }, here);
    const kept = (await fixture.db('person_passwords').first()) as { hash: string };
    assert.match(kept.hash, /m=19456,t=2,p=1/u);
    await fixture.login.byPassword({ identifier: teacher.phone, password: good }, here);
  });
});

forEachDatabase('Guessing a password', (open) => {
  const guess = (password = 'wrong') => ({ identifier: teacher.phone, password });

  it('is answered the same, with the same work, for strangers and people without one', async () => {
    const fixture = await accountFixture(await open());
    await fixture.account.setPassword(await fixture.enter(teacher.phone), { password: good });
    await fixture.db('people').where({ id: fixture.wei.id }).update({ campus_number: 'S1' });
    const outcomes = async (identifier: string, from: string) => {
      const all: string[] = [];
      for (let round = 0; round < 7; round += 1) {
        const answer = fixture.login.byPassword({ identifier, password: 'wrong' }, by(from));
        await assert.rejects(answer, (error) => isFailure(error) && all.push(error.code) > 0);
      }
      return all;
    };
    const known = await outcomes(teacher.phone, '10.0.0.1');
    assert.deepEqual(await outcomes('nobody@uni.test', '10.0.0.2'), known);
    assert.deepEqual(await outcomes('S1', '10.0.0.3'), known);
    assert.ok(known.includes('request/too-many'));
  });

  it('asks the database the same of everybody', async () => {
    const db = await open();
    const fixture = await accountFixture(db);
    await fixture.account.setPassword(await fixture.enter(teacher.phone), { password: good });
    await db('login_contacts').insert({
      contact_key: 'wei@else.test',
      person_id: fixture.wei.id,
      confirmed_at: 1,
    });
    const statements = async (identifier: string, from: string) => {
      const all: string[] = [];
      const listen = ({ sql }: { sql: string }) => all.push(sql);
      db.on('query', listen);
      await assert.rejects(
        fixture.login.byPassword({ identifier, password: 'wrong' }, by(from)),
        wrong,
      );
      db.off('query', listen);
      return all;
    };
    const known = await statements(teacher.email, '10.1.0.1');
    assert.deepEqual(await statements('nobody@uni.test', '10.1.0.2'), known);
    assert.deepEqual(await statements('wei@else.test', '10.1.0.3'), known);
  });

  it('is slowed and never shut: who waits comes in with the right one', async () => {
    const fixture = await accountFixture(await open());
    await fixture.account.setPassword(await fixture.enter(teacher.phone), { password: good });
    const tries = Array.from({ length: 20 }, () => fixture.login.byPassword(guess(), here));
    const refusals = await Promise.allSettled(tries);
    const looked = refusals.filter((one) => one.status === 'rejected' && wrong(one.reason));
    assert.ok(looked.length <= 6, `${looked.length} were looked at`);
    await assert.rejects(fixture.login.byPassword(guess(good), here), tooMany);
    fixture.clock.move(300_000);
    await fixture.login.byPassword(guess(good), here);
  });

  it('from elsewhere does not make a browser wait that its owner has used before', async () => {
    const fixture = await accountFixture(await open());
    const self = await fixture.enter(teacher.phone);
    await fixture.account.setPassword(self, { password: good });
    for (let at = 0; at < 60; at += 1) {
      await assert.rejects(fixture.login.byPassword(guess(), by(`10.7.0.${at}`)));
    }
    await assert.rejects(fixture.login.byPassword(guess(good), by('10.8.0.1')), tooMany);
    await fixture.login.byPassword(guess(good), by('10.8.0.1', self.device));
    const forged = self.device.replace(/.$/u, (sign) => (sign === '0' ? '1' : '0'));
    await assert.rejects(fixture.login.byPassword(guess(good), by('10.9.0.1', forged)), tooMany);
  });
});
