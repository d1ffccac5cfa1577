import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aMoodle,
  audience,
  lakeside,
  medicine,
  moodleFixture,
  person,
} from '../../../../test/moodle-fixture.ts';

forEachDatabase('A roster that a connected Moodle sends', (open) => {
  it('makes people, groups and members, and takes out who is not in the next one', async () => {
    const { connected, send, roster, activeIn, db } = await moodleFixture(await open());
    const moodle = await connected(lakeside, ['campusNumber']);
    const push = async (claims: object) =>
      send({
        method: 'POST',
        path: '/api/moodle/rosters',
        body: await moodle.token(roster(claims)),
      });
    assert.match((await push({})).text, /"applied"/u);
    assert.deepEqual(await activeIn(lakeside), ['2', '3', '4']);
    const numbers = await db('people')
      .whereNotNull('campus_number')
      .pluck<string[]>('campus_number');
    assert.deepEqual(numbers, ['T0001'], 'it vouches for campus numbers');
    assert.equal((await db('course_groups').select()).length, 1);
    assert.match((await push({ sequence: 2 })).text, /"unchanged"/u);
    const left = roster({}).members.filter(({ id }) => id !== '4');
    const suspended = [person('2'), person('3'), person('4', { suspended: true })];
    await push({ sequence: 3, members: left, people: suspended });
    assert.deepEqual(await activeIn(lakeside), ['2', '3']);
    await push({ sequence: 4, retired: true });
    assert.deepEqual(await activeIn(lakeside), []);
    const [gone] = await db('courses').select<{ retired_at: number | null }[]>('retired_at');
    assert.notEqual(gone?.retired_at, null);
  });

  it('says whether its activity gives grades; one that does not say so is not known to', async () => {
    const { connected, send, roster, db } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const said: unknown[] = [];
    for (const [at, graded] of [undefined, true, false, undefined].entries()) {
      const body = await moodle.token(roster({ sequence: at + 1, graded }));
      await send({ method: 'POST', path: '/api/moodle/rosters', body });
      const [row] = await db('moodle_rooms').select<{ is_graded: unknown }[]>('is_graded');
      said.push(row?.is_graded === null ? null : Boolean(row?.is_graded));
    }
    assert.deepEqual(said, [null, true, false, null]);
  });

  it('that is older than one that was taken changes nothing', async () => {
    const { connected, send, roster, activeIn } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const push = async (claims: object) =>
      send({
        method: 'POST',
        path: '/api/moodle/rosters',
        body: await moodle.token(roster(claims)),
      });
    await push({
      sequence: 9,
      members: [{ id: '3', role: 'student', groups: [] }],
    });
    assert.equal((await push({ sequence: 8 })).code, 'moodle/superseded');
    assert.equal((await push({ sequence: 9 })).code, 'moodle/superseded');
    assert.deepEqual(await activeIn(lakeside), ['3']);
  });

  it('of another Moodle reaches no room and nobody of this one, whatever ids stand in it', async () => {
    const { connected, send, roster, activeIn, db } = await moodleFixture(await open());
    const [here, there] = [await connected(lakeside), await connected(medicine, ['campusNumber'])];
    const push = async (moodle: typeof here, claims: object) =>
      send({
        method: 'POST',
        path: '/api/moodle/rosters',
        body: await moodle.token(roster(claims)),
      });
    await push(here, {});
    await push(there, { sequence: 50, members: [], people: [] });
    await push(there, { sequence: 51, retired: true });
    assert.deepEqual(await activeIn(lakeside), ['2', '3', '4']);
    assert.equal((await push(there, { iss: lakeside })).code, 'portal/token-signature');
    assert.equal((await db('courses').select()).length, 2);
  });

  it('is refused where it is forged, replayed, too old, a launch, or of nobody who is connected', async () => {
    const { connected, send, roster, now, clock } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const push = (token: string) =>
      send({ method: 'POST', path: '/api/moodle/rosters', body: token });
    const token = await moodle.token(roster({}));
    assert.equal((await push(token)).status, 200);
    assert.equal((await push(token)).code, 'portal/token-used');
    const stranger = await aMoodle('https://stranger.test', now);
    assert.equal((await push(await stranger.token(roster({})))).code, 'moodle/not-connected');
    const launch = await moodle.token(roster({ sequence: 2 }), audience);
    assert.equal((await push(launch)).code, 'portal/token-audience');
    assert.equal((await push('this is no token at all')).code, 'portal/token-malformed');
    const flawed = await moodle.token(roster({ sequence: 2, room: 'course:1' }));
    assert.deepEqual((await push(flawed)).fields, ['room']);
    const old = await moodle.token(roster({ sequence: 2 }));
    clock.move(120_000);
    assert.equal((await push(old)).code, 'portal/token-expired');
  });

  it('asks an administrator first where very many would go', async () => {
    const { connected, send, roster, activeIn } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const push = async (claims: object) =>
      send({
        method: 'POST',
        path: '/api/moodle/rosters',
        body: await moodle.token(roster(claims)),
      });
    const people = Array.from({ length: 30 }, (_, at) => person(String(at + 10)));
    const members = people.map(({ id }) => ({
      id,
      role: 'student',
      groups: [],
    }));
    await push({ people, members });
    const answer = await push({ sequence: 2, people: [], members: [] });
    assert.match(answer.text, /"needs-confirmation"/u);
    assert.equal((await activeIn(lakeside)).length, 30);
  });
});
