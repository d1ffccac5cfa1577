import assert from 'node:assert/strict';
import type { Participant } from '../../../conference/events.ts';
import { everybody, idsOf, readersFor, theHosts } from './readers.ts';

const person = (id: string, more: Partial<Participant> = {}): Participant => ({
  id,
  personId: `p-${id}`,
  name: id,
  moderator: false,
  guest: false,
  self: false,
  ...more,
});
const meeting = (...people: Participant[]) => new Map(people.map((one) => [one.id, one]));
const room = meeting(
  person('me', { self: true }),
  person('zoe'),
  person('ann', { moderator: true }),
  person('ann-phone', { personId: 'p-ann', name: 'ann', moderator: true }),
  person('my-phone', { personId: 'p-me' }),
  person('unproved', { personId: null, guest: true }),
);
const keys = (...[rule, of = room]: [Parameters<typeof readersFor>[1], typeof room?]) =>
  readersFor(of, rule).people.map(({ key }) => key);

describe('whom one may write to', () => {
  it('is everybody and each, once; never oneself on another device', () => {
    assert.deepEqual(keys('everybody'), ['p-zoe', 'p-ann', 'unproved']);
    assert.equal(readersFor(room, 'everybody').everybody, true);
  });

  it('is the hosts alone, or nobody, by the rule', () => {
    assert.deepEqual(keys('hosts'), ['p-ann']);
    assert.deepEqual(keys('off'), []);
    for (const rule of ['hosts', 'off'] as const)
      assert.equal(readersFor(room, rule).everybody, false);
  });

  it('reaches all devices of a person, and nobody once they have left', () => {
    const ann = { kind: 'person', key: 'p-ann' } as const;
    const readers = readersFor(room, 'everybody');
    assert.equal(idsOf(everybody, readers), null);
    assert.deepEqual(idsOf(ann, readers), ['ann', 'ann-phone']);
    assert.deepEqual(idsOf(theHosts, readers), ['ann', 'ann-phone']);
    const without = readersFor(meeting(person('me', { self: true })), 'everybody');
    assert.deepEqual(idsOf(ann, without), []);
    assert.deepEqual(idsOf(theHosts, without), []);
  });
});
