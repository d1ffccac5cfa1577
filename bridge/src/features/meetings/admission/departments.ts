import type { Departments } from '../../directory/departments/index.ts';
import type { DepartmentReader } from './ports.ts';

/** Departments as series for whole departments need them. */
export const departmentReader = (
  departments: Pick<Departments, 'tree' | 'departmentsOf' | 'membersBelow'>,
  isStaff: (personId: string) => Promise<boolean>,
): DepartmentReader => ({
  tree: departments.tree,
  unitsOf: departments.departmentsOf,
  membersBelow: departments.membersBelow,
  isStaff,
});
