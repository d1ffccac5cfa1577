import assert from 'node:assert/strict';
import { watch } from 'vue';
import { FakeConference } from '../../../adapters/fake/index.ts';
import { fakePerson } from '../../../adapters/fake/people.ts';
import { createSeat } from './seat.ts';

const moment = (): Promise<void> => Promise.resolve();

/** A seat in a meeting, how often what it shows changed, and the time in a test's hands. */
async function seated(people: number) {
  const conference = new FakeConference();
  let now = 1_000;
  const waiting: { work: () => void; at: number }[] = [];
  const seat = createSeat(() => undefined, {
    now: () => now,
    later: (work, milliseconds) => waiting.push({ work, at: now + milliseconds }),
  });
  seat.take(conference, 'me');
  await conference.join();
  for (let index = 0; index < people; index += 1) conference.director.enter(fakePerson(index));
  await moment();
  const pass = (milliseconds: number): void => {
    now += milliseconds;
    for (const { work } of waiting.filter(({ at }) => at <= now)) work();
    waiting.splice(0, waiting.length, ...waiting.filter(({ at }) => at > now));
  };
  pass(1_000);
  let changes = 0;
  watch(seat.state, () => (changes += 1), { flush: 'sync' });
  const says = async (index: number): Promise<void> => {
    conference.director.tell({ kind: 'dominant-speaker', id: fakePerson(index).id });
    await moment();
  };
  return { seat, says, pass, changes: () => changes };
}

describe('what the screens see of a meeting', () => {
  it('changes at once in a class, as often as something happens', async () => {
    const { seat, says, changes } = await seated(20);
    for (let index = 0; index < 10; index += 1) await says(index);
    assert.equal(changes(), 10);
    assert.equal(seat.state.value.speakers[0], fakePerson(9).id);
  });

  it('changes at once in a hall, then twenty times a second at most, and nothing is lost', async () => {
    const { seat, says, pass, changes } = await seated(60);
    await says(0);
    assert.equal(seat.state.value.speakers[0], fakePerson(0).id);
    for (let index = 1; index < 40; index += 1) {
      await says(index);
      pass(5);
    }
    pass(50);
    assert.equal(seat.state.value.speakers[0], fakePerson(39).id);
    assert.ok(changes() <= 6, String(changes()));
  });
});
