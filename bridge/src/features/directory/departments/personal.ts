import type { PersonalData } from '../../../kernel/personal-data.ts';

/** Who is in which unit, and who says so. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'department_memberships',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['department_id', 'status', 'changed_at'],
    knows: [
      {
        as: 'department',
        column: 'name',
        from: { table: 'departments', key: 'id', by: 'department_id' },
      },
    ],
    erase: 'delete',
    merge: 'move',
  },
  {
    table: 'department_claims',
    column: 'person_id',
    holds: 'person',
    kind: 'membership',
    shows: ['department_id', 'source', 'status', 'changed_at'],
    erase: 'delete',
    merge: 'move',
  },
];
