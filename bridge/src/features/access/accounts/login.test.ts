import assert from 'node:assert/strict';
import { accountFixture, by, teacher } from '../../../../test/account-fixture.ts';
import { logsInWith } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { FailureCode } from '../../../kernel/codes.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { codeRules } from './code.ts';
import { paces } from './pace.ts';
import { dayMs } from '../../../kernel/clock.ts';

const refusedWith = (code: FailureCode) => (error: unknown) => isFailure(error, code);
const wrong = refusedWith('account/code-wrong');
const tooMany = refusedWith('request/too-many');
const here = by('10.0.0.1');

forEachDatabase('Logging in with a code', (open) => {
  it('works by phone, by mail address and by campus number, however they are written', async () => {
    const fixture = await accountFixture(await open());
    const spellings = [
      teacher.phone,
      '138 1234 5678',
      '0086-138-1234-5678',
      '１３８１２３４５６７８',
      teacher.email,
      ' Wang.Fang@UNI.test ',
      teacher.campusNumber,
      'Ｔ2024001 ',
    ];
    for (const identifier of spellings) {
      const { codeId, code } = await fixture.codeFor(identifier);
      const { reply } = await fixture.login.byCode({ codeId, code: code ?? '' }, here);
      assert.equal(reply.person.id, fixture.fang.id, identifier);
      assert.equal(reply.kind, 'person');
      fixture.clock.move(dayMs);
    }
  });

  it('sends by the way that was wished, else by the other that is there', async () => {
    const fixture = await accountFixture(await open());
    await fixture.codeFor(teacher.phone, { via: 'mail' });
    await fixture.codeFor(teacher.email, { via: 'sms' });
    assert.deepEqual(
      fixture.sent.map(({ message }) => [message.kind, message.to]),
      [
        ['mail', teacher.email],
        ['sms', teacher.phone],
      ],
    );
    const bare = await accountFixture(await open(), ['mail']);
    await bare.codeFor(teacher.phone, { via: 'sms' });
    assert.equal(bare.sent[0]?.message.kind, 'mail');
    const mute = await accountFixture(await open(), []);
    await assert.rejects(mute.codeFor(teacher.phone), refusedWith('account/no-way'));
  });

  it('keeps the code as a keyed digest only, and forgets what was typed', async () => {
    const fixture = await accountFixture(await open());
    const { code } = await fixture.codeFor(teacher.phone);
    const kept = JSON.stringify(await fixture.db('login_codes'));
    assert.doesNotMatch(kept, new RegExp(`${code}|13812345678`, 'u'));
    assert.doesNotMatch(JSON.stringify(await fixture.db('login_meters')), /13812345678|10\.0\.0/u);
  });

  it('takes a code once, however many come with it at the same moment', async () => {
    const fixture = await accountFixture(await open());
    const { codeId, code } = await fixture.codeFor(teacher.phone);
    const given = { codeId, code: code ?? '' };
    const tries = await Promise.allSettled([1, 2, 3].map(() => fixture.login.byCode(given, here)));
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(fixture.login.byCode(given, here), wrong);
  });

  it('refuses a code of another request, an old one, and anything after five wrong ones', async () => {
    const fixture = await accountFixture(await open());
    const first = await fixture.codeFor(teacher.phone);
    const other = await fixture.codeFor(teacher.email);
    const a = first.code ?? '';
    const b = other.code ?? '';
    if (a !== b) {
      await assert.rejects(fixture.login.byCode({ codeId: other.codeId, code: a }, here), wrong);
    }
    for (let round = 0; round < codeRules.tries; round += 1) {
      const guess = String((Number(a) + 1 + round) % 1_000_000).padStart(6, '0');
      await assert.rejects(
        fixture.login.byCode({ codeId: first.codeId, code: guess }, here),
        wrong,
      );
    }
    await assert.rejects(fixture.login.byCode({ codeId: first.codeId, code: a }, here), wrong);
    fixture.clock.move(codeRules.lifeMs);
    await assert.rejects(fixture.login.byCode({ codeId: other.codeId, code: b }, here), wrong);
  });

  it('is for active people only, also when they left after the code was sent', async () => {
    const fixture = await accountFixture(await open());
    const { codeId, code } = await fixture.codeFor(teacher.phone);
    await fixture.db('people').where({ id: fixture.fang.id }).update({ status: 'deactivated' });
    await assert.rejects(fixture.login.byCode({ codeId, code: code ?? '' }, here), wrong);
    assert.equal((await fixture.codeFor(teacher.email)).code, null);
  });

  it('sends nothing where a number fits several people', async () => {
    const fixture = await accountFixture(await open());
    const shared = { phone: teacher.phone, phone_key: teacher.phone };
    await fixture.db('people').where({ id: fixture.wei.id }).update(shared);
    await logsInWith(fixture.db, fixture.wei.id, teacher);
    assert.equal((await fixture.codeFor(teacher.phone)).code, null);
    assert.notEqual((await fixture.codeFor(teacher.campusNumber)).code, null);
  });

  it('goes on when one address is no address', async () => {
    const fixture = await accountFixture(await open());
    await fixture
      .db('people')
      .where({ id: fixture.wei.id })
      .update({ campus_number: '7', email: 'x@y' });
    assert.equal((await fixture.codeFor('7', { via: 'mail' })).code, null);
    assert.notEqual((await fixture.codeFor(teacher.phone)).code, null);
  });
});

