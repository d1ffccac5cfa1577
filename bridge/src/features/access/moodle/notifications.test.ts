import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { lakeside, medicine, moodleFixture } from '../../../../test/moodle-fixture.ts';

interface Told {
  until: number;
  started: { room: string; title: string; host: string; users: string[] }[];
  missed: { user: string; caller: string; room: string | null; url: string }[];
}

interface Plans {
  mark: string;
  rooms:
    { room: string; group: string | null; minutes: number; dates: { date: string }[] }[] | null;
}

const minute = 60_000;

/** A connected Moodle with one room, and its teacher, who has started a meeting there. */
const teaching = async (fixture: Awaited<ReturnType<typeof moodleFixture>>) => {
  const { connected, launched, send, roster } = fixture;
  const moodle = await connected(lakeside);
  const body = await moodle.token(roster({}));
  await send({ method: 'POST', path: '/api/moodle/rosters', body });
  const as = await launched(moodle, { sub: '2', role: 'editing-teacher' });
  const path = `/api/courses/${as.courseId}/meetings`;
  const started = await send({ method: 'POST', path, body: {}, token: as.token });
  const { id: meetingId } = JSON.parse(started.text) as { id: string };
  const asks = async <A>(of: typeof moodle, sub: string, more: object): Promise<A> =>
    JSON.parse((await fixture.post(sub, { token: await of.token({ sub, ...more }) })).text) as A;
  return { ...fixture, moodle, token: as.token, meetingId, asks };
};

forEachDatabase('What a connected Moodle tells its people', (open) => {
  it('is that a class started, to all it is for but its host, once, and in no other Moodle', async () => {
    const { moodle, asks, clock, connected } = await teaching(await moodleFixture(await open()));
    clock.move(5_000);
    const first = await asks<Told>(moodle, 'notifications', { after: 0 });
    assert.deepEqual(
      first.started.map(({ room, title, users }) => [room, title, users.toSorted()]),
      [['cm:33', 'Data Structures', ['3', '4']]],
    );
    clock.move(5_000);
    const next = await asks<Told>(moodle, 'notifications', { after: first.until });
    assert.deepEqual([next.started, next.missed], [[], []]);
    const other = await connected(medicine);
    assert.deepEqual((await asks<Told>(other, 'notifications', { after: 0 })).started, []);
  });

  it('is a call that somebody missed, with who called and where', async () => {
    const { moodle, asks, clock, db, send, token, meetingId } = await teaching(
      await moodleFixture(await open()),
    );
    const before = await asks<Told>(moodle, 'notifications', { after: 0 });
    const [personId] = await db('person_accounts')
      .where({ realm: lakeside, external_id: '3' })
      .pluck<string[]>('person_id');
    await db('calls').insert({
      id: 'call-1',
      meeting_id: meetingId,
      caller_id: 'teacher',
      caller_name: 'Teacher',
      title: 'Data Structures',
      size: 1,
      started_at: clock.now(),
    });
    await db('call_invitees').insert({
      id: 'invitee-1',
      call_id: 'call-1',
      meeting_id: meetingId,
      caller_id: 'teacher',
      person_id: personId,
      name: 'G3',
      state: 'no-answer',
      changed_at: clock.now(),
      created_at: clock.now(),
      missed_at: clock.now(),
    });
    clock.move(5_000);
    const { missed } = await asks<Told>(moodle, 'notifications', { after: before.until });
    assert.deepEqual(
      missed.map(({ user, caller, room }) => [user, caller, room]),
      [['3', 'Teacher', 'cm:33']],
    );
    assert.ok(missed[0]?.url.endsWith(`/meeting/${meetingId}`));
    assert.equal((await send({ path: '/api/courses', token })).status, 200);
  });

  it('is owed to whom it does not say to have told: whom it does not know, and all where it told nothing', async () => {
    const { moodle, meetingId, post, running, db, connected } = await teaching(
      await moodleFixture(await open()),
    );
    const { untold } = running.bridge.registry.moodles.toldByLms;
    const people = await db('person_accounts')
      .where({ realm: lakeside })
      .select<{ personId: string; id: string }[]>('person_id as personId', 'external_id as id');
    const owed = async () => {
      const asked = people.map(({ personId, id }) => ({ personId, id, about: meetingId }));
      return (await untold(asked)).map(({ id }) => id).toSorted();
    };
    const tells = async (of: typeof moodle, claims: object) =>
      post('told', { token: await of.token({ sub: 'told', ...claims }) });
    assert.deepEqual(await owed(), ['2', '3', '4']);
    const all = { started: [{ meeting: meetingId, untold: [] }] };
    await tells(await connected(medicine), all);
    assert.deepEqual(await owed(), ['2', '3', '4'], 'another Moodle tells nobody of this one');
    assert.equal(
      (await tells(moodle, { started: [{ meeting: meetingId }] })).code,
      'moodle/message',
    );
    await tells(moodle, { started: [{ meeting: meetingId, untold: ['4'] }] });
    assert.deepEqual(await owed(), ['4']);
    const token = await moodle.token({ sub: 'told', ...all });
    assert.equal((await post('told', { token })).status, 200);
    assert.equal((await post('told', { token })).code, 'portal/token-used');
    assert.deepEqual(await owed(), []);
  });

  it('is told by nobody else while it asks, and by us again ten minutes after it stopped', async () => {
    const { moodle, asks, clock, db, running } = await teaching(await moodleFixture(await open()));
    const { toldByLms } = running.bridge.registry.moodles;
    const [personId = ''] = await db('person_accounts')
      .where({ realm: lakeside, external_id: '3' })
      .pluck<string[]>('person_id');
    const [courseId = ''] = await db('courses').pluck<string[]>('id');
    const told = async () => [
      await toldByLms.ofCourse(courseId),
      await toldByLms.person(personId),
      await toldByLms.person('somebody of another source'),
    ];
    assert.deepEqual(await told(), [false, false, false]);
    await asks<Told>(moodle, 'notifications', { after: 0 });
    assert.deepEqual(await told(), [true, true, false]);
    clock.move(11 * minute);
    assert.deepEqual(await told(), [false, false, false]);
  });
});

