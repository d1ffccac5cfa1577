import assert from 'node:assert/strict';
import fc from 'fast-check';
import { kindOf, strangers, visible, type Reader, type Target } from './visibility.ts';

const teacher: Reader = { personId: 't', kind: 'staff', isAdmin: false };
const student: Reader = { personId: 's', kind: 'student', isAdmin: false };
const admin: Reader = { personId: 'a', kind: 'student', isAdmin: true };
const target = (more: Partial<Target> = {}): Target => ({
  personId: 'x',
  kind: 'student',
  hidden: false,
  active: true,
  ...more,
});
const rules = (relation = strangers) => ({ relation, studentsSeeMailOf: 'teachers' as const });
const mate = { ...strangers, sharesCourse: true };
const myTeacher = { ...mate, teachesReader: true };
const myStudent = { ...mate, readerHosts: true };
const everything = { email: true, phone: true, campusNumber: true };

describe('who sees what of whom', () => {
  it('staff see mail and number of everybody, phones of staff', () => {
    assert.deepEqual(visible(teacher, target(), rules()), { ...everything, phone: false });
    assert.deepEqual(visible(teacher, target({ kind: 'staff' }), rules()), everything);
  });
  it('students see names; mail of their teachers only, or as the campus allows', () => {
    const nothing = { email: false, phone: false, campusNumber: false };
    assert.deepEqual(visible(student, target(), rules()), nothing);
    assert.deepEqual(visible(student, target(), rules(mate)), nothing);
    assert.deepEqual(visible(student, target({ kind: 'staff' }), rules(myTeacher)), {
      ...nothing,
      email: true,
    });
    const open = { ...rules(mate), studentsSeeMailOf: 'course-mates' as const };
    assert.equal(visible(student, target(), open)?.email, true);
    const shut = { ...rules(myTeacher), studentsSeeMailOf: 'nobody' as const };
    assert.equal(visible(student, target(), shut)?.email, false);
  });
  it('who hosts a course sees mail and number of its members, no phones of students', () => {
    assert.deepEqual(visible(student, target(), rules(myStudent)), { ...everything, phone: false });
  });
  it('hidden people are there for themselves, admins and hosts of their courses', () => {
    const hidden = target({ hidden: true });
    assert.equal(visible(teacher, hidden, rules()), null);
    assert.equal(visible(student, hidden, rules(myTeacher)), null);
    assert.ok(visible(teacher, hidden, rules(myStudent)));
    assert.deepEqual(visible(admin, hidden, rules()), everything);
    assert.deepEqual(visible({ ...student, personId: 'x' }, hidden, rules()), everything);
  });
  it('nobody sees the deactivated', () => {
    for (const reader of [teacher, student, admin, { ...student, personId: 'x' }]) {
      assert.equal(visible(reader, target({ active: false }), rules(myStudent)), null);
    }
  });
  it('a student never sees a phone or, without hosting, a number of another', () => {
    const facts = fc.record({
      kind: fc.constantFrom('staff' as const, 'student' as const),
      hidden: fc.boolean(),
      relation: fc.record({
        sharesCourse: fc.boolean(),
        teachesReader: fc.boolean(),
        readerHosts: fc.boolean(),
      }),
      studentsSeeMailOf: fc.constantFrom('nobody', 'teachers', 'course-mates'),
    });
    fc.assert(
      fc.property(facts, (of) => {
        const seen = visible(student, target(of), of);
        assert.ok(!seen?.phone && (of.relation.readerHosts || !seen?.campusNumber));
      }),
    );
  });
});

describe('staff or student', () => {
  const of = (roles: string[], campusNumber: string | null = null, pattern: RegExp | null = null) =>
    kindOf({ roles, campusNumber }, pattern);
  it('is told by the campus’s numbers where they are configured', () => {
    assert.equal(of(['student'], 'T01', /^(?:T\d+)$/u), 'staff');
    assert.equal(of(['editing-teacher'], '2023001', /^(?:T\d+)$/u), 'student');
    assert.equal(of(['editing-teacher'], null, /^(?:T\d+)$/u), 'staff');
  });
  it('else by courses; who is both an assistant and a student is a student', () => {
    assert.equal(of(['editing-teacher', 'student']), 'staff');
    assert.equal(of(['manager']), 'staff');
    assert.equal(of(['teacher']), 'staff');
    assert.equal(of(['teacher', 'student']), 'student');
    assert.equal(of(['other']), 'student');
    assert.equal(of([]), 'student');
  });
});
