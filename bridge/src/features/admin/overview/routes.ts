import { sheets as en } from '../../../../../words/en/sheets.ts';
import { sheets as zh } from '../../../../../words/zh-CN/sheets.ts';
import { route, type Route } from '../../../kernel/route.ts';
import {
  exportAdministered,
  getWaiting,
  listAdministered,
  type AdministeredPerson,
} from './contract.ts';
import type { TableWriter } from '../../../kernel/table.ts';
import type { Scopes, WaitingCounter } from './ports.ts';
import type { Administration } from './service.ts';

/** More people than any campus has: a sheet holds 1,048,576 rows. */
const mostExported = 200_000;

/** The people of an admin's scope, over HTTP. */
export function administrationRoutes(people: Administration, writer: TableWriter): Route[] {
  return [
    route(listAdministered, 'read', ({ caller, query }) => people.page(caller.personId, query)),
    route(exportAdministered, 'write', async ({ caller, query: { form, ...query } }) => {
      const page = await people.page(caller.personId, { ...query, limit: mostExported });
      const table = tableOf(page.people);
      return form === 'csv'
        ? { name: 'people.csv', type: 'text/csv; charset=utf-8', content: writer.csv(table) }
        : { name: 'people.xlsx', type: xlsx, content: await writer.xlsx([table]) };
    }),
  ];
}

/** What waits for an admin, counted by each feature on its own, over HTTP. */
export const waitingRoutes = (
  scopes: Scopes,
  counters: () => readonly WaitingCounter[],
): Route[] => [
  route(getWaiting, 'read', async ({ caller: { personId } }) => {
    const scope = await scopes.require(personId);
    const counted = counters().map(
      async ({ kind, count }) => [kind, await count({ personId, scope })] as const,
    );
    return { waiting: Object.fromEntries(await Promise.all(counted)) };
  }),
];

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const headers = [
  ...(['name', 'campusNumber', 'kind', 'department', 'email', 'phone'] as const).map(
    (field) => `${zh.fields[field]} ${en.fields[field]}`,
  ),
  `${zh.changed.status} ${en.changed.status}`,
];

const tableOf = (people: readonly AdministeredPerson[]) => ({
  name: 'people',
  columns: headers.map((header) => ({ header, width: 24 })),
  rows: people.map((person) => [
    person.name,
    person.campusNumber,
    person.kind,
    person.departments.map(({ name }) => name).join('; '),
    person.email,
    person.phone,
    person.active ? 'active' : 'deactivated',
  ]),
});
