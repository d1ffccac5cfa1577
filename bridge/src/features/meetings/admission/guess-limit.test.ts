import assert from 'node:assert/strict';
import { isFailure } from '../../../kernel/failure.ts';
import { createGuessLimit, guesses, type JoinAttempt } from './guess-limit.ts';

const tooMany = (error: unknown) =>
  isFailure(error, 'request/too-many') && (error.retryAfter ?? 0) > 0;
type GuessLimit = ReturnType<typeof createGuessLimit>;
const right = (rateLimit: GuessLimit, joinAttempt: JoinAttempt) =>
  rateLimit.attempt(joinAttempt, () => Promise.resolve({ was: 'right' as const }));
const open = (rateLimit: GuessLimit, joinAttempt: JoinAttempt) =>
  rateLimit.attempt(joinAttempt, () => Promise.resolve({ was: 'open' as const }));
const numberOf = (n: number) => String(100_000_000 + n);

describe('guessing at the door', () => {
  /** A wrong attempt as joining makes it; true when it was slowed. */
  const guess = async (rateLimit: GuessLimit, joinAttempt: JoinAttempt) => {
    try {
      await rateLimit.attempt(joinAttempt, () => Promise.resolve({ was: 'wrong' as const }));
      return false;
    } catch (error) {
      assert.ok(tooMany(error));
      return true;
    }
  };
  const guessAt = async (rateLimit: GuessLimit, attempts: JoinAttempt[]): Promise<number> => {
    let seen = 0;
    for (const joinAttempt of attempts) seen += (await guess(rateLimit, joinAttempt)) ? 0 : 1;
    return seen;
  };
  const times = <T>(count: number, make: (n: number) => T) =>
    Array.from({ length: count }, (_, n) => make(n));

  it('at one number from one address is refused unseen after ten wrong passwords', async () => {
    const rateLimit = createGuessLimit();
    const joinAttempt = { from: 'a', number: '123456789' };
    assert.equal(
      await guessAt(
        rateLimit,
        times(50, () => joinAttempt),
      ),
      guesses.pair,
    );
    let looked = false;
    const attempt = rateLimit.attempt(joinAttempt, () => {
      looked = true;
      return Promise.resolve({ was: 'right' as const });
    });
    await assert.rejects(attempt, tooMany);
    assert.equal(looked, false);
    await right(rateLimit, { ...joinAttempt, number: '123456780' });
  });

  it('counts tries made at the same moment', async () => {
    const rateLimit = createGuessLimit();
    const joinAttempt = { from: 'a', number: '123456789' };
    const tries = await Promise.all(times(200, () => guess(rateLimit, joinAttempt)));
    assert.equal(tries.filter((slowed) => !slowed).length, guesses.pair);
  });

  it('lets a class of 500 in that comes from one address in the same moment', async () => {
    const rateLimit = createGuessLimit();
    const joinAttempt = { from: 'campus', number: '123456789' };
    let most = 0;
    let active = 0;
    const look = async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      return { was: 'right' as const };
    };
    await Promise.all(times(500, () => rateLimit.attempt(joinAttempt, look)));
    assert.ok(most <= guesses.pair);
  });

  it('leaves the class behind the same address alone: who types the right thing comes in', async () => {
    const rateLimit = createGuessLimit();
    await guessAt(
      rateLimit,
      times(500, (n) => ({ from: 'campus', number: numberOf(n) })),
    );
    for (let pupil = 0; pupil < 60; pupil += 1) {
      const joinAttempt = { from: 'campus', number: '987654321' };
      await right(rateLimit, joinAttempt);
    }
  });

  it('gives a member of the class a second try while somebody guesses there', async () => {
    const rateLimit = createGuessLimit();
    await guessAt(
      rateLimit,
      times(500, (n) => ({ from: 'campus', number: numberOf(n) })),
    );
    const joinAttempt = { from: 'campus', number: '987654321' };
    assert.equal(await guess(rateLimit, joinAttempt), true);
    await right(rateLimit, joinAttempt);
  });

  it('counts people with an account by themselves', async () => {
    const rateLimit = createGuessLimit();
    const number = '123456789';
    await guessAt(
      rateLimit,
      times(50, () => ({ from: 'campus', number })),
    );
    await right(rateLimit, { from: 'person-1', number });
  });

  it('through many numbers is told to wait after thirty wrong ones', async () => {
    const rateLimit = createGuessLimit();
    const attempts = times(200, (n) => ({ from: 'a', number: numberOf(n) }));
    assert.equal(await guessAt(rateLimit, attempts), guesses.address);
  });

  it('opens no number without a password to an address that tried too many', async () => {
    const rateLimit = createGuessLimit();
    const ours = { from: 'a', number: '555555555' };
    await open(rateLimit, ours);
    await guessAt(
      rateLimit,
      times(200, (n) => ({ from: 'a', number: numberOf(n) })),
    );
    await assert.rejects(open(rateLimit, { ...ours, number: '444444444' }), tooMany);
    // Where somebody has come in from there before, the class goes on coming in.
    await open(rateLimit, ours);
  });

  it('from many addresses at one number leaves each of them few tries, and newcomers one', async () => {
    const rateLimit = createGuessLimit();
    const number = '123456789';
    await guessAt(
      rateLimit,
      times(guesses.number, (n) => ({ from: `bot-${n}`, number })),
    );
    const joinAttempt = { from: 'bot-x', number };
    assert.equal(
      await guessAt(
        rateLimit,
        times(20, () => joinAttempt),
      ),
      guesses.pairUnderAttack,
    );
    await right(rateLimit, { from: 'newcomer', number });
  });

  it('is slowed, not shut: after a pause one is looked at, and who is right comes in', async () => {
    const time = { now: 0 };
    const rateLimit = createGuessLimit(undefined, () => time.now);
    const joinAttempt = { from: 'campus', number: '123456789' };
    assert.equal(
      await guessAt(
        rateLimit,
        times(50, () => joinAttempt),
      ),
      guesses.pair,
    );
    time.now += guesses.pairPauseMs;
    await Promise.all(times(60, () => right(rateLimit, joinAttempt)));
    // Somebody has come in from there: each wrong one makes all wait two seconds only.
    assert.equal(await guess(rateLimit, joinAttempt), false);
    await assert.rejects(right(rateLimit, joinAttempt), tooMany);
    time.now += guesses.knownPauseMs;
    await Promise.all(times(60, () => right(rateLimit, joinAttempt)));
  });

  it('from one IPv6 network of 64 bits is one address, and of 48 bits four', async () => {
    const number = '123456789';
    const one = times(3_000, (n) => ({ from: `2001:db8:1:2::${n.toString(16)}`, number }));
    assert.equal(await guessAt(createGuessLimit(), one), guesses.pair);
    const wide = times(3_000, (n) => ({ from: `2001:db8:1:${n.toString(16)}::1`, number }));
    const rateLimit = createGuessLimit();
    assert.ok((await guessAt(rateLimit, wide)) <= 4 * guesses.pair);
    assert.ok((await guessAt(rateLimit, [{ from: '::ffff:192.0.2.1', number }])) === 1);
    // The class, at home and on the campus, comes in meanwhile.
    const pupils = times(60, (n) => ({ from: `198.51.100.${n}`, number }));
    for (const pupil of pupils) await right(rateLimit, pupil);
    await Promise.all(times(500, () => right(rateLimit, { from: '203.0.113.1', number })));
  });

  it('at the same moment, too, whatever the addresses', async () => {
    const number = '123456789';
    const rateLimit = createGuessLimit();
    const wide = times(3_000, (n) => ({ from: `2001:db8:1:${n.toString(16)}::1`, number }));
    const seen = await Promise.all(wide.map((joinAttempt) => guess(rateLimit, joinAttempt)));
    assert.ok(seen.filter((slowed) => !slowed).length <= 4 * guesses.pair);
    const everywhere = times(3_000, (n) => ({ from: `10.0.${n >> 8}.${n & 255}`, number }));
    const all = await Promise.all(everywhere.map((joinAttempt) => guess(rateLimit, joinAttempt)));
    assert.ok(all.filter((slowed) => !slowed).length <= guesses.ceiling);
  });

  it('from everywhere at one number has a ceiling; whoever is known there, and people, go on', async () => {
    const time = { now: 0 };
    const rateLimit = createGuessLimit(undefined, () => time.now);
    const number = '123456789';
    await right(rateLimit, { from: 'campus', number });
    const bots = times(3_000, (n) => ({ from: `10.0.${n >> 8}.${n & 255}`, number }));
    assert.equal(await guessAt(rateLimit, bots), guesses.ceiling);
    await Promise.all(times(500, () => right(rateLimit, { from: 'campus', number })));
    await right(rateLimit, { from: 'person-1', number, isPerson: true });
    const newcomer = { from: '203.0.113.1', number };
    await assert.rejects(right(rateLimit, newcomer), tooMany);
    time.now += guesses.ceilingPauseMs;
    await right(rateLimit, newcomer);
  });

  it('everywhere at once makes the bridge strict with whoever is wrong', async () => {
    const rateLimit = createGuessLimit();
    await guessAt(
      rateLimit,
      times(guesses.overall, (n) => ({ from: `bot-${n}`, number: numberOf(n) })),
    );
    const attempts = times(50, (n) => ({ from: 'bot-x', number: numberOf(n) }));
    assert.equal(await guessAt(rateLimit, attempts), guesses.addressUnderAttack);
  });
});
