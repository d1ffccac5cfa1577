import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../../test/admission-fixture.ts';
import { listLobby } from '../contract.ts';

type Fixture = Awaited<ReturnType<typeof admissionFixture>>;

async function withGuests(fixture: Fixture, admission: Record<string, unknown> = {}) {
  const { series, meetingId } = await fixture.running({ guestPassword: null, ...admission });
  const tab = await fixture.bridge.tab(fixture.host);
  await tab.socket.emitWithAck('watch', { topic: `meeting:${meetingId}` });
  const come = async (name: string) => {
    const guest = fixture.guestBy(await fixture.join(anonymous, series, { name }));
    await fixture.enter(guest, meetingId);
    return guest;
  };
  const lobby = async (who = fixture.host) =>
    fixture.ask(who, listLobby, { params: { meetingId } });
  return { series, meetingId, tab, come, lobby };
}

forEachDatabase('guests who are called like somebody else', (open) => {
  it('are known as such before a host lets them in', async () => {
    const fixture = await admissionFixture(await open());
    const { come, lobby, meetingId, tab } = await withGuests(fixture, { lobby: true });
    await fixture.people.inside(meetingId, fixture.student.id);
    const names = ['林　芳 老师', '王小明', '李雷', 'Stranger'];
    for (const name of names) await come(name);
    const received = await tab.next('lobby', ({ waiting }) => waiting.length === names.length);
    const expected = [
      // The host, who is not in the room yet; a student who is; nobody; somebody who is not in the room.
      ['林 芳 老师', '林芳'],
      ['王小明', '王小明'],
      ['李雷', null],
      ['Stranger', null],
    ];
    const pairs = (all: typeof received.waiting) =>
      new Map(all.map(({ name, resembles }) => [name, resembles]));
    assert.deepEqual(pairs(received.waiting), new Map(expected as [string, string | null][]));
    assert.deepEqual(pairs((await lobby()).reply.waiting), pairs(received.waiting));
  });

  it('are told of when they are inside, whoever came first, and to hosts alone', async () => {
    const fixture = await admissionFixture(await open());
    const { come, lobby, meetingId } = await withGuests(fixture);
    const guest = await come('Wаng Xiаoming');
    await fixture.people.inside(meetingId, guest.id);
    assert.deepEqual((await lobby()).reply.lookalikes, []);
    const member = await fixture.people.person('Wang Xiaoming');
    await fixture.people.inside(meetingId, member.id);
    assert.deepEqual((await lobby()).reply.lookalikes, [
      { participantId: guest.id, name: 'Wаng Xiаoming', resembles: 'Wang Xiaoming' },
    ]);
    for (const who of [guest, fixture.student]) {
      const { status } = await lobby(who);
      assert.equal(status, 403);
    }
  });
});
