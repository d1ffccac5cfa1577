import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  audience,
  lakeside,
  medicine,
  moodleFixture,
  person,
} from '../../../../test/moodle-fixture.ts';
import type { Database } from '../../../kernel/database.ts';

const both = ['invite-guests', 'view-attendance', 'all-groups'];

/** A room of a Moodle in which 2 teaches, 5 and 6 host as well, and 3 and 4 attend. */
async function aRoom(db: Database) {
  const fixture = await moodleFixture(db);
  const { connected, send, roster, launched } = fixture;
  const moodle = await connected(lakeside);
  const members = (held: Record<string, readonly string[] | undefined>) =>
    (
      [
        ['2', 'editing-teacher', []],
        ['5', 'teacher', ['5']],
        ['6', 'teacher', []],
        ['3', 'student', ['5']],
        ['4', 'student', []],
      ] as const
    ).map(([id, role, groups]) => ({ id, role, groups, capabilities: held[id] }));
  let sequence = 0;
  const push = async (
    held: Record<string, readonly string[] | undefined>,
    from = moodle,
    groups = [{ id: '5', name: '一班' }],
  ) => {
    sequence += 1;
    const people = ['2', '3', '4', '5', '6'].map((id) => person(id));
    const body = await from.token(roster({ sequence, people, groups, members: members(held) }));
    const answer = await send({ method: 'POST', path: '/api/moodle/rosters', body });
    assert.equal(answer.status, 200, answer.text);
  };
  /** What somebody of the room is answered: the code of the refusal, or 200. */
  const asked = async (sub: string, role: string) => {
    const { token, courseId } = await launched(moodle, { sub, role });
    const ask = (path: string, body?: object, method = 'POST') =>
      send({ method, path, token, ...(body ? { body } : {}) });
    return { courseId, ask };
  };
  return { ...fixture, moodle, push, asked };
}

const said = ({ code, status }: { code: string | undefined; status: number }) => code ?? status;
interface Answer {
  id: string;
  path: string;
  ticket: string;
  session: { accessToken: string };
  groups: { id: string }[];
  meetings: { id: string }[];
  mayHost: boolean;
  hostsAllGroups: boolean;
  mayInviteGuests: boolean;
  mayViewAttendance: boolean;
}
const json = ({ text }: { text: string }) => JSON.parse(text) as Answer;

