import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressBookFixture, aPerson } from '../../../../test/address-book-fixture.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { termsOf } from './terms.ts';

type Fixture = Awaited<ReturnType<typeof addressBookFixture>>;

const people = [
  aPerson('t1', '王芳'),
  aPerson('t2', '张伟'),
  aPerson('s1', '林小雨'),
  aPerson('s2', '陈晨'),
  aPerson('s3', '赵敏'),
  aPerson('s4', '孙隐'),
  aPerson('s5', '钱走', { suspended: true }),
  aPerson('s6', '王小芳'),
];

forEachDatabase('the address book over HTTP', (open) => {
  const fixtures: Fixture[] = [];
  const aFixture = async () => {
    const fixture = await addressBookFixture(await open());
    fixtures.push(fixture);
    await fixture.tell(people);
    await fixture.place(
      { 大学: null, 工学院: '大学', 计算机系: '工学院', 文学院: '大学' },
      { 计算机系: ['t1', 's1', 's2', 's4'], 工学院: ['t2', 's5'], 文学院: ['s3', 's6'] },
    );
    await fixture.enrol({ teachers: ['t1'], students: ['s1', 's2', 's4'], group: ['s1', 's4'] });
    return fixture;
  };
  const unitOf = async (fixture: Fixture, name: string) => {
    const { departments } = (await fixture.ask('t1', '/units')).body as {
      departments: { id: string; name: string; size: number }[];
    };
    return departments.find((unit) => unit.name === name) ?? { id: '', size: -1 };
  };
  const hide = (fixture: Fixture, who: string, hidden = true) =>
    fixture.ask(who, '/me', { method: 'PUT', body: JSON.stringify({ hidden }) });
  afterEach(async () => {
    await Promise.all(fixtures.splice(0).map((fixture) => fixture.close()));
  });

  it('finds by name, pinyin, initials and any order of words; exact names first', async () => {
    const { find } = await aFixture();
    assert.deepEqual((await find('s3', { query: '王' })).names, ['王小芳', '王芳']);
    assert.deepEqual((await find('t2', { query: '芳' })).names.sort(), ['王小芳', '王芳']);
    for (const query of ['wangfang', 'fang wang', 'WF', ' 王  f']) {
      assert.ok((await find('t2', { query })).names.includes('王芳'), query);
    }
    assert.deepEqual((await find('t2', { query: 'xyz' })).names, []);
  });

  it('shows favourites first, then who shares a course or a department', async () => {
    const { find, ask, ids } = await aFixture();
    assert.deepEqual((await find('s1', { query: 'w' })).names, ['王芳', '王小芳', '张伟']);
    const favourite = `/favourites/${ids.get('s6') ?? ''}`;
    assert.equal((await ask('s1', favourite, { method: 'PUT', body: '{}' })).status, 200);
    assert.deepEqual((await find('s1', { query: 'w' })).names, ['王小芳', '王芳', '张伟']);
    assert.deepEqual((await find('s1', { list: 'favourites' })).entries[0]?.favourite, true);
    await ask('s1', favourite, { method: 'DELETE' });
    assert.deepEqual((await find('s1', { list: 'favourites' })).names, []);
  });

  it('staff find by number, mail and phone of staff; students by none of them', async () => {
    const { find } = await aFixture();
    const byFact = async (as: string) => {
      const queries = ['T2', 't2@uni', '13800000002', 'S3', 's3@uni.test', '13800000003'];
      return Promise.all(queries.map(async (query) => (await find(as, { query })).names.join()));
    };
    assert.deepEqual(await byFact('t1'), ['张伟', '张伟', '张伟', '赵敏', '赵敏', '']);
    assert.deepEqual(await byFact('s1'), ['', '', '', '', '', '']);
    assert.deepEqual((await find('s1', { query: 't1@uni' })).names, ['王芳'], 'my teacher’s mail');
    assert.deepEqual((await find('s1', { query: '王芳 138' })).names, [], 'no guessing of phones');
    assert.deepEqual((await find('s1', { query: '1380000' })).names, ['林小雨'], 'my own');
  });

  it('shows of others what the reader may see', async () => {
    const { find } = await aFixture();
    const seen = async (as: string, query: string) => {
      const [entry] = (await find(as, { query })).entries;
      return [entry?.email, entry?.campusNumber, entry?.phone, entry?.departments.join()];
    };
    assert.deepEqual(await seen('t2', '王芳'), ['t1@uni.test', 'T1', '13800000001', '计算机系']);
    assert.deepEqual(await seen('t2', '林小雨'), ['s1@uni.test', 'S1', null, '计算机系']);
    assert.deepEqual(await seen('s1', '王芳'), ['t1@uni.test', null, null, '计算机系']);
    assert.deepEqual(await seen('s1', '陈晨'), [null, null, null, '计算机系']);
    assert.deepEqual(await seen('s1', '张伟'), [null, null, null, '工学院']);
    assert.deepEqual(await seen('s1', '林小雨'), ['s1@uni.test', 'S1', '13800000001', '计算机系']);
  });

  it('hides who wants to be hidden, at once, from all but hosts of their courses', async () => {
    const fixture = await aFixture();
    const { find, ask, ids } = fixture;
    const finds = async (as: string) => (await find(as, { query: '孙隐' })).names.length;
    assert.deepEqual([await finds('s1'), await finds('t2')], [1, 1]);
    assert.equal((await hide(fixture, 's4')).status, 200);
    const readers = ['s1', 't2', 't1', 's4'];
    assert.deepEqual(await Promise.all(readers.map(finds)), [0, 0, 1, 1]);
    await fixture.indexer.catchUp();
    assert.deepEqual(await Promise.all(readers.map(finds)), [0, 0, 1, 1]);
    const inUnit = { departmentId: (await unitOf(fixture, '计算机系')).id };
    assert.ok(!(await find('s1', inUnit)).names.includes('孙隐'));
    assert.ok((await find('t1', inUnit)).names.includes('孙隐'));
    const refused = await ask('s1', `/favourites/${ids.get('s4') ?? ''}`, {
      method: 'PUT',
      body: '{}',
    });
    assert.equal(refused.code, 'person/not-found');
    await hide(fixture, 's4', false);
    assert.equal(await finds('s1'), 1);
  });

  it('never shows the deactivated, not even before the index has caught up', async () => {
    const { find, tell } = await aFixture();
    assert.deepEqual((await find('t1', { query: '钱走' })).names, []);
    await tell([aPerson('s3', '赵敏', { suspended: true })]);
    assert.deepEqual((await find('t1', { query: '赵' })).names, []);
    await tell([aPerson('s3', '赵敏改')]);
    assert.deepEqual((await find('t1', { query: 'minggai' })).names, []);
    assert.deepEqual((await find('t1', { query: 'mingai' })).names, ['赵敏改']);
  });

  it('lists a department with all below it, in the order of pinyin; sizes too', async () => {
    const fixture = await aFixture();
    const list = async (name: string) =>
      (await fixture.find('s3', { departmentId: (await unitOf(fixture, name)).id })).names;
    assert.deepEqual(await list('工学院'), ['陈晨', '林小雨', '孙隐', '王芳', '张伟']);
    assert.deepEqual(await list('文学院'), ['王小芳', '赵敏']);
    assert.equal((await list('大学')).length, 7);
    assert.equal((await unitOf(fixture, '工学院')).size, 5);
    const within = { departmentId: (await unitOf(fixture, '文学院')).id, query: 'w' };
    assert.deepEqual((await fixture.find('s3', within)).names, ['王小芳']);
    await fixture.place(
      { 大学: null, 工学院: '大学', 计算机系: '文学院', 文学院: '大学' },
      { 计算机系: ['t1', 's1'], 工学院: ['t2'], 文学院: ['s3', 's6'] },
    );
    fixture.clock.move(60_000);
    assert.deepEqual(await list('文学院'), ['林小雨', '王芳', '王小芳', '赵敏'], 'a unit moved');
    const gone = await fixture.find('s3', { departmentId: fixture.ids.get('s1') ?? '' });
    assert.equal(gone.code, 'department/not-found');
  });

  it('lists a course to its members, a group to its own and to hosts', async () => {
    const fixture = await aFixture();
    const { courses } = (await fixture.ask('t1', '/units')).body as {
      courses: { id: string; size: number; groups: { id: string; size: number }[] }[];
    };
    const [course] = courses;
    const [courseId = '', groupId = ''] = [course?.id, course?.groups[0]?.id];
    assert.deepEqual([course?.size, course?.groups[0]?.size], [4, 2]);
    assert.deepEqual((await fixture.find('s2', { courseId })).names, [
      '陈晨',
      '林小雨',
      '孙隐',
      '王芳',
    ]);
    assert.deepEqual((await fixture.find('s2', { courseId, query: 'l' })).names, ['林小雨']);
    assert.equal((await fixture.find('s3', { courseId })).code, 'course/not-a-member');
    assert.deepEqual((await fixture.find('t1', { groupId })).names, ['林小雨', '孙隐']);
    assert.deepEqual((await fixture.find('s1', { groupId })).names, ['林小雨', '孙隐']);
    assert.equal((await fixture.find('s2', { groupId })).code, 'course/group-not-found');
    const both = await fixture.find('s1', { courseId, list: 'recent' });
    assert.equal(both.code, 'request/invalid');
  });

  it('takes every text as a text, and no cursor that it did not make', async () => {
    const { find, tell } = await aFixture();
    const odd = ["Robert'); DROP TABLE people;--", '100% _real_', '𠮷野', 'محمد علي', 'Ann 🎓'];
    await tell(odd.map((displayName, n) => aPerson(`o${n}`, displayName, { displayName })));
    for (const query of ['%', '_', '%%%', '*', "'", '"', '\\', '\u202e']) {
      const { status, names } = await find('t1', { query });
      assert.deepEqual([status, names], [200, []], query);
    }
    for (const name of odd)
      assert.ok((await find('t1', { query: name })).names.includes(name), name);
    assert.deepEqual((await find('t1', { query: '𠮷' })).names, ['𠮷野']);
    assert.deepEqual((await find('t1', { query: '𡈽' })).names, [], 'another rare character');
    assert.deepEqual((await find('t1', { query: '🎓' })).names, ['Ann 🎓']);
    assert.equal((await find('t1', { query: '王'.repeat(100) })).status, 200);
    assert.equal((await find('t1', { query: '王'.repeat(101) })).code, 'request/invalid');
    const forged = Buffer.from('{"at":"rest","word":9,"class":0,"term":"x","seq":1}');
    for (const cursor of ['x', 'e30', forged.toString('base64url'), '9'.repeat(990)]) {
      assert.equal((await find('t1', { query: 'w', cursor })).code, 'request/invalid', cursor);
    }
  });

  it('is shut to those without a session', async () => {
    const fixture = await aFixture();
    const address = `${fixture.base}/api/address-book`;
    for (const path of ['', '?query=w', '/units', '/me']) {
      assert.equal((await fetch(address + path)).status, 401);
    }
  });

  it('pages through all of a search and a list, each person once', async () => {
    const fixture = await aFixture();
    const many = Array.from({ length: 230 }, (_, n) =>
      aPerson(`m${n}`, `刘${n % 2 === 0 ? '玲' : '流'}${'一二三四五'.at(n % 5) ?? ''}`),
    );
    await fixture.tell(many);
    await fixture.place({ 大学: null }, { 大学: many.map(({ externalId }) => externalId) });
    const departmentId = (await unitOf(fixture, '大学')).id;
    const [list, search] = [{ departmentId }, { query: 'l' }];
    for (const [of, to] of [
      [list, search],
      [search, list],
    ] as const) {
      const cursor = (await fixture.find('t1', of)).next ?? '';
      assert.equal((await fixture.find('t1', { ...to, cursor })).code, 'request/invalid');
    }
    for (const query of [{ query: 'l' }, { query: 'liu l' }, { query: '刘' }, { departmentId }]) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page = await fixture.find('t1', { ...query, ...(cursor === '' ? {} : { cursor }) });
        seen.push(...page.entries.map(({ personId }) => personId));
        cursor = page.next;
      }
      assert.equal(new Set(seen).size, seen.length, JSON.stringify(query));
      assert.ok(seen.length >= 230, `${JSON.stringify(query)}: ${seen.length}`);
    }
  });

  it('every person is found by any beginning of name, pinyin and initials', async () => {
    const { find, tell } = await aFixture();
    const family = fc.constantFrom(...Array.from('单曾重吕仇王欧𠮷'));
    const given = fc.array(fc.constantFrom(...Array.from('芳伟乐行一𡈽')), {
      minLength: 1,
      maxLength: 2,
    });
    const name = fc.tuple(family, given).map(([first, rest]) => first + rest.join(''));
    await fc.assert(
      fc.asyncProperty(name, fc.nat(), async (displayName, at) => {
        const person = aPerson('p1', displayName);
        await tell([person]);
        const named = { ...person, email: null, campusNumber: null, phone: null };
        const terms = termsOf(named);
        const term = Array.from(terms[at % terms.length]?.text ?? '');
        const query = term.slice(0, 1 + (at % term.length)).join('');
        assert.ok(
          (await find('s3', { query })).names.includes(displayName),
          `${displayName} ${query}`,
        );
      }),
      { numRuns: 25 },
    );
  });
});