forEachDatabase('What is planned, as a connected Moodle is told of it', (open) => {
  it('is every date but the skipped ones, anew as soon as it is planned otherwise, and nothing once cancelled', async () => {
    const { moodle, asks, clock, send, token, meetingId, connected } = await teaching(
      await moodleFixture(await open()),
    );
    const found = await send({ path: `/api/meetings/${meetingId}/series`, token });
    const { id: seriesId } = JSON.parse(found.text) as { id: string };
    const plans = async (schedule: object | null) => {
      const path = `/api/series/${seriesId}`;
      const answer = await send({ method: 'PATCH', path, body: { schedule }, token });
      assert.equal(answer.status, 200, answer.text);
    };
    const day = (after: number) =>
      new Date(clock.now() + after * 24 * 60 * minute).toISOString().slice(0, 10);
    const weekly = { until: day(7 + 28), interval: 2, skipped: [day(7 + 14)] };
    const plan = { startsAt: `${day(7)}T08:00`, timezone: 'Asia/Shanghai', durationMinutes: 90 };
    await plans({ ...plan, weekly });
    const first = await asks<Plans>(moodle, 'plans', {});
    assert.deepEqual(
      first.rooms?.map(({ room, group, minutes, dates }) => [
        room,
        group,
        minutes,
        dates.map(({ date }) => date),
      ]),
      [['cm:33', null, 90, [day(7), day(35)]]],
    );
    const known = { known: first.mark };
    assert.equal((await asks<Plans>(moodle, 'plans', known)).rooms, null, 'nothing new');
    await plans({ ...plan, startsAt: `${day(8)}T10:00`, weekly: null });
    const moved = await asks<Plans>(moodle, 'plans', known);
    assert.deepEqual(
      moved.rooms?.map(({ dates }) => dates.map(({ date }) => date)),
      [[day(8)]],
    );
    await plans(null);
    assert.deepEqual((await asks<Plans>(moodle, 'plans', known)).rooms, []);
    assert.deepEqual((await asks<Plans>(await connected(medicine), 'plans', {})).rooms, []);
  });
});
