import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Carrier, Outcome } from '../src/features/notifications/outbox/ports.ts';

/** How the next message is met by a provider. */
export type Manner = 'take' | 'refuse' | 'busy' | 'break-off';

/** What a provider took: the text that came through, and what tells a repetition. */
export interface Taken {
  text: string;
  id: string;
}

/** A provider of one kind of message, real or not, that a test directs. */
export interface Provider<M> {
  carrier: Carrier<M>;
  message: (text: string) => M;
  taken: () => Taken[];
  meet: (manner: Manner) => void;
  /** Nothing listens any more. */
  goAway: () => Promise<void>;
  comeBack: () => Promise<void>;
  close: () => Promise<void>;
}

const strange = 'Zoë <b>王芳</b> & "𠮷野" 🎓';

/** The rules of every carrier: what it says of a message is what its provider did with it. */
export function carrierRules<M>(
  name: string,
  open: () => Promise<Provider<M>>,
  whenAway: Outcome['is'] = 'away',
): void {
  describe(name, () => {
    let provider: Provider<M>;
    beforeEach(async () => {
      provider = await open();
    });
    afterEach(() => provider.close());
    const carry = (text: string, id: string = randomUUID()) =>
      provider.carrier.carry(provider.message(text), { id, expiresAt: null });

    it('says accepted when, and only when, the provider has the message as it was written', async () => {
      assert.equal((await carry(strange)).is, 'accepted');
      assert.deepEqual(
        provider.taken().map(({ text }) => text),
        [strange],
      );
    });

    it('tells a refusal of this message from one that may pass', async () => {
      provider.meet('refuse');
      assert.equal((await carry('no')).is, 'refused');
      provider.meet('busy');
      assert.equal((await carry('later')).is, 'later');
      assert.equal((await carry('now')).is, 'accepted');
    });

    it('does not say accepted when the line breaks after the message went over; the repetition can be told', async () => {
      const id = randomUUID();
      provider.meet('break-off');
      assert.ok(['away', 'unsure', 'later'].includes((await carry('once', id)).is));
      assert.equal((await carry('once', id)).is, 'accepted');
      const ids = provider.taken().map((each) => each.id);
      assert.equal(ids.length, 2);
      assert.equal(new Set(ids).size, 1);
    });

    it('takes nothing while the provider is away, and goes on when it is back', async () => {
      await provider.goAway();
      assert.equal((await carry('lost?')).is, whenAway);
      await provider.comeBack();
      assert.equal((await carry('found')).is, 'accepted');
      assert.deepEqual(
        provider.taken().map(({ text }) => text),
        ['found'],
      );
    });
  });
}

/** The double of every carrier: keeps what it takes. */
export function fakeProvider<M>(deps: {
  message: (text: string) => M;
  textOf: (message: M) => string;
  whenAway?: Outcome['is'];
}): Provider<M> & { close: () => Promise<void> } {
  const taken: Taken[] = [];
  const manners: Manner[] = [];
  let isAway = false;
  return {
    message: deps.message,
    taken: () => taken,
    meet: (manner) => void manners.push(manner),
    goAway: () => Promise.resolve(void (isAway = true)),
    comeBack: () => Promise.resolve(void (isAway = false)),
    close: () => Promise.resolve(),
    carrier: {
      carry: (message, { id }) => {
        if (isAway) return Promise.resolve(outcome(deps.whenAway ?? 'away'));
        const manner = manners.shift() ?? 'take';
        if (manner === 'refuse') return Promise.resolve(outcome('refused'));
        if (manner === 'busy') return Promise.resolve(outcome('later'));
        taken.push({ text: deps.textOf(message), id });
        if (manner === 'break-off') return Promise.resolve(outcome('unsure'));
        return Promise.resolve({ is: 'accepted', reference: null });
      },
    },
  };
}

const outcome = (is: Outcome['is']): Outcome =>
  is === 'accepted' ? { is, reference: null } : { is, reason: is };
