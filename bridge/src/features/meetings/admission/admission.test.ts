import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  best,
  decide,
  type Presented,
  type Situation,
  type AdmissionDecision,
} from './admission.ts';

const links = [
  'live',
  'former',
  'expired',
  'used-up',
  'revoked',
  'guests-ended',
  'unknown',
] as const;
const everyPresented: Presented[] = [
  { door: 'member' },
  { door: 'call', by: 'host' },
  { door: 'call', by: 'member' },
  ...(['right', 'wrong', 'former'] as const).map((password) => ({
    door: 'number' as const,
    password,
  })),
  ...links.flatMap((link) =>
    (['host', 'member'] as const).map((role) => ({ door: 'link' as const, link, role })),
  ),
];

const choices = {
  scope: ['anyone', 'campus', 'invited'],
  lobby: [false, true],
  locked: [false, true],
  meeting: ['scheduled', 'open', 'ended'],
  kind: ['person', 'guest'],
  role: ['host', 'member', null],
  isBanned: [false, true],
  isFromBanned: [false, true],
  before: ['nothing', 'let-in', 'refused'],
  presented: everyPresented,
} as const;

type Choice = { [K in keyof typeof choices]: (typeof choices)[K][number] };

const situationOf = (c: Choice): Situation => ({
  series: { scope: c.scope, lobby: c.lobby, locked: c.locked },
  meeting: c.meeting,
  who: {
    kind: c.kind,
    role: c.role,
    isBanned: c.isBanned,
    isFromBanned: c.isFromBanned,
    before: c.before,
  },
  presented: c.presented,
});

/** Every situation that there is: 46,656. */
function everyChoice(): Choice[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [key, values] of Object.entries(choices)) {
    all = all.flatMap((one) => values.map((value) => ({ ...one, [key]: value })));
  }
  return all as unknown as Choice[];
}

/** What somebody holds that opens the door, said rule by rule and without the policy's order. */
const holds = {
  role: (c: Choice) => c.role !== null,
  liveLink: ({ presented: p }: Choice) => p.door === 'link' && p.link === 'live',
  linkOfOne: ({ presented: p, before }: Choice) =>
    p.door === 'link' && ['former', 'expired'].includes(p.link) && before === 'let-in',
  hostsCall: ({ presented: p }: Choice) => p.door === 'call' && p.by === 'host',
  othersCall: ({ presented: p, scope, kind }: Choice) =>
    p.door === 'call' && (scope === 'anyone' || (scope === 'campus' && kind === 'person')),
  password: ({ presented: p, scope, kind, before }: Choice) =>
    p.door === 'number' &&
    (p.password === 'right' || (p.password === 'former' && before === 'let-in')) &&
    (scope === 'anyone' || (scope === 'campus' && kind === 'person')),
};
const isThrough = (c: Choice) => Object.values(holds).some((rule) => rule(c)) && !c.isBanned;
const hostLink = (c: Choice) =>
  c.presented.door === 'link' &&
  c.presented.role === 'host' &&
  (holds.liveLink(c) || holds.linkOfOne(c));
/** A lobby for everybody, or for guests from where a banned one came. */
const isStopped = (c: Choice) => c.lobby || c.isFromBanned;
const isHost = (c: Choice) => c.role === 'host' || hostLink(c);

const shown = (c: Choice) => JSON.stringify(c);
const outcome = (c: Choice) => decide(situationOf(c)).outcome;
const isIn = (decision: AdmissionDecision['outcome']) =>
  decision === 'host' || decision === 'member';
const all = everyChoice();
const where = (rule: (c: Choice) => boolean) => {
  const chosen = all.filter(rule);
  assert.ok(chosen.length > 0);
  return chosen;
};

