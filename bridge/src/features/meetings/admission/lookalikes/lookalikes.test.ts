import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { anonymous, doorHouse } from '../../../../../test/door-house.ts';
import { listLobby } from '../contract.ts';

type House = Awaited<ReturnType<typeof doorHouse>>;

async function withGuests(house: House, admission: Record<string, unknown> = {}) {
  const { series, meetingId } = await house.running({ guestPassword: null, ...admission });
  const tab = await house.bridge.tab(house.host);
  await tab.socket.emitWithAck('watch', { topic: `meeting:${meetingId}` });
  const come = async (name: string) => {
    const guest = house.guestBy(await house.knock(anonymous, series, { name }));
    await house.enter(guest, meetingId);
    return guest;
  };
  const lobby = async (who = house.host) => house.ask(who, listLobby, { params: { meetingId } });
  return { series, meetingId, tab, come, lobby };
}

forEachDatabase('guests who are called like somebody else', (open) => {
  it('are known as such before a host lets them in', async () => {
    const house = await doorHouse(await open());
    const { come, lobby, meetingId, tab } = await withGuests(house, { lobby: true });
    await house.people.inside(meetingId, house.student.id);
    const names = ['林　芳 老师', '王小明', '李雷', 'Stranger'];
    for (const name of names) await come(name);
    const told = await tab.next('lobby', ({ waiting }) => waiting.length === names.length);
    const expected = [
      // The host, who is not in the room yet; a student who is; nobody; somebody who is not in the room.
      ['林 芳 老师', '林芳'],
      ['王小明', '王小明'],
      ['李雷', null],
      ['Stranger', null],
    ];
    const pairs = (all: typeof told.waiting) =>
      new Map(all.map(({ name, resembles }) => [name, resembles]));
    assert.deepEqual(pairs(told.waiting), new Map(expected as [string, string | null][]));
    assert.deepEqual(pairs((await lobby()).reply.waiting), pairs(told.waiting));
  });

  it('are told of when they are inside, whoever came first, and to hosts alone', async () => {
    const house = await doorHouse(await open());
    const { come, lobby, meetingId } = await withGuests(house);
    const guest = await come('Wаng Xiаoming');
    await house.people.inside(meetingId, guest.id);
    assert.deepEqual((await lobby()).reply.lookalikes, []);
    const member = await house.people.person('Wang Xiaoming');
    await house.people.inside(meetingId, member.id);
    assert.deepEqual((await lobby()).reply.lookalikes, [
      { participantId: guest.id, name: 'Wаng Xiаoming', resembles: 'Wang Xiaoming' },
    ]);
    for (const who of [guest, house.student]) {
      const { status } = await lobby(who);
      assert.equal(status, 403);
    }
  });
});
