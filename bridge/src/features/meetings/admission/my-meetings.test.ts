import assert from 'node:assert/strict';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../test/admission-fixture.ts';
import { endMeeting, getMeeting } from '../contract.ts';
import {
  cancelSeries,
  createSeries,
  getPersonalSeries,
  getSeries,
  invite,
  listMyMeetings,
  startSeries,
} from './contract.ts';

const schedule = {
  startsAt: '2030-03-25T08:00',
  timezone: 'Europe/Berlin',
  durationMinutes: 90,
  weekly: { until: '2030-06-24' },
};

forEachDatabase('my meetings', (open) => {
  it('are those that I host or am invited to: running, coming, past', async () => {
    const fixture = await admissionFixture(await open());
    const { host, student, stranger, ask } = fixture;
    const mine = async (who: Actor) => {
      const { reply } = await ask(who, listMyMeetings);
      return [reply.running, reply.coming, reply.past].map((part) =>
        part.map(({ title, mayHost }) => `${title}${mayHost ? ' (host)' : ''}`),
      );
    };
    const body = { title: 'Kolloquium', schedule, invite: [student.id] };
    const { reply: series } = await ask(host, createSeries, { body });
    assert.deepEqual(series.next, {
      meetingId: series.next?.meetingId,
      state: 'scheduled',
      startsAt: Date.parse('2030-03-25T07:00:00Z'),
    });
    const { meetingId } = await fixture.running();
    assert.deepEqual(await mine(host), [['组会 (host)'], ['Kolloquium (host)'], []]);
    assert.deepEqual(await mine(student), [[], ['Kolloquium'], []]);
    assert.deepEqual(await mine(stranger), [[], [], []]);

    await ask(host, endMeeting, { params: { meetingId } });
    assert.deepEqual(await mine(host), [[], ['Kolloquium (host)'], ['组会 (host)']]);
    await ask(host, cancelSeries, { params: { seriesId: series.id } });
    assert.deepEqual(await mine(host), [[], [], ['组会 (host)']]);
    const answer = await ask(host, startSeries, { params: { seriesId: series.id } });
    assert.equal(answer.code, 'series/not-found');
  });

  it('let invited people in without a password, and where only they may come', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ scope: 'invited' });
    assert.equal((await fixture.enter(fixture.student, meetingId)).code, 'meeting/not-allowed');
    const answer = await fixture.ask(fixture.host, invite, {
      params: { seriesId: series.id },
      body: { personIds: [fixture.student.id] },
    });
    const withoutAddress = [fixture.student.id];
    assert.deepEqual(answer.reply, { mailed: 0, withoutAddress, refused: [] });
    assert.equal((await fixture.enter(fixture.student, meetingId)).reply.outcome, 'entered');
    const byNumber = await fixture.join(fixture.student, series);
    assert.deepEqual([byNumber.status, byNumber.reply.guest], [200, null]);
  });
});

forEachDatabase('my personal meeting', (open) => {
  it('has the same number every time, and my own start', async () => {
    const fixture = await admissionFixture(await open());
    const { host, ask } = fixture;
    const { reply: first } = await ask(host, getPersonalSeries);
    assert.match(first.number, /^[1-9]\d{9}$/u);
    assert.equal(first.url, `http://127.0.0.1:8090/join?number=${first.number}`);
    const params = { seriesId: first.id };
    const { reply: started } = await ask(host, startSeries, { params });
    assert.equal((await ask(host, startSeries, { params })).reply.meetingId, started.meetingId);
    const { reply: again } = await ask(host, getPersonalSeries);
    assert.deepEqual([again.number, again.next?.state], [first.number, 'open']);
    assert.equal((await ask(host, cancelSeries, { params })).code, 'series/not-cancellable');
  });

  it('is not for whoever knows its address: one comes by a door', async () => {
    const fixture = await admissionFixture(await open());
    const { reply: mine } = await fixture.ask(fixture.host, getPersonalSeries);
    const params = { seriesId: mine.id };
    const { reply: started } = await fixture.ask(fixture.host, startSeries, { params });
    const { meetingId } = started;
    assert.equal((await fixture.enter(fixture.stranger, meetingId)).code, 'meeting/not-allowed');
    const seen = await fixture.ask(fixture.stranger, getMeeting, { params: { meetingId } });
    assert.equal(seen.code, 'meeting/not-allowed');
    const guestPassword = mine.admission.guestPassword ?? '';
    await fixture.join(fixture.stranger, mine, { guestPassword });
    assert.equal((await fixture.enter(fixture.stranger, meetingId)).reply.outcome, 'entered');
  });
});

forEachDatabase('changing a series', (open) => {
  it('moves, drops and sets what is scheduled', async () => {
    const fixture = await admissionFixture(await open());
    const body = { title: 'Kolloquium', schedule };
    const { reply: series } = await fixture.ask(fixture.host, createSeries, { body });
    const later = { ...schedule, startsAt: '2030-04-01T10:00' };
    const moved = await fixture.change(series, { schedule: later });
    assert.equal(moved.reply.next?.startsAt, Date.parse('2030-04-01T08:00:00Z'));
    assert.equal(moved.reply.next.meetingId, series.next?.meetingId);
    assert.equal((await fixture.change(series, { schedule: null })).reply.next, null);
    assert.equal((await fixture.change(series, { schedule })).reply.next?.state, 'scheduled');
    const { reply } = await fixture.ask(fixture.host, getSeries, {
      params: { seriesId: series.id },
    });
    assert.deepEqual(reply.schedule, schedule);
  });

  it('takes effect at once on the meeting that runs', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId } = await fixture.running({ guestPassword: 'first-one' });
    const guest = await fixture.guest(series);
    const { code } = await fixture.change(series, {
      title: '新标题',
      admission: { guestPassword: 'second-one', scope: 'campus' },
    });
    assert.equal(code, undefined);
    const { reply } = await fixture.ask(fixture.host, getMeeting, { params: { meetingId } });
    assert.equal(reply.title, '新标题');
    assert.equal((await fixture.enter(guest, meetingId)).code, 'door/wrong');
    const old = await fixture.join(fixture.stranger, series, { guestPassword: 'first-one' });
    assert.equal(old.code, 'door/wrong');
    const body = { guestPassword: 'second-one', name: 'x' };
    assert.equal((await fixture.join(anonymous, series, body)).code, 'door/campus-only');
    assert.equal((await fixture.join(fixture.stranger, series, body)).status, 200);
  });
});
