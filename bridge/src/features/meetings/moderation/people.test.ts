import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { powerHouse } from '../../../../test/power-house.ts';
import { requests } from '../../../../test/power-requests.ts';
import { listBans } from '../admission/contract.ts';
import { getMeeting } from '../contract.ts';

forEachDatabase('co-hosts', (open) => {
  it('are hosts at once, after a reload, and not any more when it is taken back', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const { host, student, room, meetingId } = house;
    const tab = await house.watching(student);
    assert.equal((await asked.role(host, student)).status, 200);
    assert.deepEqual(await tab.next('role'), { meetingId, role: 'host' });
    assert.deepEqual(house.commands('role'), [{ room, userId: student.id, role: 'host' }]);
    const again = await house.comeIn(student);
    assert.ok(again.reply.outcome === 'entered');
    assert.equal(again.reply.role, 'host');
    assert.equal((await asked.permit(student, { chat: false })).status, 200);

    await asked.role(host, student, 'member');
    assert.deepEqual(await tab.next('role'), { meetingId, role: 'member' });
    assert.equal(house.commands('role').at(-1)?.['role'], 'member');
    assert.equal((await asked.permit(student, { chat: true })).code, 'meeting/not-host');
  });

  it('may be guests too, but not people who may not come in', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    assert.equal((await asked.role(house.host, house.guest)).status, 200);
    const lobby = await asked.permit(house.guest, { share: false });
    assert.equal(lobby.status, 200);
    const stranger = await asked.role(house.host, house.stranger);
    assert.equal(stranger.code, 'meeting/participant-not-found');
  });

  it('cannot lower or remove the owner, and may step down while another host is in', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const { host, student } = house;
    await asked.role(host, student);
    for (const refused of [
      await asked.role(student, host, 'member'),
      await asked.remove(student, host),
      await asked.remove(student, host, { ban: true }),
    ]) {
      assert.equal(refused.code, 'meeting/host-protected');
    }
    await house.leave(host);
    assert.equal((await asked.role(student, student, 'member')).code, 'meeting/last-host');
    await house.comeIn(host);
    assert.equal((await asked.role(student, student, 'member')).status, 200);
  });

  it('are no longer, once removed', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    await asked.role(house.host, house.student);
    await asked.remove(house.host, house.student);
    assert.equal(house.commands('role').at(-1)?.['role'], 'member');
    const back = await house.comeIn(house.student);
    assert.equal(back.reply.outcome === 'entered' && back.reply.role, 'member');
  });
});

forEachDatabase('removing', (open) => {
  it('takes somebody out of the room, who may come back', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const { host, student, other, room } = house;
    assert.equal((await asked.remove(host, student)).status, 200);
    const told = house.commands('kick');
    assert.deepEqual(
      told.map((one) => [one['room'], one['userId']]),
      [[room, student.id]],
    );
    assert.equal((await house.comeIn(student)).reply.outcome, 'entered');
    assert.equal((await asked.remove(host, other)).code, 'meeting/participant-not-found');
  });

  it('for good keeps them out, in this meeting and of its news, until the ban is lifted', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const { host, student, guest, meetingId } = house;
    const tab = await house.watching(student);
    for (const whom of [student, guest]) {
      assert.equal((await asked.remove(host, whom, { ban: true })).status, 200);
      assert.equal((await house.comeIn(whom)).code, 'door/banned');
      const seen = await house.ask(whom, getMeeting, { params: { meetingId } });
      assert.equal(seen.code, 'meeting/not-allowed');
    }
    await asked.permit(host, { chat: false });
    const listener = await house.watching(host);
    await asked.permit(host, { share: false });
    await listener.next('rules');
    assert.ok(!tab.seen.some(({ event }) => event === 'rules'));
    const { reply } = await house.ask(host, listBans, { params: { seriesId: house.series.id } });
    assert.deepEqual(reply.bans.map(({ name }) => name).sort(), [student.name, guest.name].sort());
  });

  it('bans also who is not in, and says when the conference server is away', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    house.server.refuse.set('kick', 'user-not-found');
    assert.equal((await asked.remove(house.host, house.other, { ban: true })).status, 200);
    assert.equal((await house.comeIn(house.other)).code, 'door/banned');
    await house.server.close();
    const away = await asked.remove(house.host, house.student);
    assert.equal(away.code, 'conference/unavailable');
  });
});
