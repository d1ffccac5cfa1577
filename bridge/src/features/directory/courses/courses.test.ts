import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import {
  aCampus,
  aCourse,
  anAccount,
  fakeSource,
  moodle,
  quietLog,
  stateOf,
} from '../../../../test/roster-fixtures.ts';
import type { Endpoint } from '../../../kernel/contract.ts';
import type { Request } from '../../../kernel/route.ts';
import type { CourseView } from './contract.ts';
import type { Courses, LaunchFacts } from './index.ts';

const aLaunch = (subject: string, more: Partial<LaunchFacts> = {}): LaunchFacts => ({
  sourceKey: 'lti:p1',
  issuer: moodle,
  subject,
  givenName: '芳',
  familyName: '林',
  displayName: '芳 林',
  email: `${subject}@uni.test`,
  campusNumber: null,
  locale: 'zh-cn',
  timezone: null,
  course: { externalId: '7', label: 'CS101', title: 'Raw <b>title</b> & more' },
  role: 'student',
  groupExternalIds: null,
  ...more,
});

/** Calls an endpoint as the app does: parts parsed by the contract, the reply parsed on the way out. */
async function call<T>(
  courses: Courses,
  id: string,
  asked: { as: string; params?: object; query?: object },
) {
  const found = courses
    .routes({ withoutHidden: (_, ids) => Promise.resolve([...ids]) })
    .find(({ endpoint }) => endpoint.id === id)!;
  const request = {
    caller: { sessionId: 's', personId: asked.as, courseId: null },
    params: found.endpoint.params.parse(asked.params ?? {}),
    query: found.endpoint.query.parse(asked.query ?? {}),
    log: quietLog,
  } as unknown as Request<Endpoint>;
  return found.endpoint.reply.parse(await found.handle(request)) as T;
}

interface Page {
  members: { personId: string; displayName: string; email: string | null; role: string }[];
  next: string | null;
}

forEachDatabase('courses', (open) => {
  it('a launch makes person, course and membership; again it changes nothing', async () => {
    const { courses, people, db } = await aCampus(await open());
    const first = await courses.registerLaunch(aLaunch('5', { role: 'teacher' }));
    assert.equal((await people.find(first.personId))?.displayName, '林芳');
    assert.equal((await courses.course(first.courseId!))?.title, 'Raw <b>title</b> & more');
    assert.deepEqual(await courses.membership(first.courseId!, first.personId), {
      role: 'teacher',
      mayHost: true,
      hostsAllGroups: true,
      mayViewAttendance: true,
      capabilities: null,
      groupIds: [],
    });
    const before = await stateOf(db);
    assert.deepEqual(await courses.registerLaunch(aLaunch('5', { role: 'teacher' })), first);
    assert.deepEqual(await stateOf(db), before);
  });

  it('a launch without a course makes only the person', async () => {
    const { courses } = await aCampus(await open());
    assert.equal((await courses.registerLaunch(aLaunch('5', { course: null }))).courseId, null);
  });

  it('many first launches of a class at the same moment make one course and each person once', async () => {
    const { courses, db } = await aCampus(await open());
    const ids = ['1', '2', '3', '4', '5', '6', '7', '8', '1', '2', '3', '4'];
    const done = await Promise.all(ids.map((id) => courses.registerLaunch(aLaunch(id))));
    assert.equal(new Set(done.map(({ courseId }) => courseId)).size, 1);
    assert.equal(new Set(done.map(({ personId }) => personId)).size, 8);
    assert.equal((await db('people')).length, 8);
  });

  it("a launch and Moodle's list meet in one course and one person, and the list's title stays", async () => {
    const snapshot = aCourse([anAccount('5'), anAccount('6')]);
    snapshot.groups = [{ externalId: '1', name: '第1组' }];
    snapshot.memberships[0] = {
      personExternalId: '5',
      role: 'editing-teacher',
      groupExternalIds: ['1'],
    };
    const { courses, syncService, db } = await aCampus(await open(), [
      fakeSource('moodle', snapshot),
    ]);
    const launched = await courses.registerLaunch(aLaunch('5', { role: 'teacher' }));
    await syncService.run('moodle');
    const again = await courses.registerLaunch(aLaunch('5', { role: 'teacher' }));
    assert.deepEqual(again, { ...launched, role: 'editing-teacher' });
    assert.equal((await db('people')).length, 2);
    assert.equal((await courses.course(launched.courseId!))?.title, '数据结构 <b>&</b> 🎓');
    const membership = await courses.membership(launched.courseId!, launched.personId);
    const [group] = await courses.groups(launched.courseId!);
    assert.deepEqual(membership, {
      role: 'editing-teacher',
      mayHost: true,
      hostsAllGroups: true,
      mayViewAttendance: true,
      capabilities: null,
      groupIds: [group?.id],
    });
  });
});

