import assert from 'node:assert/strict';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous, admissionFixture } from '../../../../test/admission-fixture.ts';
import { course, meetingFixture } from '../../../../test/meeting-fixture.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { endMeeting, leaveMeeting } from '../contract.ts';
import { admit, listLobby, refuse, stopWaiting } from './contract.ts';
import { longestWaitMs, refusalStandsMs, waitingLeaseMs } from './lobby.ts';

type Fixture = Awaited<ReturnType<typeof admissionFixture>>;

/** A running meeting with a lobby, and a host who watches it. */
async function withLobby(fixture: Fixture) {
  const { series, meetingId } = await fixture.running({ lobby: true, guestPassword: null });
  const tab = await fixture.bridge.tab(fixture.host);
  await tab.socket.emitWithAck('watch', { topic: `meeting:${meetingId}` });
  const come = async (name: string) => {
    const guest = fixture.guestBy(await fixture.join(anonymous, series, { name }));
    return { guest, arrival: (await fixture.enter(guest, meetingId)).reply };
  };
  const decide = (who: Actor, how: typeof admit | typeof refuse, body: unknown) =>
    fixture.ask(who, how, { params: { meetingId }, body });
  return { series, meetingId, tab, come, decide };
}

forEachDatabase('the lobby', (open) => {
  it('makes everybody wait but hosts, and shows hosts who waits', async () => {
    const fixture = await admissionFixture(await open());
    const { meetingId, tab, come } = await withLobby(fixture);
    assert.equal((await fixture.enter(fixture.host, meetingId)).reply.outcome, 'entered');
    const { arrival, guest } = await come('李雷');
    assert.deepEqual(arrival, { outcome: 'waiting', since: fixture.clock.now() });
    const received = await tab.next('lobby', ({ waiting }) => waiting.length === 1);
    assert.deepEqual(received.waiting, [
      {
        participantId: guest.id,
        name: '李雷',
        kind: 'guest',
        door: 'number',
        since: fixture.clock.now(),
        resembles: null,
        fromBanned: false,
      },
    ]);
    const { reply } = await fixture.ask(fixture.host, listLobby, { params: { meetingId } });
    assert.deepEqual(reply.waiting, received.waiting);
  });

  it('tells who waits at once, and lets them in for the whole meeting', async () => {
    const fixture = await admissionFixture(await open());
    const { meetingId, come, decide, tab } = await withLobby(fixture);
    const { guest } = await come('李雷');
    const waits = await fixture.bridge.tab(guest);
    await decide(fixture.host, admit, { participantIds: [guest.id] });
    assert.deepEqual(await waits.next('admission'), { meetingId, outcome: 'admitted' });
    await tab.next('lobby', ({ waiting }) => waiting.length === 0);
    assert.equal((await fixture.enter(guest, meetingId)).reply.outcome, 'entered');
    assert.equal((await fixture.enter(guest, meetingId)).reply.outcome, 'entered');
  });

  it('of two hosts who decide at once hears one', async () => {
    const fixture = await admissionFixture(await open());
    const { meetingId, come, decide } = await withLobby(fixture);
    const { guest } = await come('李雷');
    const waits = await fixture.bridge.tab(guest);
    const body = { participantIds: [guest.id] };
    await Promise.all([
      decide(fixture.host, admit, body),
      decide(fixture.host, admit, { all: true }),
      decide(fixture.host, refuse, body),
    ]);
    const { outcome } = await waits.next('admission');
    const { reply, code } = await fixture.enter(guest, meetingId);
    if (outcome === 'admitted') assert.equal(reply.outcome, 'entered');
    else assert.equal(code, 'lobby/refused');
    assert.equal(waits.seen.filter(({ event }) => event === 'admission').length, 1);
  });

  it('keeps whom a host refused out for a minute; then they may ask again', async () => {
    const fixture = await admissionFixture(await open());
    const { meetingId, come, decide } = await withLobby(fixture);
    const { guest } = await come('李雷');
    const waits = await fixture.bridge.tab(guest);
    await decide(fixture.host, refuse, { all: true });
    assert.equal((await waits.next('admission')).outcome, 'refused');
    assert.equal((await fixture.enter(guest, meetingId)).code, 'lobby/refused');
    fixture.clock.move(refusalStandsMs);
    assert.equal((await fixture.enter(guest, meetingId)).reply.outcome, 'waiting');
  });

  it('lets in everybody who waits when it is turned off', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId, come } = await withLobby(fixture);
    const all = [await come('a'), await come('b')];
    const tabs = await Promise.all(all.map(({ guest }) => fixture.bridge.tab(guest)));
    await fixture.change(series, { admission: { lobby: false } });
    for (const tab of tabs) assert.equal((await tab.next('admission')).outcome, 'admitted');
    for (const { guest } of all) {
      assert.equal((await fixture.enter(guest, meetingId)).reply.outcome, 'entered');
    }
  });

  it('is over for all who wait when the meeting ends', async () => {
    const fixture = await admissionFixture(await open());
    const { meetingId, come } = await withLobby(fixture);
    const { guest } = await come('a');
    const waits = await fixture.bridge.tab(guest);
    await fixture.ask(fixture.host, endMeeting, { params: { meetingId } });
    assert.equal((await waits.next('admission')).outcome, 'meeting-ended');
    assert.equal((await fixture.enter(guest, meetingId)).code, 'meeting/ended');
  });

  it('shows who left it no more', async () => {
    const fixture = await admissionFixture(await open());
    const { meetingId, come, tab } = await withLobby(fixture);
    const one = await come('a');
    const other = await come('b');
    await tab.next('lobby', ({ waiting }) => waiting.length === 2);
    await fixture.ask(one.guest, stopWaiting, { params: { meetingId } });
    await tab.next('lobby', ({ waiting }) => waiting.length === 1);
    await fixture.ask(other.guest, leaveMeeting, { params: { meetingId } });
    await tab.next('lobby', ({ waiting }) => waiting.length === 0);
  });

  it('lets nobody new in once the meeting is locked, but whom a host admits by name', async () => {
    const fixture = await admissionFixture(await open());
    const { series, meetingId, come, decide } = await withLobby(fixture);
    const { guest } = await come('waits');
    await fixture.change(series, { admission: { locked: true } });
    const late = fixture.guestBy(await fixture.join(anonymous, series, { name: 'late' }));
    assert.equal((await fixture.enter(late, meetingId)).code, 'meeting/locked');
    assert.equal((await fixture.enter(fixture.host, meetingId)).reply.outcome, 'entered');
    await decide(fixture.host, admit, { participantIds: [guest.id] });
    assert.equal((await fixture.enter(guest, meetingId)).reply.outcome, 'entered');
  });
});

