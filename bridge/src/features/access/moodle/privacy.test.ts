import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { lakeside, medicine, moodleFixture } from '../../../../test/moodle-fixture.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';

interface Section {
  table: string;
  rows: Record<string, unknown>[];
}

/** A connected Moodle, a meeting in its room that is over, and two students who were in it. */
async function attended(db: Database) {
  const fixture = await moodleFixture(db);
  const { connected, launched, send, post, roster, clock } = fixture;
  const moodle = await connected(lakeside);
  const body = await moodle.token(roster({}));
  await send({ method: 'POST', path: '/api/moodle/rosters', body });
  const { token, courseId } = await launched(moodle, { sub: '2', role: 'editing-teacher' });
  const path = `/api/courses/${courseId}/meetings`;
  const started = await send({ method: 'POST', path, body: {}, token });
  const { id: meetingId } = JSON.parse(started.text) as { id: string };
  for (const user of ['3', '4']) {
    const where = { realm: lakeside, external_id: user };
    const [personId] = await db('person_accounts').where(where).pluck<string[]>('person_id');
    const at = clock.now();
    const of = { meeting_id: meetingId, person_id: personId };
    await db('occupants').insert({
      ...of,
      source: 'prosody',
      jid: `jid-${user}`,
      occupant_id: `o${user}`,
      joined_at: at,
      left_at: at + 60_000,
    });
    await db('attendance_objections').insert({
      ...of,
      id: newId(),
      note: `I was there, ${user}`,
      state: 'open',
      made_at: at,
    });
  }
  const asks = async (of: typeof moodle, sub: string, claims: object) => {
    const paths: Record<string, string> = { held: '/held', erasure: '/erasures' };
    return post(`personal-data${paths[sub] ?? ''}`, { token: await of.token({ sub, ...claims }) });
  };
  const kept = async (user: string) => {
    const { text } = await asks(moodle, 'personal-data', { user, room: 'cm:33' });
    return (JSON.parse(text) as { sections: Section[] }).sections;
  };
  const ends = () => send({ method: 'POST', path: `/api/meetings/${meetingId}/end`, token });
  return { ...fixture, moodle, asks, kept, ends, meetingId };
}

forEachDatabase('What is kept of a Moodle’s user', (open) => {
  it('is said to that Moodle: in which rooms, of whom, and all of it', async () => {
    const { asks, kept, moodle } = await attended(await open());
    const held = await asks(moodle, 'held', { user: '3', room: 'cm:33' });
    const { rooms, users } = JSON.parse(held.text) as { rooms: string[]; users: string[] };
    assert.deepEqual([rooms, users.toSorted()], [['cm:33'], ['2', '3', '4']]);
    const sections = new Map((await kept('3')).map(({ table, rows }) => [table, rows]));
    assert.equal(sections.get('occupants')?.length, 1);
    assert.deepEqual(
      sections.get('attendance_objections')?.map(({ note }) => note),
      ['I was there, 3'],
    );
  });

  it('is erased by our own rules: words go, stays belong to nobody, and others’ are untouched', async () => {
    const { asks, kept, moodle, ends, db, meetingId } = await attended(await open());
    const room = 'cm:33';
    const running = await asks(moodle, 'erasure', { room, users: ['3'] });
    assert.equal(running.code, 'erasure/in-meeting');
    await ends();
    assert.equal((await asks(moodle, 'erasure', { room, users: ['3'] })).status, 200);
    assert.deepEqual(await kept('3'), []);
    assert.equal((await kept('4')).length, 2);
    assert.equal((await db('occupants').where({ meeting_id: meetingId })).length, 2);
    const notes = await db('attendance_objections').pluck<string[]>('note');
    assert.deepEqual(notes, ['I was there, 4']);
    const names = await db('people').where({ status: 'erased' }).pluck<string[]>('display_name');
    assert.deepEqual(names, ['']);
    const active = await db('person_accounts').where({ realm: lakeside, external_id: '3' });
    assert.equal(active.length, 1, 'who is in the course stays there');
    await asks(moodle, 'erasure', { room, users: null });
    assert.deepEqual(await kept('4'), []);
  });

  it('is nothing for another Moodle, and nothing for who forges or replays', async () => {
    const { asks, kept, moodle, ends, connected, post, now } = await attended(await open());
    await ends();
    const other = await connected(medicine);
    const room = 'cm:33';
    for (const [sub, claims] of [
      ['held', { room }],
      ['personal-data', { user: '3', room }],
      ['erasure', { room, users: null }],
    ] as const) {
      assert.equal((await asks(other, sub, claims)).code, 'course/not-found');
      const forged = await other.token({ iss: lakeside, sub, ...claims });
      const path = { held: '/held', 'personal-data': '', erasure: '/erasures' }[sub];
      const answer = await post(`personal-data${path}`, { token: forged });
      assert.equal(answer.code, 'portal/token-signature');
    }
    const seen = await asks(other, 'held', { user: '3' });
    assert.deepEqual(JSON.parse(seen.text), { rooms: [], users: [] });
    const token = await moodle.token({ sub: 'personal-data', user: '3', room });
    assert.equal((await post('personal-data', { token })).status, 200);
    assert.equal((await post('personal-data', { token })).code, 'portal/token-used');
    const old = await moodle.token({
      sub: 'erasure',
      room,
      users: null,
      exp: Math.floor(now() / 1000) - 60,
    });
    assert.equal(
      (await post('personal-data/erasures', { token: old })).code,
      'portal/token-expired',
    );
    const asked = await moodle.token({ sub: 'personal-data', user: '3', room });
    const swapped = await post('personal-data/erasures', { token: asked });
    assert.equal(swapped.code, 'moodle/message', 'a question erases nothing');
    assert.equal((await kept('3')).length, 2);
  });
});
