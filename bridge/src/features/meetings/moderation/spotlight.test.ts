import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { moderationFixture } from '../../../../test/moderation-fixture.ts';
import { requests } from '../../../../test/moderation-requests.ts';
import { mostSpotlit } from './contract.ts';

forEachDatabase('the spotlight', (open) => {
  it('is told to everybody in the meeting, and to whoever comes later', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, guest, other, meetingId } = fixture;
    const tab = await fixture.watching(guest);
    const { reply } = await asked.spotlight(host, student);
    assert.deepEqual(reply.spotlight, [student.id]);
    assert.deepEqual(await tab.next('rules'), { meetingId, rules: reply });
    fixture.clock.move(1000);
    assert.deepEqual((await asked.spotlight(host, guest)).reply.spotlight, [student.id, guest.id]);
    await fixture.comeIn(other);
    assert.deepEqual((await asked.rules(other)).reply.spotlight, [student.id, guest.id]);
    assert.deepEqual(fixture.server.got, [], 'the conference server has no part in it');
  });

  it('is on one alone, on several, and off, as a host says; the same twice is harmless', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, guest } = fixture;
    const shown = async () => (await asked.rules(guest)).reply.spotlight;
    await asked.spotlight(host, student);
    await asked.spotlight(host, student);
    fixture.clock.move(1000);
    await asked.spotlight(host, guest);
    assert.deepEqual(await shown(), [student.id, guest.id]);
    await asked.spotlight(host, guest, 'only');
    assert.deepEqual(await shown(), [guest.id]);
    await asked.spotlight(host, host, 'only');
    assert.deepEqual(await shown(), [host.id], 'hosts may show themselves');
    await asked.spotlight(host, host, 'off');
    await asked.spotlight(host, student, 'off');
    assert.deepEqual(await shown(), []);
  });

  it('is the hosts’ alone: what members and guests ask for changes nothing and is told to nobody', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, guest, stranger } = fixture;
    await asked.spotlight(host, student);
    const tab = await fixture.watching(host);
    for (const [who, code] of [
      [student, 'meeting/not-host'],
      [guest, 'meeting/not-host'],
      [stranger, 'meeting/not-allowed'],
    ] as const) {
      for (const how of ['only', 'also', 'off'] as const)
        assert.equal((await asked.spotlight(who, who, how)).code, code, who.name);
    }
    assert.deepEqual((await asked.rules(host)).reply.spotlight, [student.id]);
    await asked.permit(host, { share: false });
    const told = await tab.next('rules');
    assert.deepEqual([told.rules.permissions.share, told.rules.spotlight], [false, [student.id]]);
  });

  it('is for who is in the meeting, and for as many as a screen can show', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, other, stranger, student, db, meetingId } = fixture;
    for (const absent of [other, stranger]) {
      const { code } = await asked.spotlight(host, absent);
      assert.equal(code, 'meeting/participant-not-found');
    }
    for (let n = 0; n < mostSpotlit; n += 1) {
      const participant_id = `0000000${n}-0000-4000-8000-000000000000`;
      await db('meeting_spotlight').insert({ meeting_id: meetingId, participant_id, chosen_at: n });
    }
    assert.equal((await asked.spotlight(host, student)).code, 'meeting/spotlight-full');
    assert.deepEqual((await asked.spotlight(host, student, 'only')).reply.spotlight, [student.id]);
  });

  it('comes back with whoever was away for a moment: a reload, a broken line', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student } = fixture;
    for (const who of [host, student]) await fixture.moves(who, 'occupant-joined');
    await asked.spotlight(host, student);
    for (let time = 0; time < 3; time += 1) {
      fixture.clock.move(40_000);
      await fixture.moves(student, 'occupant-left');
      fixture.clock.move(40_000);
      await fixture.moves(student, 'occupant-joined');
      assert.deepEqual((await asked.rules(host)).reply.spotlight, [student.id]);
    }
  });

  it('ends for whoever stays away, and does not come back with them', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, guest } = fixture;
    // By the conference server's clock, as it tells of whoever goes.
    for (const who of [host, student, guest]) await fixture.moves(who, 'occupant-joined');
    await asked.spotlight(host, student);
    fixture.clock.move(1000);
    await asked.spotlight(host, guest);
    const tab = await fixture.watching(host);
    await fixture.moves(student, 'occupant-left');
    await tab.next('meeting', ({ present }) => present === 2);
    fixture.clock.move(61_000);
    await fixture.moves(student, 'occupant-joined');
    assert.deepEqual((await tab.next('rules')).rules.spotlight, [guest.id]);
    assert.deepEqual((await asked.rules(host)).reply.spotlight, [guest.id]);
  });

  it('stays on whoever else is in while somebody goes', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, guest } = fixture;
    for (const who of [host, student, guest]) await fixture.moves(who, 'occupant-joined');
    await asked.spotlight(host, student);
    const tab = await fixture.watching(host);
    fixture.clock.move(1000);
    await fixture.moves(guest, 'occupant-left');
    await tab.next('meeting', ({ present }) => present === 2);
    assert.deepEqual((await asked.rules(host)).reply.spotlight, [student.id]);
  });
});
