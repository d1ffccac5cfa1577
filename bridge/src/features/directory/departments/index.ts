export { createDepartments, type Departments } from './service.ts';
export { withAllBelow } from './department.ts';
export type { Claim } from './claims-repository.ts';
export type { Department, DepartmentFacts, DepartmentsDiff, DepartmentUnit } from './department.ts';
