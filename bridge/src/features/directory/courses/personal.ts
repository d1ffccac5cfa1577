import type { PersonalData } from '../../../kernel/personal-data.ts';

/** Who is in which course, and who says so. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'course_memberships',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['course_id', 'role', 'status', 'changed_at'],
    knows: [
      { as: 'course', column: 'title', from: { table: 'courses', key: 'id', by: 'course_id' } },
    ],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'numbered_members',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['course_id', 'number'],
    erase: 'delete',
    merge: 'drop',
  },
  {
    table: 'course_membership_records',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['course_id', 'source', 'role', 'status', 'seen_at', 'changed_at'],
    erase: 'delete',
    merge: 'move',
  },
];
