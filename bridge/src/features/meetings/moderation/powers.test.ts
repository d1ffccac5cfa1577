import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { powerHouse } from '../../../../test/power-house.ts';
import { requests } from '../../../../test/power-requests.ts';
import { changeSeries } from '../admission/contract.ts';
import { endMeeting, enterMeeting } from '../contract.ts';
import { changePermissions } from './contract.ts';

const everything = { microphone: true, camera: true, share: true, chat: true };

forEachDatabase('who may do what in a meeting', (open) => {
  it('is for its hosts: not members, guests, strangers or hosts of other meetings', async () => {
    const house = await powerHouse(await open());
    const { student, other, guest, stranger } = house;
    await house.ofTheirOwn(stranger);
    const asked = requests(house);
    for (const [who, code] of [
      [student, 'meeting/not-host'],
      [guest, 'meeting/not-host'],
      [stranger, 'meeting/not-allowed'],
    ] as const) {
      const refused = [
        await asked.permit(who, { chat: false }),
        await asked.exempt(who, who),
        await asked.role(who, who),
        await asked.role(who, other),
        await asked.remove(who, other),
        await asked.remove(who, house.host, { ban: true }),
      ];
      for (const one of refused) assert.equal(one.code, code, who.name);
    }
    assert.equal((await asked.rules(stranger)).code, 'meeting/not-allowed');
    for (const who of [student, guest, house.host]) {
      assert.deepEqual((await asked.rules(who)).reply, {
        permissions: everything,
        exempt: [],
        locked: false,
      });
    }
    assert.deepEqual(house.server.got, [], 'nothing of it reached the conference server');
  });

  it('is for a running meeting, and for what it knows', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const { host, meetingId, student } = house;
    const lost = requests({ ...house, meetingId: student.id });
    assert.equal((await lost.rules(host)).code, 'meeting/not-found');
    assert.equal((await lost.permit(host, {})).code, 'meeting/not-found');
    const bad = { params: { meetingId }, body: { chat: 'no' } };
    assert.equal((await house.ask(host, changePermissions, bad)).code, 'request/invalid');
    const more = { params: { meetingId }, body: { recording: true } };
    assert.equal((await house.ask(host, changePermissions, more)).code, 'request/invalid');
    await house.ask(host, endMeeting, { params: { meetingId } });
    assert.equal((await asked.permit(host, { chat: false })).code, 'meeting/ended');
    assert.equal((await asked.role(host, student)).code, 'meeting/ended');
  });
});

forEachDatabase('what members may do', (open) => {
  it('is kept, told to everybody in the meeting and to the conference server', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const tab = await house.watching(house.student);
    const now = { ...everything, microphone: false, chat: false };
    const { reply } = await asked.permit(house.host, { microphone: false, chat: false });
    assert.deepEqual(reply, { permissions: now, exempt: [], locked: false });
    assert.deepEqual(await tab.next('rules'), { meetingId: house.meetingId, rules: reply });
    assert.deepEqual(house.commands('permissions'), [
      { room: house.room, chat: false, exempt: [] },
    ]);
    await asked.permit(house.host, { chat: true });
    const { permissions } = (await asked.rules(house.guest)).reply;
    assert.deepEqual(permissions, { ...now, chat: true }, 'the others stay as they are');
  });

  it('two hosts changing different things at once lose nothing', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    await Promise.all([
      asked.permit(house.host, { microphone: false }),
      asked.permit(house.host, { camera: false }),
      asked.permit(house.host, { share: false }),
    ]);
    const { permissions } = (await asked.rules(house.host)).reply;
    const now = { microphone: false, camera: false, share: false, chat: true };
    assert.deepEqual(permissions, now);
  });

  it('does not bind whom a host exempts, until all are allowed again', async () => {
    const house = await powerHouse(await open());
    const asked = requests(house);
    const { host, student, stranger, guest } = house;
    await asked.permit(host, { chat: false, microphone: false });
    assert.equal((await asked.exempt(host, stranger)).code, 'meeting/participant-not-found');
    await asked.exempt(host, guest);
    const both = (await asked.exempt(host, student)).reply.exempt;
    assert.deepEqual(both, [guest.id, student.id].sort());
    assert.deepEqual(house.commands('permissions').at(-1)?.['exempt'], both);
    assert.deepEqual((await asked.exempt(host, guest, false)).reply.exempt, [student.id]);
    assert.deepEqual((await asked.permit(host, { microphone: true })).reply.exempt, [student.id]);
    assert.deepEqual((await asked.permit(host, { chat: true })).reply.exempt, []);
  });

  it('is told again to a room that is made anew', async () => {
    const house = await powerHouse(await open());
    await requests(house).permit(house.host, { chat: false });
    house.server.got.length = 0;
    await house.roomMade();
    assert.deepEqual(house.commands('permissions'), [
      { room: house.room, chat: false, exempt: [] },
    ]);
  });

  it('changes also while the conference server has no such room', async () => {
    const house = await powerHouse(await open());
    house.server.refuse.set('permissions', 'room-not-found');
    const changed = await requests(house).permit(house.host, { chat: false });
    assert.equal(changed.status, 200);
  });

  it('shows everybody in the meeting that its series was locked', async () => {
    const house = await powerHouse(await open());
    const tab = await house.watching(house.student);
    const params = { seriesId: house.series.id };
    await house.ask(house.host, changeSeries, { params, body: { admission: { locked: true } } });
    assert.equal((await tab.next('rules')).rules.locked, true);
    const late = await house.ask(house.other, enterMeeting, {
      params: { meetingId: house.meetingId },
    });
    assert.equal(late.code, 'meeting/locked');
  });
});
