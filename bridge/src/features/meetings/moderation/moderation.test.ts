import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { moderationFixture } from '../../../../test/moderation-fixture.ts';
import { requests } from '../../../../test/moderation-requests.ts';
import { changeSeries } from '../admission/contract.ts';
import { endMeeting, enterMeeting } from '../contract.ts';
import { changePermissions } from './contract.ts';

const everything = { microphone: true, camera: true, share: true, chat: 'everybody' } as const;

forEachDatabase('who may do what in a meeting', (open) => {
  it('is for its hosts: not members, guests, strangers or hosts of other meetings', async () => {
    const fixture = await moderationFixture(await open());
    const { student, other, guest, stranger } = fixture;
    await fixture.ofTheirOwn(stranger);
    const asked = requests(fixture);
    for (const [who, code] of [
      [student, 'meeting/not-host'],
      [guest, 'meeting/not-host'],
      [stranger, 'meeting/not-allowed'],
    ] as const) {
      const refused = [
        await asked.permit(who, { chat: 'off' }),
        await asked.exempt(who, who),
        await asked.spotlight(who, who),
        await asked.spotlight(who, fixture.host, 'off'),
        await asked.role(who, who),
        await asked.role(who, other),
        await asked.remove(who, other),
        await asked.remove(who, fixture.host, { ban: true }),
      ];
      for (const one of refused) assert.equal(one.code, code, who.name);
    }
    assert.equal((await asked.rules(stranger)).code, 'meeting/not-allowed');
    for (const who of [student, guest, fixture.host]) {
      assert.deepEqual((await asked.rules(who)).reply, {
        permissions: everything,
        lecture: false,
        exempt: [],
        spotlight: [],
        locked: false,
      });
    }
    assert.deepEqual(fixture.server.got, [], 'nothing of it reached the conference server');
  });

  it('is for a running meeting, and for what it knows', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, meetingId, student } = fixture;
    const lost = requests({ ...fixture, meetingId: student.id });
    assert.equal((await lost.rules(host)).code, 'meeting/not-found');
    assert.equal((await lost.permit(host, {})).code, 'meeting/not-found');
    for (const body of [
      { chat: 'no' },
      { chat: true },
      { microphone: 'off' },
      { recording: true },
    ]) {
      const bad = { params: { meetingId }, body };
      assert.equal((await fixture.ask(host, changePermissions, bad)).code, 'request/invalid');
    }
    await fixture.ask(host, endMeeting, { params: { meetingId } });
    assert.equal((await asked.permit(host, { chat: 'off' })).code, 'meeting/ended');
    assert.equal((await asked.role(host, student)).code, 'meeting/ended');
  });
});

forEachDatabase('what members may do', (open) => {
  it('is kept, told to everybody in the meeting and to the conference server', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const tab = await fixture.watching(fixture.student);
    const now = { ...everything, microphone: false, chat: 'off' as const };
    const { reply } = await asked.permit(fixture.host, { microphone: false, chat: 'off' });
    const rest = { lecture: false, exempt: [], spotlight: [], locked: false };
    assert.deepEqual(reply, { permissions: now, ...rest });
    assert.deepEqual(await tab.next('rules'), { meetingId: fixture.meetingId, rules: reply });
    assert.deepEqual(fixture.commands('permissions'), [
      {
        room: fixture.room,
        chat: 'off',
        forbidden: ['microphone'],
        exempt: [],
        by: fixture.host.id,
      },
    ]);
    await asked.permit(fixture.host, { chat: 'everybody' });
    const { permissions } = (await asked.rules(fixture.guest)).reply;
    assert.deepEqual(permissions, { ...now, chat: 'everybody' }, 'the others stay as they are');
  });

  it('two hosts changing different things at once lose nothing', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    await Promise.all([
      asked.permit(fixture.host, { microphone: false }),
      asked.permit(fixture.host, { camera: false }),
      asked.permit(fixture.host, { share: false }),
    ]);
    const { permissions } = (await asked.rules(fixture.host)).reply;
    const now = { microphone: false, camera: false, share: false, chat: 'everybody' };
    assert.deepEqual(permissions, now);
  });

  it('does not bind whom a host exempts, until all are allowed again', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, stranger, guest } = fixture;
    await asked.permit(host, { chat: 'off', microphone: false });
    assert.equal((await asked.exempt(host, stranger)).code, 'meeting/participant-not-found');
    await asked.exempt(host, guest);
    const both = (await asked.exempt(host, student)).reply.exempt;
    assert.deepEqual(both, [guest.id, student.id].sort());
    assert.deepEqual(fixture.commands('permissions').at(-1)?.['exempt'], both);
    assert.deepEqual((await asked.exempt(host, guest, false)).reply.exempt, [student.id]);
    assert.deepEqual((await asked.permit(host, { microphone: true })).reply.exempt, [student.id]);
    assert.deepEqual((await asked.permit(host, { chat: 'everybody' })).reply.exempt, []);
  });

  it('is told again to a room that is made anew', async () => {
    const fixture = await moderationFixture(await open());
    await requests(fixture).permit(fixture.host, { chat: 'hosts', share: false });
    fixture.server.got.length = 0;
    await fixture.roomMade();
    assert.deepEqual(fixture.commands('permissions'), [
      { room: fixture.room, chat: 'hosts', forbidden: ['share'], exempt: [], by: null },
    ]);
  });

  it('changes also while the conference server has no such room', async () => {
    const fixture = await moderationFixture(await open());
    fixture.server.refuse.set('permissions', 'room-not-found');
    const changed = await requests(fixture).permit(fixture.host, { chat: 'off' });
    assert.equal(changed.status, 200);
  });

  it('shows everybody in the meeting that its series was locked', async () => {
    const fixture = await moderationFixture(await open());
    const tab = await fixture.watching(fixture.student);
    const params = { seriesId: fixture.series.id };
    await fixture.ask(fixture.host, changeSeries, {
      params,
      body: { admission: { locked: true } },
    });
    assert.equal((await tab.next('rules')).rules.locked, true);
    const late = await fixture.ask(fixture.other, enterMeeting, {
      params: { meetingId: fixture.meetingId },
    });
    assert.equal(late.code, 'meeting/locked');
  });
});
