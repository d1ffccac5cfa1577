import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { audience, lakeside, medicine, moodleFixture } from '../../../../test/moodle-fixture.ts';

forEachDatabase('Launches of a connected Moodle', (open) => {
  const launchClaims = {
    sub: '3',
    given_name: 'Fang',
    family_name: 'Wang',
    courses: [{ id: 'cm:33', title: 'Data Structures', role: 'student' }],
  };

  it('let in whom it signs for, and its next roster takes out who has gone', async () => {
    const { connected, send, roster, activeIn, clock } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const launch = async (claims: object) =>
      send({
        method: 'POST',
        path: '/api/portal/launches',
        body: {
          token: await moodle.token({ ...launchClaims, ...claims }, audience),
          panel: 'course',
          origin: lakeside,
        },
      });
    const push = async (claims: object) =>
      send({
        method: 'POST',
        path: '/api/moodle/rosters',
        body: await moodle.token(roster(claims)),
      });
    assert.equal((await launch({})).status, 200);
    await push({});
    assert.deepEqual(await activeIn(lakeside), ['2', '3', '4']);
    clock.move(1_000);
    const members = roster({}).members.filter(({ id }) => id !== '3');
    await push({ sequence: 2, members });
    assert.deepEqual(await activeIn(lakeside), ['2', '4'], 'the launch does not keep them in');
  });

  it('of a manager who is not enrolled come in as visitors: nobody counts or lists them', async () => {
    const { connected, send, roster, db } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    await send({
      method: 'POST',
      path: '/api/moodle/rosters',
      body: await moodle.token(roster({})),
    });
    const courses = [{ id: 'cm:33', title: 'Data Structures', role: 'teacher' }];
    const token = await moodle.token({ ...launchClaims, sub: '9', courses }, audience);
    const body = { token, panel: 'course', origin: lakeside };
    const answer = await send({
      method: 'POST',
      path: '/api/portal/launches',
      body,
    });
    assert.equal(answer.status, 200, answer.text);
    const visiting = (await db('course_memberships').where({
      visiting: 1,
    })) as object[];
    assert.equal(visiting.length, 1);
  });

  it('show what is live, and how many are in, to their own Moodle only', async () => {
    const { connected, send, post } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const other = await connected(medicine);
    const courses = [{ id: 'cm:33', title: 'Data Structures', role: 'editing-teacher' }];
    const token = await moodle.token({ ...launchClaims, courses }, audience);
    const launched = await send({
      method: 'POST',
      path: '/api/portal/launches',
      body: { token, panel: 'course', origin: lakeside },
    });
    const { ticket, path } = JSON.parse(launched.text) as { ticket: string; path: string };
    const opened = await send({ method: 'POST', path: '/api/sessions', body: { ticket } });
    const { session } = JSON.parse(opened.text) as { session: { accessToken: string } };
    const started = await send({
      method: 'POST',
      path: `/api/courses/${path.split('/').at(-1) ?? ''}/meetings`,
      token: session.accessToken,
      body: {},
    });
    assert.equal(started.status, 200, started.text);
    const live = async (of: typeof moodle) =>
      (await post('live', { token: await of.token({ sub: 'live' }) })).text;
    assert.match(await live(moodle), /"room":"cm:33","title":"Data Structures","present":0/u);
    assert.equal(await live(other), '{"rooms":[]}');
    const launchAgain = await moodle.token({ ...launchClaims, courses }, audience);
    assert.equal((await post('live', { token: launchAgain })).code, 'portal/token-audience');
  });

  it('are over when Moodle says that somebody signed out, and for nobody else', async () => {
    const { connected, send, post, clock } = await moodleFixture(await open());
    const moodle = await connected(lakeside);
    const other = await connected(medicine);
    const body = async () => ({
      token: await moodle.token(launchClaims, audience),
      panel: 'course',
      origin: lakeside,
    });
    const launched = await send({
      method: 'POST',
      path: '/api/portal/launches',
      body: await body(),
    });
    const { ticket } = JSON.parse(launched.text) as { ticket: string };
    const opened = await send({
      method: 'POST',
      path: '/api/sessions',
      body: { ticket },
    });
    const { session } = JSON.parse(opened.text) as {
      session: { accessToken: string };
    };
    const mine = () => send({ path: '/api/courses', token: session.accessToken });
    const at = Math.ceil(clock.now() / 1000);
    const logout = { sub: 'logout', user: '3', at };
    assert.equal((await post('logouts', { token: await other.token(logout) })).status, 200);
    assert.equal((await mine()).status, 200, 'another Moodle’s account of the same id');
    assert.equal((await post('logouts', { token: await moodle.token(logout) })).status, 200);
    assert.equal((await mine()).status, 401);
  });
});
