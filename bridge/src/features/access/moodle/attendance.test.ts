import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { audience, lakeside, medicine, moodleFixture } from '../../../../test/moodle-fixture.ts';

interface Told {
  rooms: {
    room: string;
    at: number;
    people: { user: string; counted: number; attended: number; minutes: number }[];
  }[];
  more: boolean;
}

const minute = 60_000;

forEachDatabase('Attendance, as a connected Moodle is told of it', (open) => {
  it('is of its own rooms, by its own accounts, and only where it changed', async () => {
    const fixture = await moodleFixture(await open());
    const { connected, send, post, roster, db, clock } = fixture;
    const [moodle, other] = [await connected(lakeside), await connected(medicine)];
    await send({
      method: 'POST',
      path: '/api/moodle/rosters',
      body: await moodle.token(roster({})),
    });
    const teacher = {
      sub: '2',
      name: 'Teacher',
      courses: [{ id: 'cm:33', title: 'Data Structures', role: 'editing-teacher' }],
    };
    const launched = await send({
      method: 'POST',
      path: '/api/portal/launches',
      body: { token: await moodle.token(teacher, audience), panel: 'course', origin: lakeside },
    });
    const { ticket, path } = JSON.parse(launched.text) as { ticket: string; path: string };
    const opened = await send({ method: 'POST', path: '/api/sessions', body: { ticket } });
    const { session } = JSON.parse(opened.text) as { session: { accessToken: string } };
    const as = { token: session.accessToken };
    const started = await send({
      method: 'POST',
      path: `/api/courses/${path.split('/').at(-1) ?? ''}/meetings`,
      body: {},
      ...as,
    });
    const { id: meetingId } = JSON.parse(started.text) as { id: string };
    const [personId] = await db('person_accounts')
      .where({ realm: lakeside, external_id: '3' })
      .pluck<string[]>('person_id');
    const joined = clock.now();
    clock.move(8 * minute);
    await db('occupants').insert({
      source: 'prosody',
      jid: 'room/3',
      meeting_id: meetingId,
      person_id: personId,
      occupant_id: '3',
      joined_at: joined,
      left_at: clock.now(),
    });
    const told = async (of: typeof moodle, after: number) => {
      const token = await of.token({ sub: 'attendance', after });
      return JSON.parse((await post('attendance', { token })).text) as Told;
    };
    assert.deepEqual(await told(moodle, 0), { rooms: [], more: false }, 'nothing while it runs');
    const ended = await send({ method: 'POST', path: `/api/meetings/${meetingId}/end`, ...as });
    assert.equal(ended.status, 200, ended.text);
    const { rooms } = await told(moodle, 0);
    assert.equal(rooms[0]?.room, 'cm:33');
    assert.deepEqual(
      rooms[0].people.toSorted((a, b) => a.user.localeCompare(b.user)),
      [
        { user: '3', counted: 1, attended: 1, minutes: 8 },
        { user: '4', counted: 1, attended: 0, minutes: 0 },
      ],
    );
    assert.deepEqual((await told(moodle, rooms[0].at)).rooms, [], 'nothing new since');
    assert.deepEqual((await told(other, 0)).rooms, [], 'another Moodle’s');
  });
});
