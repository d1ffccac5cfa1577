export { kindsOf, peopleOfKind } from './imported-repository.ts';
export { parseRow, type PersonRow, type RowRules } from './row.ts';
export { validateRows, importPeople } from './import-rows.ts';
export type { ImportParts } from './ports.ts';
export { createRegistration } from './service.ts';
export { registrationRoutes } from './routes.ts';
