import type { Departments } from '../../directory/departments/index.ts';
import { withAllBelow } from '../../directory/roles/index.ts';
import type { DepartmentReader } from './ports.ts';

/** Far above what fits into one meeting. */
const mostMembers = 10_000;

/** Departments as series for whole departments need them. */
export const departmentReader = (
  departments: Pick<Departments, 'tree' | 'departmentsOf' | 'colleagues'>,
  isStaff: (personId: string) => Promise<boolean>,
): DepartmentReader => ({
  tree: departments.tree,
  unitsOf: departments.departmentsOf,
  membersBelow: async (ids) => {
    const all = [...withAllBelow(ids, await departments.tree())];
    return [...new Set(await departments.colleagues(all, mostMembers))];
  },
  isStaff,
});