forEachDatabase('Whether somebody is known', (open) => {
  it('cannot be told from asking for a code: the same answer from the same work', async () => {
    const db = await open();
    const fixture = await accountFixture(db);
    const asked = async (identifier: string, from: string) => {
      const statements: string[] = [];
      const listen = ({ sql }: { sql: string }) => statements.push(sql);
      db.on('query', listen);
      const { nextAt, expiresAt } = await fixture.login.askForCode(
        { identifier, via: 'sms' },
        by(from),
      );
      db.off('query', listen);
      return { nextAt, expiresAt, statements };
    };
    const known = await asked(teacher.phone, '10.0.0.1');
    const stranger = await asked('+8613900000000', '10.0.0.2');
    assert.deepEqual(stranger, known);
  });

  it('cannot be told from trying codes, nor from how soon one is told to wait', async () => {
    const fixture = await accountFixture(await open());
    const outcomes = async (identifier: string, from: string) => {
      const { codeId, nextAt } = await fixture.codeFor(identifier, { from });
      const all: string[] = [];
      for (let round = 0; round < 7; round += 1) {
        await assert.rejects(
          fixture.login.byCode({ codeId, code: '000000' }, by(from)),
          (error) => {
            all.push(isFailure(error) ? error.code : 'else');
            return true;
          },
        );
      }
      await assert.rejects(fixture.codeFor(identifier, { from }), tooMany);
      return { all, nextAt };
    };
    assert.deepEqual(
      await outcomes('+8613900000000', '10.0.0.2'),
      await outcomes(teacher.campusNumber, '10.0.0.1'),
    );
  });
});

forEachDatabase('Asking for codes and trying them', (open) => {
  it('waits a minute, then twice as long each time, on all bridges alike', async () => {
    const fixture = await accountFixture(await open());
    const start = fixture.clock.now();
    assert.equal((await fixture.codeFor(teacher.phone)).nextAt, start + 60_000);
    await assert.rejects(fixture.codeFor(teacher.phone), tooMany);
    const elsewhere = fixture.bridge();
    const again = { identifier: teacher.phone, via: 'sms' as const };
    await assert.rejects(
      elsewhere.login.askForCode(again, here),
      (error) => isFailure(error, 'request/too-many') && error.retryAfter === 60,
    );
    fixture.clock.move(60_000);
    const second = await elsewhere.login.askForCode(again, here);
    assert.equal(second.nextAt, fixture.clock.now() + 120_000);
  });

  it('floods nobody’s telephone from many addresses, and locks nobody out', async () => {
    const fixture = await accountFixture(await open());
    let asked = 0;
    for (let minute = 0; minute < 120; minute += 1) {
      fixture.clock.move(60_000);
      const from = `10.1.0.${minute}`;
      asked += await fixture.codeFor(teacher.phone, { from }).then(
        () => 1,
        () => 0,
      );
    }
    assert.ok(asked <= 25, `${asked} messages in two hours`);
    fixture.clock.move(600_000);
    assert.notEqual((await fixture.codeFor(teacher.phone, { from: '10.9.0.1' })).code, null);
  });

  it('of a guesser are slowed by address, a thousand at once too, on two bridges', async () => {
    const fixture = await accountFixture(await open());
    const { codeId } = await fixture.codeFor(teacher.phone);
    const one = fixture.login;
    const two = fixture.bridge().login;
    const guesses = Array.from({ length: 160 }, (_, at) =>
      (at % 2 === 0 ? one : two).byCode({ codeId, code: '000000' }, by('2001:db8:1:2::9')).then(
        () => 'in',
        (error: unknown) => (isFailure(error) ? error.code : String(error)),
      ),
    );
    const outcomes = await Promise.all(guesses);
    const looked = outcomes.filter((code) => code === 'account/code-wrong').length;
    assert.ok(looked <= paces.wrongCodeByAddress.free + 1, `${looked} were looked at`);
    assert.ok(!outcomes.includes('in'));
    const sameNetwork = one.byCode({ codeId, code: '000000' }, by('2001:db8:1:2:ffff::1'));
    await assert.rejects(sameNetwork, tooMany);
    await assert.rejects(one.byCode({ codeId, code: '000000' }, by('2001:db8:1:3::1')), wrong);
  });
});
