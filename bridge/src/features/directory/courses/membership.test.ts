import assert from 'node:assert/strict';
import fc from 'fast-check';
import { courseRoles, roleFromLti } from './course.ts';
import { diffMemberships } from './diff.ts';
import type { Capability } from './contract.ts';
import { launchVouchesMs, resolveMembership, type MembershipRecord } from './membership.ts';

const says = (source: string, more: Partial<MembershipRecord> = {}): MembershipRecord => ({
  courseId: 'C',
  personId: 'P',
  source,
  role: 'student',
  capabilities: null,
  groups: null,
  status: 'active',
  seenAt: 100,
  changedAt: 100,
  ...more,
});
const roleOf = (...records: MembershipRecord[]) => resolveMembership(records).role;

describe('what somebody is in a course', () => {
  it('NRPS does not take teaching away from a launch: Moodle calls a non-editing teacher a Learner there', () => {
    const launch = says('lti:p', { role: 'teacher', seenAt: 100 });
    assert.equal(roleOf(launch, says('nrps:p', { changedAt: 200 })), 'teacher');
    assert.equal(roleOf(launch, says('nrps:p', { changedAt: 50 })), 'teacher');
  });

  it('NRPS does make somebody a teacher, and a newer launch as a learner takes it away', () => {
    const list = says('nrps:p', { role: 'teacher', changedAt: 200 });
    assert.equal(roleOf(says('lti:p', { seenAt: 100 }), list), 'teacher');
    assert.equal(roleOf(says('lti:p', { seenAt: 300 }), list), 'student');
  });

  it("Moodle's own list decides when it is newer, and its finer role counts when both teach", () => {
    const launch = says('lti:p', { role: 'teacher', seenAt: 100 });
    assert.equal(roleOf(launch, says('moodle:m', { changedAt: 200 })), 'student');
    assert.equal(
      roleOf(launch, says('moodle:m', { role: 'editing-teacher', changedAt: 50 })),
      'editing-teacher',
    );
    assert.equal(roleOf(launch, says('moodle:m', { changedAt: 50 })), 'teacher', 'a newer launch');
  });

  it('whom the list dropped is out, until they launch again', () => {
    const dropped = says('moodle:m', { status: 'removed', changedAt: 200 });
    assert.equal(resolveMembership([dropped]).status, 'removed');
    assert.equal(resolveMembership([dropped, says('lti:p', { seenAt: 150 })]).status, 'removed');
    assert.equal(resolveMembership([dropped, says('lti:p', { seenAt: 250 })]).status, 'active');
  });

  it("groups are Moodle's, else the newest that anyone said", () => {
    const launch = says('lti:p', { groups: ['2'], seenAt: 300 });
    assert.deepEqual(resolveMembership([says('moodle:m', { groups: ['1'] }), launch]).groups, [
      '1',
    ]);
    assert.deepEqual(resolveMembership([says('nrps:p'), launch]).groups, ['2']);
  });

  it('LTI roles', () => {
    const roles = ['instructor', 'assistant', 'administrator', 'learner', 'mentor'].map(
      roleFromLti,
    );
    assert.deepEqual(roles, ['teacher', 'teacher', 'manager', 'student', 'other']);
  });
});

describe('the diff of members', () => {
  const members = fc.uniqueArray(
    fc.record({
      personId: fc.constantFrom('a', 'b', 'c', 'd'),
      role: fc.constantFrom(...courseRoles),
      groups: fc.option(fc.subarray(['1', '2']), { nil: null }),
    }),
    { selector: ({ personId }) => personId },
  );

  it('of a list with itself is nothing, and of any list with another leads to that other', () => {
    fc.assert(
      fc.property(members, members, (before, after) => {
        const stored = (list: typeof before) => list.map((one) => says('moodle:m', one));
        const compare = (records: MembershipRecord[], list: typeof before) =>
          diffMemberships({ source: 'moodle:m', members: list, records, complete: true, now: 0 });
        const same = compare(stored(before), before);
        assert.deepEqual([same.added, same.changed, same.removed], [[], [], []]);
        const diff = compare(stored(before), after);
        const left = new Set(diff.removed.map(({ personId }) => personId));
        const there = [
          ...before.map(({ personId }) => personId).filter((id) => !left.has(id)),
          ...diff.added.map(({ personId }) => personId),
        ];
        assert.deepEqual(there.sort(), after.map(({ personId }) => personId).sort());
      }),
    );
  });

  it('a launch vouches for somebody whom no list names, for as long as a session lasts', () => {
    const records = [says('lti:p', { seenAt: 0 })];
    const at = (now: number) =>
      diffMemberships({ source: 'moodle:m', members: [], records, complete: true, now }).removed
        .length;
    assert.equal(at(launchVouchesMs), 0);
    assert.equal(at(launchVouchesMs + 1), 1);
  });

  it('a person with two accounts is one member, with the stronger role', () => {
    const list = [
      { personId: 'a', role: 'student' as const, groups: ['1'] },
      { personId: 'a', role: 'teacher' as const, groups: ['2'] },
    ];
    const diff = diffMemberships({
      source: 'm:m',
      members: list,
      records: [],
      complete: true,
      now: 0,
    });
    const both = { personId: 'a', role: 'teacher', groups: ['1', '2'] };
    assert.deepEqual(diff.added, [{ ...both, capabilities: null }]);
  });

  it('what a list grants changes with it, and counts with the role of who said that', () => {
    const now = (list: Partial<MembershipRecord>, capabilities: Capability[] | null) =>
      diffMemberships({
        source: 'moodle:m',
        members: [{ personId: 'P', role: 'teacher', groups: null, capabilities }],
        records: [says('moodle:m', { role: 'teacher', ...list })],
        complete: true,
        now: 0,
      }).changed.map(({ fields }) => fields);
    assert.deepEqual(now({ capabilities: null }, []), [['capabilities']]);
    assert.deepEqual(now({ capabilities: ['invite-guests'] }, ['invite-guests']), []);
    const list = says('moodle:m', { role: 'student', capabilities: [] });
    const launch = says('lti:p', { role: 'teacher', seenAt: 200, capabilities: ['invite-guests'] });
    assert.deepEqual(resolveMembership([list, launch]).capabilities, ['invite-guests']);
    const teaches = { ...list, role: 'teacher' as const };
    assert.deepEqual(resolveMembership([teaches, launch]).capabilities, []);
  });
});
