import { route, type Route } from '../../../kernel/route.ts';
import { isInScope } from '../../directory/roles/index.ts';
import * as contract from './contract.ts';
import { resultFile, templateFile } from './downloads.ts';
import type { RowImportDeps, RegistrationScopes, SheetWriter } from './ports.ts';
import type { Registration } from './service.ts';
import { shownBatches, shownRows } from './showing.ts';

interface Deps {
  registration: Registration;
  scopes: RegistrationScopes;
  people: RowImportDeps['people'];
  departments: RowImportDeps['departments'];
  writer: SheetWriter;
}

/** Registering people by sheets, over HTTP. */
export const registrationRoutes = (deps: Deps): Route[] => [
  ...sheetRoutes(deps),
  ...rowRoutes(deps),
  ...stepRoutes(deps),
];

function sheetRoutes(deps: Deps): Route[] {
  const { registration, scopes, departments, writer } = deps;
  return [
    route(contract.getTemplate, 'read', async ({ caller, query }) => {
      const scope = await scopes.require(caller.personId);
      const tree = await departments.tree();
      const mine = tree.filter(({ id }) => isInScope(scope, id)).map(({ name }) => name);
      return templateFile(writer, query, mine);
    }),
    route(contract.uploadBatch, 'write', async ({ caller, query, uploaded }) => {
      const file = { name: query.name, content: uploaded };
      return { id: await registration.upload(caller.personId, file) };
    }),
    route(contract.listBatches, 'read', async ({ caller, query }) => {
      const found = await registration.list(caller.personId, query.before ?? null);
      const next = found.length === 30 ? (found.at(-1)?.createdAt ?? null) : null;
      return { batches: await shownBatches(deps, found, caller.personId), next };
    }),
    route(contract.getBatch, 'read', async ({ caller, params }) => {
      const batch = await registration.get(caller.personId, params.batchId);
      const [shown] = await shownBatches(deps, [batch], caller.personId);
      if (!shown) throw new Error('a sheet that was found is not shown');
      return shown;
    }),
    route(contract.setColumns, 'write', async ({ caller, params, body }) => {
      await registration.setColumns(caller.personId, params.batchId, body.columns);
      return {};
    }),
  ];
}

function rowRoutes(deps: Deps): Route[] {
  const { registration, scopes, writer } = deps;
  return [
    route(contract.listRows, 'read', async ({ caller, params, query }) => {
      const batch = await registration.get(caller.personId, params.batchId);
      const scope = await scopes.require(caller.personId);
      const verdicts = query.verdict === undefined ? null : [query.verdict];
      const wanted = { after: query.after, limit: query.limit + 1, verdicts };
      const found = await registration.rows(batch.id, wanted);
      const rows = found.slice(0, query.limit);
      const next = found.length > query.limit ? (rows.at(-1)?.number ?? null) : null;
      return { rows: await shownRows(deps, { batch, rows }, scope), next };
    }),
    route(contract.editCell, 'write', async ({ caller, params, body }) => {
      const row = await registration.edit(caller.personId, params, body);
      const batch = await registration.get(caller.personId, params.batchId);
      const scope = await scopes.require(caller.personId);
      const [shown] = await shownRows(deps, { batch, rows: [row] }, scope);
      if (!shown) throw new Error('a row that was found is not shown');
      return shown;
    }),
    route(contract.getResult, 'write', async ({ caller, params, query }) => {
      const batch = await registration.get(caller.personId, params.batchId);
      const wanted = { after: 0, limit: batch.total, verdicts: null };
      const rows = await registration.rows(batch.id, wanted);
      return resultFile(writer, query, { batch, rows });
    }),
  ];
}

function stepRoutes({ registration }: Deps): Route[] {
  return [
    route(contract.submitBatch, 'write', async ({ caller, params }) => ({
      state: await registration.submit(caller.personId, params.batchId),
    })),
    route(contract.approveBatch, 'write', async ({ caller, params }) => ({
      state: await registration.approve(caller.personId, params.batchId),
    })),
    route(contract.returnBatch, 'write', async ({ caller, params, body }) => ({
      state: await registration.giveBack(caller.personId, params.batchId, body.reason),
    })),
    route(contract.undoBatch, 'write', async ({ caller, params }) => ({
      state: await registration.undo(caller.personId, params.batchId),
    })),
    route(contract.discardBatch, 'write', async ({ caller, params }) => ({
      state: await registration.discard(caller.personId, params.batchId),
    })),
  ];
}
