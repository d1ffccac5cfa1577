import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { moderationFixture } from '../../../../test/moderation-fixture.ts';
import { requests } from '../../../../test/moderation-requests.ts';
import { changeSeries, createSeries, getSeries, startSeries } from '../admission/contract.ts';
import { getRules } from './contract.ts';

const open = { microphone: true, camera: true, share: true, chat: 'everybody' } as const;
const silent = { ...open, microphone: false, camera: false, share: false };
const all = ['microphone', 'camera', 'share'];

forEachDatabase('lecture mode', (openDatabase) => {
  it('leaves sound and pictures to hosts and whom they call up; told to all and to the server', async () => {
    const fixture = await moderationFixture(await openDatabase());
    const { host, student, room } = fixture;
    const asked = requests(fixture);
    const tab = await fixture.watching(student);
    const { reply } = await asked.permit(host, { lecture: true });
    assert.deepEqual([reply.lecture, reply.permissions], [true, silent]);
    assert.deepEqual((await tab.next('rules')).rules, reply);
    const told = { room, chat: 'everybody', forbidden: all, exempt: [] };
    assert.deepEqual(fixture.commands('permissions').at(-1), { ...told, by: host.id });
    await asked.exempt(host, student);
    const called = fixture.commands('permissions').at(-1);
    assert.deepEqual(called, { ...told, exempt: [student.id], by: host.id });
    assert.deepEqual((await tab.next('rules')).rules.exempt, [student.id]);
    await asked.exempt(host, student, false);
    assert.deepEqual((await tab.next('rules')).rules.exempt, []);
  });

  it('binds whoever comes later, and a room that is made anew', async () => {
    const fixture = await moderationFixture(await openDatabase());
    await requests(fixture).permit(fixture.host, { lecture: true });
    fixture.server.got.length = 0;
    await fixture.roomMade();
    const [told] = fixture.commands('permissions');
    assert.deepEqual([told?.['forbidden'], told?.['by']], [all, null]);
    await fixture.comeIn(fixture.other);
    const { reply } = await requests(fixture).rules(fixture.other);
    assert.deepEqual([reply.lecture, reply.permissions], [true, silent]);
  });

  it('gives back what was allowed before, and ends what was said of single people', async () => {
    const fixture = await moderationFixture(await openDatabase());
    const { host, student } = fixture;
    const asked = requests(fixture);
    await asked.permit(host, { share: false });
    await asked.permit(host, { lecture: true });
    await asked.exempt(host, student);
    const after = (await asked.permit(host, { lecture: false })).reply;
    assert.deepEqual([after.lecture, after.permissions], [false, { ...open, share: false }]);
    assert.deepEqual(after.exempt, [student.id], 'something is forbidden still');
    const free = (await asked.permit(host, { share: true })).reply;
    assert.deepEqual([free.permissions, free.exempt], [open, []]);
    assert.deepEqual(fixture.commands('permissions').at(-1)?.['forbidden'], []);
  });

  it('is for hosts to switch: not for members, guests and strangers, and not for a word of another sort', async () => {
    const fixture = await moderationFixture(await openDatabase());
    const { student, guest, stranger, host } = fixture;
    const asked = requests(fixture);
    await asked.permit(host, { lecture: true });
    for (const [who, code] of [
      [student, 'meeting/not-host'],
      [guest, 'meeting/not-host'],
      [stranger, 'meeting/not-allowed'],
    ] as const) {
      assert.equal((await asked.permit(who, { lecture: false })).code, code);
      assert.equal((await asked.exempt(who, who)).code, code);
      const params = { seriesId: fixture.series.id };
      const change = await fixture.ask(who, changeSeries, { params, body: { lecture: false } });
      assert.notEqual(change.status, 200);
    }
    const odd = { lecture: 'no' as unknown as boolean };
    assert.equal((await asked.permit(host, odd)).code, 'request/invalid');
    assert.equal((await asked.rules(host)).reply.lecture, true);
  });

  it('is planned with a series; what hosts say of one meeting is for that one', async () => {
    const fixture = await moderationFixture(await openDatabase());
    const { ask, host } = fixture;
    const body = { title: 'Vorlesung', lecture: true };
    const series = (await ask(host, createSeries, { body })).reply;
    assert.equal(series.lecture, true);
    const params = { seriesId: series.id };
    const { meetingId } = (await ask(host, startSeries, { params })).reply;
    const rules = async () => (await ask(host, getRules, { params: { meetingId } })).reply;
    assert.deepEqual((await rules()).permissions, silent);
    const asked = requests({ ask, meetingId });
    assert.deepEqual((await asked.permit(host, { lecture: false })).reply.permissions, open);
    assert.equal((await ask(host, getSeries, { params })).reply.lecture, true);
  });

  it('follows the series while the meeting runs, where its hosts said nothing else', async () => {
    const fixture = await moderationFixture(await openDatabase());
    const { ask, host, series, student } = fixture;
    const tab = await fixture.watching(student);
    const change = (lecture: boolean) =>
      ask(host, changeSeries, { params: { seriesId: series.id }, body: { lecture } });
    await change(true);
    assert.equal((await tab.next('rules')).rules.lecture, true);
    assert.deepEqual(fixture.commands('permissions').at(-1)?.['forbidden'], all);
    await change(false);
    assert.equal((await tab.next('rules')).rules.lecture, false);
    assert.deepEqual(fixture.commands('permissions').at(-1)?.['forbidden'], []);
  });
});
