export { createDepartments, type Departments } from './service.ts';
export type { DepartmentFacts, DepartmentsDiff } from './department.ts';