describe('the admission policy', () => {
  it('lets nobody in who holds nothing that opens the door, nor anybody banned', () => {
    for (const c of where((one) => !isThrough(one))) {
      assert.equal(outcome(c), 'refused', shown(c));
    }
  });

  it('lets nobody into a meeting that does not run', () => {
    for (const c of where(({ meeting }) => meeting !== 'open')) {
      assert.equal(outcome(c), 'refused', shown(c));
    }
  });

  it('makes hosts of hosts only, who never wait and are never locked out', () => {
    for (const c of all) {
      const mayBeHost = c.meeting === 'open' && isThrough(c) && isHost(c);
      assert.equal(outcome(c) === 'host', mayBeHost, shown(c));
    }
  });

  it('lets nobody new into a locked meeting but hosts', () => {
    for (const c of where((one) => one.locked && one.before !== 'let-in' && !isHost(one))) {
      assert.equal(outcome(c), 'refused', shown(c));
    }
  });

  it('lets nobody past the lobby but hosts, whom a host called, and who was let in before', () => {
    const waits = (c: Choice) =>
      isStopped(c) && c.before !== 'let-in' && !isHost(c) && !holds.hostsCall(c);
    for (const c of where(waits)) assert.equal(isIn(outcome(c)), false, shown(c));
  });

  it('refuses nobody who should be let in', () => {
    const isFree = (c: Choice) =>
      c.meeting === 'open' &&
      isThrough(c) &&
      (c.before === 'let-in' || (!c.locked && !isStopped(c)));
    for (const c of where(isFree)) assert.ok(isIn(outcome(c)), shown(c));
  });

  it('gives a place in the lobby to everybody who would be let in without one', () => {
    const isKept = (c: Choice) =>
      c.meeting === 'open' && isThrough(c) && isStopped(c) && !c.locked && c.before === 'nothing';
    for (const c of where(isKept)) {
      const expected = isHost(c) ? 'host' : holds.hostsCall(c) ? 'member' : 'lobby';
      assert.equal(outcome(c), expected, shown(c));
    }
  });

  it('says the same of a stranger whatever the meeting does, so that nothing is learnt of it', () => {
    for (const c of where((one) => !isThrough(one))) {
      const codes = choices.meeting.flatMap((meeting) =>
        choices.locked.map((locked) => codeOf(decide(situationOf({ ...c, meeting, locked })))),
      );
      assert.equal(new Set(codes).size, 1, shown(c));
    }
  });
});

const codeOf = (decision: AdmissionDecision) =>
  decision.outcome === 'refused' ? decision.code : null;

const choiceOf = (): fc.Arbitrary<Choice> => {
  const arbitraries = Object.entries(choices).map(
    ([key, values]) => [key, fc.constantFrom<unknown>(...values)] as const,
  );
  return fc.record(Object.fromEntries(arbitraries)) as unknown as fc.Arbitrary<Choice>;
};
const rank = { refused: 0, lobby: 1, member: 2, host: 3 } as const;
const runs = { numRuns: 3_000 };

describe('changing one thing', () => {
  const never = (what: string, change: (c: Choice) => Choice) =>
    it(`never lets more in: ${what}`, () => {
      fc.assert(
        fc.property(choiceOf(), (c) => rank[outcome(change(c))] <= rank[outcome(c)]),
        runs,
      );
    });
  never('locking', (c) => ({ ...c, locked: true }));
  never('turning the lobby on', (c) => ({ ...c, lobby: true }));
  never('coming from where a banned guest came', (c) => ({ ...c, isFromBanned: true }));
  never('banning', (c) => ({ ...c, isBanned: true }));
  never('restricting to those invited', (c) => ({ ...c, scope: 'invited' }));
  never('restricting to the campus', (c) => (c.scope === 'anyone' ? { ...c, scope: 'campus' } : c));
  never('having no account', (c) => ({ ...c, kind: 'guest' }));
  never('losing the standing', (c) => ({ ...c, role: null }));
  never('a wrong password', (c) => ({
    ...c,
    presented: c.presented.door === 'number' ? { door: 'number', password: 'wrong' } : c.presented,
  }));

  it('takes the best of all doors passed, whatever their order', () => {
    fc.assert(
      fc.property(choiceOf(), fc.subarray(everyPresented, { minLength: 1 }), (c, methods) => {
        const decisions = methods.map((presented) => decide(situationOf({ ...c, presented })));
        const highest = Math.max(...decisions.map((decision) => rank[decision.outcome]));
        assert.equal(rank[best(decisions).outcome], highest);
        assert.equal(rank[best(decisions.toReversed()).outcome], highest);
      }),
      runs,
    );
  });
});
