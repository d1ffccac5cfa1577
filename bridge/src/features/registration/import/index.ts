export { kindsOf, peopleOfKind } from './registered-repository.ts';
export { parseRow, type PersonRow, type RowRules } from './row.ts';
export { judgeRows, registerPeople } from './register.ts';
export type { RegisteringParts } from './ports.ts';
export { createRegistration } from './service.ts';
export { registrationRoutes } from './routes.ts';
