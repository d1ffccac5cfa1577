import assert from 'node:assert/strict';
import { accountFixture, by, teacher } from '../../../../test/account-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { campus } from '../../../../test/campus.ts';
import type { Database } from '../../../kernel/database.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { codeDigest } from './code.ts';
import { createHashing } from './hashing.ts';
import { paces } from './pace.ts';
import type { Passwords } from './passwords.ts';

const here = '203.0.113.7';
const key = Buffer.alloc(32, 7);
const tooMany = (error: unknown) => isFailure(error, 'request/too-many');
const times = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Everybody's password is "right": what counts here is who is slowed, not what a hash costs. */
const passwords: Passwords = {
  setAt: () => Promise.resolve(null),
  fits: (personId, password) => Promise.resolve(personId !== null && password === 'right'),
  set: () => Promise.resolve([]),
};

/** A class behind one address, and a bridge before which people wait in line for up to ten seconds. */
async function classFixture(db: Database, size: number) {
  const fixture = await accountFixture(db);
  const registered = campus(db, fixture.clock);
  const pupils = await Promise.all(times(size).map((at) => registered.person(`Pupil ${at}`)));
  for (const [at, { id }] of pupils.entries()) {
    await db('people')
      .where({ id })
      .update({ campus_number: `S${at}` });
  }
  const wait = (ms: number) => {
    fixture.clock.move(ms);
    return Promise.resolve();
  };
  const { login } = fixture.bridge({ rules: { wait, patienceMs: 10_000 }, passwords });
  const outcome = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'in',
      (error: unknown) => (isFailure(error) ? error.code : String(error)),
    );
  return { ...fixture, pupils, login, outcome };
}

forEachDatabase('A class of 300 behind one address', (open) => {
  it('logs in by password while somebody there tries many accounts', async () => {
    const { login, outcome, clock } = await classFixture(await open(), 300);
    const wrong = (name: string) =>
      outcome(login.byPassword({ identifier: name, password: 'wrong' }, by(here)));
    const first = await Promise.all(times(700).map((at) => wrong(`U${at}`)));
    const looked = first.filter((code) => code === 'account/login-wrong').length;
    assert.ok(looked < paces.passwordByAddress.free + 30, `${looked} were looked at`);
    // From now on one more each six seconds, as in the case that was found.
    const all = times(300).map(async (at) => {
      if (at % 20 === 0) {
        clock.move(6_000);
        await wrong(`V${at}`);
      }
      return outcome(login.byPassword({ identifier: `S${at}`, password: 'right' }, by(here)));
    });
    assert.deepEqual([...new Set(await Promise.all(all))], ['in']);
  });

  it('logs in by code while somebody there types wrong ones', async () => {
    const db = await open();
    const { login, outcome, clock, pupils } = await classFixture(db, 300);
    const wrong = () => outcome(login.byCode({ codeId: newId(), code: '000000' }, by(here)));
    await Promise.all(times(300).map(wrong));
    const now = clock.now();
    const rows = pupils.map(({ id: person_id }) => {
      const id = newId();
      const digest = codeDigest(key, id, '123456');
      const sent = { asked_at: now, sent_at: now, expires_at: now + 600_000 };
      return {
        id,
        identifier: '',
        via: 'sms',
        purpose: 'login',
        person_id,
        digest,
        tries: 0,
        ...sent,
      };
    });
    for (const row of rows) await db('login_codes').insert(row);
    const all = rows.map(async ({ id: codeId }, at) => {
      if (at % 150 === 0) await wrong();
      return outcome(login.byCode({ codeId, code: '123456' }, by(here)));
    });
    assert.deepEqual([...new Set(await Promise.all(all))], ['in']);
  });

  it('asks for codes while somebody there asks for many', async () => {
    const { login, outcome } = await classFixture(await open(), 1);
    const ask = (name: string) =>
      outcome(login.askForCode({ identifier: name, via: 'sms' }, by(here)));
    const flood = await Promise.all(times(700).map((at) => ask(`U${at}`)));
    assert.ok(flood.filter((code) => code === 'in').length < 700);
    assert.equal(await ask('S0'), 'in');
  });
});

