export { createDepartments, type Departments, type DepartmentsTelling } from './service.ts';
export type {
  Department,
  DepartmentFacts,
  DepartmentMember,
  DepartmentsDiff,
} from './department.ts';