forEachDatabase('the panel asks for courses', (open) => {
  const names = ['a', 'B', 'c', '王%芳', 'd_e'];
  const aFullCourse = async () => {
    const accounts = names.map((name, n) => anAccount(`${n}`, { givenName: name, familyName: '' }));
    const snapshot = aCourse(accounts);
    snapshot.groups = [
      { externalId: '1', name: 'one' },
      { externalId: '2', name: 'two' },
    ];
    snapshot.memberships[0]!.role = 'teacher';
    snapshot.memberships[1]!.groupExternalIds = ['2'];
    const campus = await aCampus(await open(), [fakeSource('moodle', snapshot)]);
    await campus.syncService.run('moodle');
    const [course] = await campus.courses.coursesOfRealm(moodle);
    const members = await campus.courses.allMembers(course!.id);
    const idOf = (name: string) => members.find((one) => one.displayName === name)!.personId;
    return { ...campus, courseId: course!.id, idOf };
  };

  it('a teacher sees every group, a student the own one', async () => {
    const { courses, courseId, idOf } = await aFullCourse();
    const params = { courseId };
    const teacher = await call<CourseView>(courses, 'getCourse', { as: idOf('a'), params });
    assert.deepEqual([teacher.mayHost, teacher.memberCount], [true, 5]);
    assert.deepEqual(
      teacher.groups.map(({ name }) => name),
      ['one', 'two'],
    );
    const student = await call<CourseView>(courses, 'getCourse', { as: idOf('B'), params });
    assert.deepEqual([student.mayHost, student.role], [false, 'student']);
    assert.deepEqual(
      student.groups.map(({ name }) => name),
      ['two'],
    );
    const mine = await call<{ courses: { id: string }[] }>(courses, 'listMyCourses', {
      as: idOf('B'),
    });
    assert.deepEqual(
      mine.courses.map(({ id }) => id),
      [courseId],
    );
  });

  it('nobody else sees anything', async () => {
    const { courses, courseId, people, idOf } = await aFullCourse();
    const stranger = (await courses.registerLaunch(aLaunch('99', { course: null }))).personId;
    assert.ok(await people.find(stranger));
    for (const id of ['getCourse', 'listCourseMembers']) {
      await assert.rejects(call(courses, id, { as: stranger, params: { courseId } }), {
        code: 'course/not-a-member',
      });
    }
    const unknown = { courseId: '00000000-0000-4000-8000-000000000000' };
    await assert.rejects(call(courses, 'getCourse', { as: idOf('a'), params: unknown }), {
      code: 'course/not-found',
    });
  });

  it('members come page by page, each once; students do not see addresses', async () => {
    const { courses, courseId, idOf } = await aFullCourse();
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 3; pages += 1) {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const asked = { as: idOf('B'), params: { courseId }, query };
      const page = await call<Page>(courses, 'listCourseMembers', asked);
      seen.push(...page.members.map(({ displayName }) => displayName));
      assert.ok(page.members.every(({ email }) => email === null));
      cursor = page.next ?? undefined;
    }
    assert.equal(cursor, undefined);
    assert.deepEqual(seen, ['a', 'B', 'c', 'd_e', '王%芳']);
    const teacher = await call<Page>(courses, 'listCourseMembers', {
      as: idOf('a'),
      params: { courseId },
    });
    assert.ok(teacher.members.every(({ email }) => email !== null));
  });

  it('finds by a part of the name, whose signs mean nothing, and refuses a made-up cursor', async () => {
    const { courses, courseId, idOf } = await aFullCourse();
    const find = async (query: object) => {
      const asked = { as: idOf('a'), params: { courseId }, query };
      return (await call<Page>(courses, 'listCourseMembers', asked)).members.map(
        (one) => one.displayName,
      );
    };
    assert.deepEqual(await find({ query: 'b' }), ['B']);
    assert.deepEqual(await find({ query: '%' }), ['王%芳']);
    assert.deepEqual(await find({ query: '_' }), ['d_e']);
    assert.deepEqual(await find({ query: "'" }), []);
    await assert.rejects(find({ cursor: 'bm8' }), { code: 'request/invalid' });
  });
});