forEachDatabase('Who is right gets in', (open) => {
  const right = { identifier: teacher.phone, password: 'right' };
  const wrong = { identifier: teacher.phone, password: 'wrong' };

  it('by a browser that is known, whatever else goes wrong at that address', async () => {
    const fixture = await classFixture(await open(), 0);
    const { login } = fixture.bridge({ rules: { patienceMs: 0 }, passwords });
    const { device } = await login.byPassword(right, by(here));
    await Promise.all(
      times(400).map((at) =>
        fixture.outcome(login.byPassword({ identifier: `U${at}`, password: 'wrong' }, by(here))),
      ),
    );
    for (let round = 0; round < 20; round += 1)
      await fixture.outcome(login.byPassword(wrong, by(here)));
    await assert.rejects(login.byPassword(right, by(here)), tooMany);
    await login.byPassword(right, by(here, device));
    const { codeId } = await fixture.codeFor(teacher.phone);
    const codes = times(200).map(() =>
      fixture.outcome(login.byCode({ codeId: newId(), code: '000000' }, by(here))),
    );
    await Promise.all(codes);
    const guess = { codeId, code: '000000' };
    assert.equal(await fixture.outcome(login.byCode(guess, by(here))), 'request/too-many');
    assert.equal(
      await fixture.outcome(login.byCode(guess, by(here, device))),
      'account/code-wrong',
    );
  });

  it('from where they logged in before, while somebody elsewhere guesses at their account', async () => {
    const fixture = await classFixture(await open(), 0);
    const { login } = fixture.bridge({ rules: { patienceMs: 0 }, passwords });
    await login.byPassword(right, by(here));
    for (const at of times(60)) {
      await fixture.outcome(login.byPassword(wrong, by(`2001:db8:${at}::1`)));
    }
    await assert.rejects(login.byPassword(right, by('198.51.100.1')), tooMany);
    await login.byPassword(right, by(here));
    // The same address, written as IPv6.
    await login.byPassword(right, by(`::ffff:${here}`));
  });

  it('and nobody is slowed for what was right, could not be asked, or was never looked at', async () => {
    const db = await open();
    const fixture = await classFixture(db, 0);
    const { login, rateLimit } = fixture.bridge({ rules: { patienceMs: 0 }, passwords });
    for (let round = 0; round < 30; round += 1) await login.byPassword(right, by(here));
    const meter = { name: 'm', of: 'x', backoff: paces.passwordByPair };
    for (let round = 0; round < 30; round += 1) {
      const broken = rateLimit.attempt({ own: [meter], shared: [] }, () =>
        Promise.reject(new Error('away')),
      );
      await assert.rejects(broken, /away/u);
    }
    await rateLimit.take([meter]);
  });

  it('in a network of 48 bits: many of 64 bits are four addresses', async () => {
    const { login, outcome } = await classFixture(await open(), 0);
    const tried = await Promise.all(
      times(1_500).map((at) =>
        outcome(
          login.byCode({ codeId: newId(), code: '000000' }, by(`2001:db8:1:${at.toString(16)}::1`)),
        ),
      ),
    );
    const looked = tried.filter((code) => code === 'account/code-wrong').length;
    assert.ok(looked <= 4 * paces.wrongCodeByAddress.free + 30, `${looked} were looked at`);
  });
});

describe('Hashing', () => {
  it('works on few at once, keeps a bounded line, and forgets nobody', async () => {
    const { isPassword } = createHashing({ waiting: 3 });
    await isPassword(null, 'warm');
    const all = await Promise.allSettled(times(12).map(() => isPassword(null, 'guess')));
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 5);
    assert.ok(all.every((one) => one.status === 'fulfilled' || tooMany(one.reason)));
    assert.equal(await isPassword(null, 'guess'), false);
  });
});
