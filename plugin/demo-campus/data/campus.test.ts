import assert from 'node:assert/strict';
import { enrolmentsOf, isActive, personByUsername } from '../campus.ts';
import { featured } from '../portal/featured.ts';
import { addPerson, enrol, removePerson, unenrol } from './changes.ts';
import { createCampus } from './seed.ts';

const now = Date.UTC(2026, 10, 23);

describe('demo campus', () => {
  it('is the same each time', () => {
    assert.deepEqual(createCampus(), createCampus());
  });

  it('has what its description promises', () => {
    const campus = createCampus();
    const colleges = campus.categories.filter((each) => each.kind === 'college');
    assert.deepEqual([colleges.length, campus.categories.length, campus.courses.size], [3, 11, 12]);
    assert.ok(campus.people.size >= 520);
    const big = enrolmentsOf(campus, 12).filter((each) => each.role === 'student');
    assert.equal(big.length, 500);
    assert.equal(enrolmentsOf(campus, 7).length, 0);
  });

  it('refers only to people, courses and categories that exist', () => {
    const campus = createCampus();
    for (const { personId, courseId } of campus.enrolments) {
      assert.ok(campus.people.has(personId) && campus.courses.has(courseId));
    }
    for (const group of campus.groups) {
      const members = new Set(enrolmentsOf(campus, group.courseId).map((each) => each.personId));
      for (const id of group.memberIds) assert.ok(members.has(id), `${group.name}: ${id}`);
    }
    const departments = new Set(campus.categories.map((each) => each.id));
    for (const person of campus.people.values()) assert.ok(departments.has(person.departmentId));
    for (const one of featured) assert.ok(personByUsername(campus, one.username), one.username);
  });

  it('gives every activity, person and address one owner', () => {
    const campus = createCampus();
    const activities = [...campus.courses.values()].flatMap((course) => course.activities);
    const people = [...campus.people.values()];
    const lists: (string | number)[][] = [
      activities.map((each) => each.cmid),
      activities.map((each) => each.instanceId),
      people.map((each) => each.username),
      people.map((each) => each.email),
      people.map((each) => each.phone).filter(Boolean),
      people
        .flatMap(({ idNumber, directoryNumber = '' }) => [idNumber, directoryNumber])
        .filter(Boolean),
      campus.groups.map((each) => each.id),
      campus.enrolments.map((each) => `${each.courseId}/${each.personId}`),
    ];
    for (const list of lists) {
      assert.equal(new Set(list).size, list.length);
    }
  });

  it('counts suspended, expired and future enrolments as closed', () => {
    const campus = createCampus();
    const closed = enrolmentsOf(campus, 2).filter((each) => !isActive(each, now));
    assert.deepEqual(
      closed.map((each) => each.personId),
      [63, 64, 65],
    );
  });

  it('changes: enrols, unenrols, adds and deletes as Moodle does', () => {
    const campus = createCampus();
    enrol(campus, { courseId: 2, personId: 3, role: 'teacher' });
    assert.equal(
      campus.enrolments.filter((each) => each.courseId === 2 && each.personId === 3).length,
      1,
    );
    assert.ok(campus.groups[0]?.memberIds.includes(3), 'a change of role keeps groups');
    unenrol(campus, 2, 3);
    assert.ok(!campus.groups[0]?.memberIds.includes(3));
    const added = addPerson(campus, 'student', {
      username: 'new',
      firstName: '新',
      lastName: '人',
    });
    assert.equal(personByUsername(campus, 'NEW ')?.id, added.id);
    assert.throws(() =>
      addPerson(campus, 'student', { username: 'new', firstName: 'a', lastName: 'b' }),
    );
    removePerson(campus, added.id, now);
    const row = campus.people.get(added.id);
    assert.equal(row?.username, `new@stu.lakeside.test.${now / 1000}`);
    assert.match(row.email, /^[0-9a-f]{32}$/);
    assert.equal(personByUsername(campus, 'new'), undefined);
  });
});
