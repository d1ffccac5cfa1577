import assert from 'node:assert/strict';
import { isFailure } from '../../kernel/failure.ts';
import { createThrottle, guesses, type Knock } from './throttle.ts';

const tooMany = (error: unknown) =>
  isFailure(error, 'request/too-many') && (error.retryAfter ?? 0) > 0;
type Throttle = ReturnType<typeof createThrottle>;
const right = (throttle: Throttle, knock: Knock) =>
  throttle.attempt(knock, () => Promise.resolve({ was: 'right' as const }));
const open = (throttle: Throttle, knock: Knock) =>
  throttle.attempt(knock, () => Promise.resolve({ was: 'open' as const }));
const numberOf = (n: number) => String(100_000_000 + n);

describe('guessing at the door', () => {
  /** A wrong knock as the door makes it; true when it was slowed. */
  const guess = async (throttle: Throttle, knock: Knock) => {
    try {
      await throttle.attempt(knock, () => Promise.resolve({ was: 'wrong' as const }));
      return false;
    } catch (error) {
      assert.ok(tooMany(error));
      return true;
    }
  };
  const guessAt = async (throttle: Throttle, knocks: Knock[]): Promise<number> => {
    let seen = 0;
    for (const knock of knocks) seen += (await guess(throttle, knock)) ? 0 : 1;
    return seen;
  };
  const times = <T>(count: number, make: (n: number) => T) =>
    Array.from({ length: count }, (_, n) => make(n));

  it('at one number from one address is refused unseen after ten wrong passwords', async () => {
    const throttle = createThrottle();
    const knock = { from: 'a', number: '123456789' };
    assert.equal(
      await guessAt(
        throttle,
        times(50, () => knock),
      ),
      guesses.pair,
    );
    let looked = false;
    const attempt = throttle.attempt(knock, () => {
      looked = true;
      return Promise.resolve({ was: 'right' as const });
    });
    await assert.rejects(attempt, tooMany);
    assert.equal(looked, false);
    await right(throttle, { ...knock, number: '123456780' });
  });

  it('counts tries made at the same moment', async () => {
    const throttle = createThrottle();
    const knock = { from: 'a', number: '123456789' };
    const tries = await Promise.all(times(200, () => guess(throttle, knock)));
    assert.equal(tries.filter((slowed) => !slowed).length, guesses.pair);
  });

  it('lets a class of 500 in that comes from one address in the same moment', async () => {
    const throttle = createThrottle();
    const knock = { from: 'campus', number: '123456789' };
    let most = 0;
    let active = 0;
    const look = async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setImmediate(resolve));
      active -= 1;
      return { was: 'right' as const };
    };
    await Promise.all(times(500, () => throttle.attempt(knock, look)));
    assert.ok(most <= guesses.pair);
  });

  it('leaves the class behind the same address alone: who types the right thing comes in', async () => {
    const throttle = createThrottle();
    await guessAt(
      throttle,
      times(500, (n) => ({ from: 'campus', number: numberOf(n) })),
    );
    for (let pupil = 0; pupil < 60; pupil += 1) {
      const knock = { from: 'campus', number: '987654321' };
      await right(throttle, knock);
    }
  });

  it('gives a member of the class a second try while somebody guesses there', async () => {
    const throttle = createThrottle();
    await guessAt(
      throttle,
      times(500, (n) => ({ from: 'campus', number: numberOf(n) })),
    );
    const knock = { from: 'campus', number: '987654321' };
    assert.equal(await guess(throttle, knock), true);
    await right(throttle, knock);
  });

  it('counts people with an account by themselves', async () => {
    const throttle = createThrottle();
    const number = '123456789';
    await guessAt(
      throttle,
      times(50, () => ({ from: 'campus', number })),
    );
    await right(throttle, { from: 'person-1', number });
  });

  it('through many numbers is told to wait after thirty wrong ones', async () => {
    const throttle = createThrottle();
    const knocks = times(200, (n) => ({ from: 'a', number: numberOf(n) }));
    assert.equal(await guessAt(throttle, knocks), guesses.address);
  });

  it('opens no number without a password to an address that tried too many', async () => {
    const throttle = createThrottle();
    const ours = { from: 'a', number: '555555555' };
    await open(throttle, ours);
    await guessAt(
      throttle,
      times(200, (n) => ({ from: 'a', number: numberOf(n) })),
    );
    await assert.rejects(open(throttle, { ...ours, number: '444444444' }), tooMany);
    // Where somebody has come in from there before, the class goes on coming in.
    await open(throttle, ours);
  });

  it('from many addresses at one number leaves each of them few tries, and newcomers one', async () => {
    const throttle = createThrottle();
    const number = '123456789';
    await guessAt(
      throttle,
      times(guesses.number, (n) => ({ from: `bot-${n}`, number })),
    );
    const knock = { from: 'bot-x', number };
    assert.equal(
      await guessAt(
        throttle,
        times(20, () => knock),
      ),
      guesses.pairUnderAttack,
    );
    await right(throttle, { from: 'newcomer', number });
  });

  it('everywhere at once makes the bridge strict with whoever is wrong', async () => {
    const throttle = createThrottle();
    await guessAt(
      throttle,
      times(guesses.overall, (n) => ({ from: `bot-${n}`, number: numberOf(n) })),
    );
    const knocks = times(50, (n) => ({ from: 'bot-x', number: numberOf(n) }));
    assert.equal(await guessAt(throttle, knocks), guesses.addressUnderAttack);
  });
});