forEachDatabase('What a Moodle’s capabilities allow beside hosting', (open) => {
  it('is to invite guests: who hosts without it makes no links, mails nobody and opens nothing', async () => {
    const { push, asked } = await aRoom(await open());
    await push({ '2': both, '5': ['view-attendance', 'all-groups'], '3': [], '4': [] });
    const invites = async (sub: string, role: string) => {
      const { courseId, ask } = await asked(sub, role);
      const series = await ask(`/api/courses/${courseId}/series`, undefined, 'GET');
      const { id, mayInviteGuests } = json(series);
      const at = `/api/series/${id}`;
      const open = { admission: { scope: 'anyone' } };
      const tried = [
        await ask(`${at}/links`, {}),
        await ask(`${at}/links`, undefined, 'GET'),
        await ask(`${at}/invitations`, { emails: ['guest@example.org'] }),
        await ask(`${at}/units`, { departmentIds: [id] }),
        await ask(at, open, 'PATCH'),
      ];
      return { mayInviteGuests, codes: tried.map(said) };
    };
    const withheld = await invites('5', 'teacher');
    assert.equal(withheld.mayInviteGuests, false);
    assert.deepEqual(new Set(withheld.codes), new Set(['invitation/not-allowed']));
    const teacher = await invites('2', 'editing-teacher');
    assert.equal(teacher.mayInviteGuests, true);
    assert.ok(!teacher.codes.includes('invitation/not-allowed'));
    const { courseId, ask } = await asked('3', 'student');
    const student = await ask(`/api/courses/${courseId}/series`, undefined, 'GET');
    assert.equal(said(student), 'meeting/not-host');
  });

  it('may be taken away later: links that were made stay the teacher’s, and are made no more', async () => {
    const { push, asked } = await aRoom(await open());
    await push({ '5': both });
    const { courseId, ask } = await asked('5', 'teacher');
    const series = await ask(`/api/courses/${courseId}/series`, undefined, 'GET');
    const at = `/api/series/${json(series).id}/links`;
    const made = await ask(at, {});
    const { id } = json(made);
    await push({ '5': ['view-attendance', 'all-groups'] });
    assert.equal(said(await ask(at, {})), 'invitation/not-allowed');
    assert.equal(said(await ask(`${at}/${id}/rotate`)), 'invitation/not-allowed');
    const withdrawn = await ask(`${at}/${id}/revoke`);
    assert.equal(withdrawn.status, 200, withdrawn.text);
  });

  it('is to see attendance: who hosts without it sees the own, as students do', async () => {
    const { push, asked } = await aRoom(await open());
    await push({
      '2': both,
      '5': ['invite-guests', 'all-groups'],
      '6': ['view-attendance', 'all-groups'],
      '3': [],
    });
    const sees = async (sub: string, role: string) => {
      const { courseId, ask } = await asked(sub, role);
      const course = await ask(`/api/courses/${courseId}`, undefined, 'GET');
      return [
        json(course).mayViewAttendance,
        said(await ask(`/api/courses/${courseId}/attendance`, undefined, 'GET')),
        said(await ask(`/api/courses/${courseId}/attendance/mine`, undefined, 'GET')),
      ];
    };
    assert.deepEqual(await sees('2', 'editing-teacher'), [true, 200, 200]);
    assert.deepEqual(await sees('6', 'teacher'), [true, 200, 200]);
    assert.deepEqual(await sees('5', 'teacher'), [false, 'attendance/not-allowed', 200]);
    assert.deepEqual(await sees('3', 'student'), [false, 'meeting/not-host', 200]);
  });

  it('never makes a student a host, whatever the roster grants', async () => {
    const { push, asked } = await aRoom(await open());
    await push({ '3': both });
    const { courseId, ask } = await asked('3', 'student');
    const attendance = await ask(`/api/courses/${courseId}/attendance`, undefined, 'GET');
    assert.equal(said(attendance), 'meeting/not-host');
    const series = await ask(`/api/courses/${courseId}/series`, undefined, 'GET');
    assert.equal(said(series), 'meeting/not-host');
  });

  it('goes by the role where the plugin is of before, and says nothing of it', async () => {
    const { push, asked } = await aRoom(await open());
    await push({});
    const { courseId, ask } = await asked('5', 'teacher');
    const series = await ask(`/api/courses/${courseId}/series`, undefined, 'GET');
    assert.equal(json(series).mayInviteGuests, true);
    const attendance = await ask(`/api/courses/${courseId}/attendance`, undefined, 'GET');
    assert.equal(attendance.status, 200);
  });

  it('is said by the room’s own Moodle only, and by it again with each roster', async () => {
    const { push, asked, connected } = await aRoom(await open());
    await push({ '5': both });
    const other = await connected(medicine);
    await push({ '5': [] }, other);
    const { courseId, ask } = await asked('5', 'teacher');
    const at = `/api/courses/${courseId}/attendance`;
    assert.equal((await ask(at, undefined, 'GET')).status, 200);
    await push({ '5': ['all-groups', 'something-of-a-later-version'] });
    assert.equal(said(await ask(at, undefined, 'GET')), 'attendance/not-allowed');
  });

  it('is said by the launch of one whom no roster names', async () => {
    const { push, moodle, send } = await aRoom(await open());
    await push({ '2': both });
    const courses = [{ id: 'cm:33', title: 'DS', role: 'teacher', capabilities: ['all-groups'] }];
    const claims = { sub: '9', name: 'Manager', courses };
    const token = await moodle.token(claims, audience);
    const body = { token, panel: 'course', origin: lakeside };
    const launch = await send({ method: 'POST', path: '/api/portal/launches', body });
    const { ticket, path } = json(launch);
    const opened = await send({ method: 'POST', path: '/api/sessions', body: { ticket } });
    const { session } = json(opened);
    const at = `/api/courses/${path.split('/').at(-1) ?? ''}/attendance`;
    assert.equal(
      said(await send({ path: at, token: session.accessToken })),
      'attendance/not-allowed',
    );
  });

  it('is to host all of separate groups: without it one hosts, starts and sees the own', async () => {
    const { push, asked, db } = await aRoom(await open());
    const groups = [
      { id: '5', name: '一班' },
      { id: '6', name: '二班' },
    ];
    await push(
      { '2': both, '5': ['view-attendance'], '6': ['view-attendance'] },
      undefined,
      groups,
    );
    const [own = '', other = ''] = await Promise.all(
      groups.map(async ({ id }) => {
        const row = (await db('course_groups').where({ external_id: id }).first()) as {
          id: string;
        };
        return row.id;
      }),
    );
    const { courseId, ask } = await asked('5', 'teacher');
    const at = `/api/courses/${courseId}`;
    const course = json(await ask(at, undefined, 'GET'));
    assert.deepEqual(
      [course.mayHost, course.hostsAllGroups, course.groups.map(({ id }) => id)],
      [true, false, [own]],
    );
    assert.equal(said(await ask(`${at}/meetings`, {})), 'meeting/not-host', 'everybody’s');
    assert.equal(said(await ask(`${at}/meetings`, { groupId: other })), 'meeting/not-host');
    const mine = await ask(`${at}/meetings`, { groupId: own });
    assert.equal(mine.status, 200, mine.text);
    assert.equal(
      said(await ask(`${at}/series?groupId=${other}`, undefined, 'GET')),
      'meeting/not-host',
    );

    const teacher = await asked('2', 'editing-teacher');
    const started = async (body: object) => json(await teacher.ask(`${at}/meetings`, body)).id;
    const theirs = await started({ groupId: other });
    const everybodys = await started({});
    const role = async (id: string) => {
      const answer = await ask(`/api/meetings/${id}`, undefined, 'GET');
      return answer.code ?? json(answer).mayHost;
    };
    assert.equal(await role(json(mine).id), true);
    assert.equal(await role(theirs), 'meeting/not-allowed');
    assert.equal(await role(everybodys), false, 'comes in as a member');
    const seen = (id: string) => ask(`/api/meetings/${id}/attendance`, undefined, 'GET').then(said);
    assert.equal(await seen(json(mine).id), 200);
    assert.equal(await seen(theirs), 'attendance/not-allowed');
    assert.equal(await seen(everybodys), 'attendance/not-allowed');
    assert.equal(said(await ask(`${at}/attendance`, undefined, 'GET')), 200, 'of the own groups');
    const listed = json(await ask(`${at}/meetings`, undefined, 'GET')).meetings;
    assert.deepEqual(new Set(listed.map(({ id }) => id)), new Set([json(mine).id, everybodys]));

    const withoutGroup = await asked('6', 'teacher');
    assert.equal(json(await withoutGroup.ask(at, undefined, 'GET')).mayHost, false);
    assert.equal(said(await withoutGroup.ask(`${at}/meetings`, {})), 'meeting/not-host');
  });
});
