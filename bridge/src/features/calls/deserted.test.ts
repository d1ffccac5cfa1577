import assert from 'node:assert/strict';
import { becomes } from '../../../test/becomes.ts';
import { callFixture } from '../../../test/call-fixture.ts';
import type { Actor } from '../../../test/campus.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { enterMeeting, leaveMeeting } from '../meetings/contract.ts';
import { listIncoming } from './contract.ts';

/** The job that ends rings has had its turn: what still rings now goes on ringing. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 2_200));

async function fixture(db: Parameters<typeof callFixture>[0]) {
  const made = await callFixture(db);
  const { bridge, meetingId, people, student } = made;
  await bridge.tab(student);
  const params = { meetingId };
  const left = (who: Actor) =>
    db('occupants').where({ person_id: who.id }).update({ left_at: made.clock.now() });
  return {
    ...made,
    enter: (who: Actor) => bridge.ask(who, enterMeeting, { params }),
    leave: (who: Actor) => bridge.ask(who, leaveMeeting, { params }),
    /** In the room, by the conference server's word. */
    inside: async (who: Actor) => {
      await people.inside(meetingId, who.id);
      await db('seats').where({ person_id: who.id }).update({ lease_expires_at: null });
    },
    /** Gone without a word, as in a reload. */
    vanish: async (who: Actor) => {
      await left(who);
      const kept = { lease_expires_at: made.clock.now() + 60_000 };
      await db('seats').where({ person_id: who.id }).update(kept);
    },
    left,
    rings: async () => (await bridge.ask(student, listIncoming)).reply.incoming.length > 0,
    ring: () => made.rings([student]),
  };
}

forEachDatabase('a meeting that nobody is in any more', (open) => {
  it('is one into which it does not ring on: the only one who came has left', async () => {
    const { teacher, enter, leave, ring, rings } = await fixture(await open());
    await enter(teacher);
    await ring();
    assert.equal(await rings(), true);
    await leave(teacher);
    await becomes(rings, false);
  });

  it('is so when the last one inside leaves the room, not while another one is in', async () => {
    const { teacher, other, enter, inside, left, leave, ring, rings } = await fixture(await open());
    for (const who of [teacher, other]) {
      await enter(who);
      await inside(who);
    }
    await ring();
    await leave(teacher);
    await left(teacher);
    await soon();
    assert.equal(await rings(), true);
    await leave(other);
    await left(other);
    await becomes(rings, false);
  });

  it('is not so for a reload: who went without a word has a few seconds to come back', async () => {
    const { teacher, clock, enter, inside, vanish, ring, rings } = await fixture(await open());
    await enter(teacher);
    await inside(teacher);
    await ring();
    await vanish(teacher);
    clock.move(3_000);
    await soon();
    assert.equal(await rings(), true);
    await enter(teacher);
    clock.move(7_000);
    await soon();
    assert.equal(await rings(), true);
    await vanish(teacher);
    clock.move(9_000);
    await becomes(rings, false);
  });

  it('is not so for a host who calls first and comes then, but not for long', async () => {
    const { clock, ring, rings } = await fixture(await open());
    await ring();
    clock.move(15_000);
    await soon();
    assert.equal(await rings(), true);
    clock.move(6_000);
    await becomes(rings, false);
  });
});
