import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anAccount } from '../../../../test/roster-fixtures.ts';
import type { Candidate } from './candidate.ts';
import { emailKey, phoneKey } from './keys.ts';
import { matchPeople, type KnownPeople } from './matching.ts';
import type { PersonFacts } from './person.ts';

const someone = (id: string, keys: Partial<Candidate> = {}): Candidate => ({
  id,
  campusNumber: null,
  emailKey: null,
  phoneKey: null,
  accounts: [],
  names: [],
  mails: [],
  isPrivileged: false,
  ...keys,
});

const known = (candidates: Candidate[], accounts: [string, string][] = []): KnownPeople => ({
  candidates,
  accounts: new Map(accounts),
  countryCode: '86',
});

const keyless = { email: null, campusNumber: null, phone: null };

describe('matching people', () => {
  it('takes the same account first, whatever else is said', () => {
    const facts = anAccount('a', { campusNumber: '2', email: 'b@uni.test' });
    const people = known(
      [someone('B', { campusNumber: '2', emailKey: 'b@uni.test' })],
      [['a', 'A']],
    );
    assert.deepEqual(matchPeople([facts], people).matches.get('a'), {
      personId: 'A',
      by: 'account',
    });
  });

  it('then campus number, then e-mail in any case, then phone in any form', () => {
    const people = known([
      someone('N', { campusNumber: '1' }),
      someone('E', { emailKey: 'wang@uni.test' }),
      someone('P', { phoneKey: '+8613800007919' }),
    ]);
    const by = (facts: Partial<PersonFacts>) =>
      matchPeople([anAccount('a', { ...keyless, ...facts })], people).matches.get('a')?.personId;
    assert.equal(by({ campusNumber: '1', email: 'wang@uni.test' }), 'N');
    assert.equal(by({ email: 'Wang@UNI.test', phone: '13800007919' }), 'E');
    assert.equal(by({ phone: '0086 138-0000-7919' }), 'P');
    assert.equal(by({}), undefined);
  });

  it('two people with the key are a conflict, and a weaker key does not decide it', () => {
    const people = known([
      someone('A', { emailKey: 'x@uni.test' }),
      someone('B', { emailKey: 'x@uni.test', phoneKey: '+8613800007919' }),
    ]);
    const facts = anAccount('a', { email: 'x@uni.test', phone: '13800007919' });
    const { matches, conflicts } = matchPeople([facts], people);
    assert.equal(matches.size, 0);
    assert.deepEqual(conflicts, [
      { externalId: 'a', key: 'email', reason: 'several-people', candidates: ['A', 'B'] },
    ]);
  });

  it('an e-mail address does not bring together people with different campus numbers', () => {
    const people = known([someone('A', { campusNumber: '1', emailKey: 'x@uni.test' })]);
    const facts = anAccount('a', { campusNumber: '2', email: 'x@uni.test' });
    const { matches, conflicts } = matchPeople([facts], people);
    assert.equal(matches.size, 0);
    assert.equal(conflicts[0]?.reason, 'contradiction');
  });

  it('a key that the source gives to two accounts matches neither', () => {
    const people = known([someone('A', { campusNumber: '1' })]);
    const pair = ['a', 'b'].map((id) => anAccount(id, { ...keyless, campusNumber: '1' }));
    const { matches, conflicts } = matchPeople(pair, people);
    assert.equal(matches.size, 0);
    assert.deepEqual(
      conflicts.map(({ reason }) => reason),
      ['shared-in-source', 'shared-in-source'],
    );
  });

  it('an e-mail address does not give one person two accounts of one system', () => {
    const people = known([someone('A', { emailKey: 'x@uni.test', accounts: ['other'] })]);
    const { matches } = matchPeople([anAccount('a', { email: 'x@uni.test' })], people);
    assert.equal(matches.size, 0);
  });

  it('never matches by name: people who share all names and no key stay apart', () => {
    const name = fc.constantFrom('林', '芳', 'Wei', 'Chen', '');
    const person = fc.record({
      given: name,
      family: name,
      number: fc.option(fc.nat(3), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 6 }), (incoming) => {
        const candidates = [0, 1, 2, 3].map((n) => someone(`P${n}`, { campusNumber: String(n) }));
        const facts = incoming.map((one, n) =>
          anAccount(`a${n}`, {
            ...keyless,
            givenName: one.given,
            familyName: one.family,
            displayName: `${one.given}${one.family}`,
            campusNumber: one.number === null ? null : String(one.number),
          }),
        );
        const { matches } = matchPeople(facts, known(candidates));
        const unnamed = facts.map((one) => ({
          ...one,
          givenName: '',
          familyName: '',
          displayName: '',
        }));
        assert.deepEqual([...matches], [...matchPeople(unnamed, known(candidates)).matches]);
        for (const [id, match] of matches) {
          const own = facts.find(({ externalId }) => externalId === id);
          assert.equal(match.personId, `P${own?.campusNumber ?? 'nobody'}`);
        }
      }),
    );
  });

  it('never gives one person to two accounts of one telling, and never both matches and conflicts', () => {
    const key = fc.option(fc.constantFrom('1', '2', '3'), { nil: null });
    const keys = fc.record({ number: key, mail: key, phone: key });
    fc.assert(
      fc.property(
        fc.array(keys, { maxLength: 6 }),
        fc.array(keys, { maxLength: 6 }),
        (incoming, there) => {
          const candidates = there.map((one, n) =>
            someone(`P${n}`, {
              campusNumber: one.number,
              emailKey: one.mail === null ? null : `${one.mail}@uni.test`,
              phoneKey: one.phone === null ? null : `+861380000000${one.phone}`,
            }),
          );
          const facts = incoming.map((one, n) =>
            anAccount(`a${n}`, {
              campusNumber: one.number,
              email: one.mail === null ? null : `${one.mail}@uni.test`,
              phone: one.phone === null ? null : `1380000000${one.phone}`,
            }),
          );
          const { matches, conflicts } = matchPeople(facts, known(candidates));
          const people = [...matches.values()].map(({ personId }) => personId);
          assert.equal(new Set(people).size, people.length);
          for (const { externalId } of conflicts) assert.ok(!matches.has(externalId));
        },
      ),
    );
  });
});

describe('keys of people', () => {
  it('an e-mail key is an address in lower case, or nothing', () => {
    assert.equal(emailKey(' A.Li@Uni.Test '), 'a.li@uni.test');
    assert.equal(emailKey('60a1448d85049f2be07cecbf41bc3a33'), null);
    assert.equal(emailKey(''), null);
  });

  it('a phone key is E.164, or nothing', () => {
    assert.equal(phoneKey('138 0000 7919'), '+8613800007919');
    assert.equal(phoneKey('+44 20 7946 0000'), '+442079460000');
    assert.equal(phoneKey('0591-22860001'), '+8659122860001');
    assert.equal(phoneKey('see office'), null);
    assert.equal(phoneKey('12'), null);
  });
});
