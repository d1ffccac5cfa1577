export { createDepartments, type Departments } from './service.ts';
export type { DepartmentFacts, DepartmentsDiff, DepartmentUnit } from './department.ts';