forEachDatabase('waiting', (open) => {
  const lobbyFixture = async () => {
    const fixture = meetingFixture(await open());
    const whole = { courseId: course.id, groupId: null, another: false };
    const { id } = await fixture.meetings.startInCourse(whole, 'teacher');
    const meeting = await fixture.deps.meetings.find(id);
    const series = await fixture.deps.series.find(meeting?.seriesId ?? '');
    assert.ok(series);
    await fixture.deps.series.change(series, { ...series, lobby: true });
    return { ...fixture, id };
  };
  const ends = (fixture: {
    admission: { pushed: { event: string; to: string; data: unknown }[] };
  }) =>
    fixture.admission.pushed.flatMap(({ event, data, to }) =>
      event === 'admission' ? [[to, (data as { outcome: string }).outcome]] : [],
    );

  it('goes on while it is asked for, and ends by itself when it is not', async () => {
    const fixture = await lobbyFixture();
    const { id, entering, clock, admission } = fixture;
    const since = clock.now();
    for (let n = 0; n < 10; n += 1) {
      assert.deepEqual(await entering.enter(id, 'student'), { outcome: 'waiting', since });
      clock.move(30_000);
      await admission.lobby.sweep();
    }
    assert.equal((await admission.lobby.list(id)).length, 1);
    clock.move(waitingLeaseMs);
    await admission.lobby.sweep();
    assert.deepEqual(await admission.lobby.list(id), []);
    assert.deepEqual(ends(fixture), []);
  });

  it('is not for ever: after an hour who waits is told so', async () => {
    const fixture = await lobbyFixture();
    const { id, entering, clock, admission } = fixture;
    for (let waited = 0; waited <= longestWaitMs; waited += 30_000) {
      await entering.enter(id, 'student');
      await admission.lobby.sweep();
      clock.move(30_000);
    }
    assert.deepEqual(ends(fixture), [['student', 'timed-out']]);
  });

  it('is not for whom a host called, and is for whom somebody else called', async () => {
    const { id, entering, admission } = await lobbyFixture();
    const grant = (personId: string, callerId: string) =>
      admission.hosting.grantByCall({ meetingId: id, personId, callerId });
    await grant('guest-speaker', 'teacher');
    assert.equal((await entering.enter(id, 'guest-speaker')).outcome, 'entered');
    await assert.rejects(grant('friend', 'student'), (error) =>
      isFailure(error, 'door/invited-only'),
    );
    await assert.rejects(grant('friend', 'stranger'), (error) =>
      isFailure(error, 'meeting/not-allowed'),
    );
  });

  it('begins again for whom a host sent out', async () => {
    const { id, entering, admission } = await lobbyFixture();
    await entering.enter(id, 'student');
    await admission.lobby.decide(id, { all: true }, 'in');
    assert.equal((await entering.enter(id, 'student')).outcome, 'entered');
    await admission.hosting.sentOut({ meetingId: id, participantId: 'student' });
    assert.equal((await entering.enter(id, 'student')).outcome, 'waiting');
  });
});
