import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { moderationFixture } from '../../../../test/moderation-fixture.ts';
import { requests } from '../../../../test/moderation-requests.ts';
import { listBans } from '../admission/contract.ts';
import { getMeeting } from '../contract.ts';

forEachDatabase('co-hosts', (open) => {
  it('are hosts at once, after a reload, and not any more when it is taken back', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, room, meetingId } = fixture;
    const tab = await fixture.watching(student);
    assert.equal((await asked.role(host, student)).status, 200);
    assert.deepEqual(await tab.next('role'), { meetingId, role: 'host' });
    assert.deepEqual(fixture.commands('role'), [{ room, userId: student.id, role: 'host' }]);
    const again = await fixture.comeIn(student);
    assert.ok(again.reply.outcome === 'entered');
    assert.equal(again.reply.role, 'host');
    assert.equal((await asked.permit(student, { chat: 'off' })).status, 200);

    await asked.role(host, student, 'member');
    assert.deepEqual(await tab.next('role'), { meetingId, role: 'member' });
    assert.equal(fixture.commands('role').at(-1)?.['role'], 'member');
    assert.equal((await asked.permit(student, { chat: 'everybody' })).code, 'meeting/not-host');
  });

  it('may be guests too, but not people who may not come in', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    assert.equal((await asked.role(fixture.host, fixture.guest)).status, 200);
    const lobby = await asked.permit(fixture.guest, { share: false });
    assert.equal(lobby.status, 200);
    const stranger = await asked.role(fixture.host, fixture.stranger);
    assert.equal(stranger.code, 'meeting/participant-not-found');
  });

  it('cannot lower or remove the owner, and may step down while another host is in', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student } = fixture;
    await asked.role(host, student);
    for (const refused of [
      await asked.role(student, host, 'member'),
      await asked.remove(student, host),
      await asked.remove(student, host, { ban: true }),
    ]) {
      assert.equal(refused.code, 'meeting/host-protected');
    }
    await fixture.leave(host);
    assert.equal((await asked.role(student, student, 'member')).code, 'meeting/last-host');
    await fixture.comeIn(host);
    assert.equal((await asked.role(student, student, 'member')).status, 200);
  });

  it('are no longer, once removed', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    await asked.role(fixture.host, fixture.student);
    await asked.remove(fixture.host, fixture.student);
    assert.equal(fixture.commands('role').at(-1)?.['role'], 'member');
    const back = await fixture.comeIn(fixture.student);
    assert.equal(back.reply.outcome === 'entered' && back.reply.role, 'member');
  });
});

forEachDatabase('removing', (open) => {
  it('takes somebody out of the room, who may come back', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, other, room } = fixture;
    assert.equal((await asked.remove(host, student)).status, 200);
    const received = fixture.commands('kick');
    assert.deepEqual(
      received.map((one) => [one['room'], one['userId']]),
      [[room, student.id]],
    );
    assert.equal((await fixture.comeIn(student)).reply.outcome, 'entered');
    assert.equal((await asked.remove(host, other)).code, 'meeting/participant-not-found');
  });

  it('for good keeps them out, in this meeting and of its news, until the ban is lifted', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    const { host, student, guest, meetingId } = fixture;
    const tab = await fixture.watching(student);
    for (const whom of [student, guest]) {
      assert.equal((await asked.remove(host, whom, { ban: true })).status, 200);
      assert.equal((await fixture.comeIn(whom)).code, 'door/banned');
      const seen = await fixture.ask(whom, getMeeting, { params: { meetingId } });
      assert.equal(seen.code, 'meeting/not-allowed');
    }
    await asked.permit(host, { chat: 'off' });
    const listener = await fixture.watching(host);
    await asked.permit(host, { share: false });
    await listener.next('rules');
    assert.ok(!tab.seen.some(({ event }) => event === 'rules'));
    const { reply } = await fixture.ask(host, listBans, {
      params: { seriesId: fixture.series.id },
    });
    assert.deepEqual(reply.bans.map(({ name }) => name).sort(), [student.name, guest.name].sort());
  });

  it('bans also who is not in, and says when the conference server is away', async () => {
    const fixture = await moderationFixture(await open());
    const asked = requests(fixture);
    fixture.server.refuse.set('kick', 'user-not-found');
    assert.equal((await asked.remove(fixture.host, fixture.other, { ban: true })).status, 200);
    assert.equal((await fixture.comeIn(fixture.other)).code, 'door/banned');
    await fixture.server.close();
    const away = await asked.remove(fixture.host, fixture.student);
    assert.equal(away.code, 'conference/unavailable');
  });
});
