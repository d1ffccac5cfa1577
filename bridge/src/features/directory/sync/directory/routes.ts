import { route, type Route } from '../../../../kernel/route.ts';
import type { TableWriter } from '../../../../kernel/table.ts';
import { changesAfter } from './changes-repository.ts';
import * as contract from './contract.ts';
import type { DirectoryDeps } from './ports.ts';
import { directories, outermost, readerOf } from './readable.ts';
import { applyOwn, checkOwn, rejectOwn, seenRun, seenRuns } from './runs.ts';
import { sheetOf } from './sheet.ts';
import { shownChanges, shownRuns } from './showing.ts';

/** More changes than any run has. */
const mostExported = 400_000;

/** The directory tool of admins, over HTTP: each within the own scope. */
export const directoryRoutes = (deps: DirectoryDeps, writer: TableWriter): Route[] => [
  ...runRoutes(deps),
  ...changeRoutes(deps, writer),
];

function runRoutes(deps: DirectoryDeps): Route[] {
  return [
    route(contract.listDirectoryRuns, 'read', async ({ caller, query }) => {
      const reader = await readerOf(deps, caller.personId);
      const { runs, next } = await seenRuns(deps, reader, positionOf(query.before));
      const sources = directories(deps).flatMap(({ name, realm }) => {
        const units = outermost(reader, realm ?? '');
        if (units?.length === 0) return [];
        return [{ name, units: units && units.map((unit) => ({ id: unit.id, name: unit.name })) }];
      });
      const shown = await shownRuns(deps, reader, runs);
      return { sources, runs: shown, next: next && `${next.startedAt}.${next.id}` };
    }),
    route(contract.checkDirectory, 'write', async ({ caller, body }) => ({
      id: await checkOwn(deps, caller.personId, body.source),
    })),
    route(contract.getDirectoryRun, 'read', async ({ caller, params }) => {
      const { reader, ...seen } = await seenRun(deps, caller.personId, params.runId);
      const [shown] = await shownRuns(deps, reader, [seen]);
      if (!shown) throw new Error('a run that was found is not shown');
      return shown;
    }),
    route(contract.applyDirectoryRun, 'write', async ({ caller, params, body }) => {
      await applyOwn(deps, caller.personId, { ...params, ...body });
      return {};
    }),
    route(contract.rejectDirectoryRun, 'write', async ({ caller, params }) => {
      await rejectOwn(deps, caller.personId, params.runId);
      return {};
    }),
  ];
}

interface Asked {
  kind?: contract.ChangeKindShown | undefined;
  search?: string | undefined;
  after: number;
  limit: number;
}

async function changesOf(
  deps: DirectoryDeps,
  at: { callerId: string; runId: string },
  { kind, search = '', after, limit }: Asked,
): Promise<contract.ChangeShown[]> {
  const { callerId, runId } = at;
  const seen = await seenRun(deps, callerId, runId);
  const { readable } = seen.reader;
  const words = search === '' ? null : search;
  const query = { runId, readable, kind: kind ?? null, search: words, after, limit };
  return shownChanges(deps, seen, await changesAfter(deps.db, query));
}

function changeRoutes(deps: DirectoryDeps, writer: TableWriter): Route[] {
  return [
    route(contract.listDirectoryChanges, 'read', async ({ caller, params, query }) => {
      const at = { callerId: caller.personId, ...params };
      const found = await changesOf(deps, at, { ...query, limit: query.limit + 1 });
      const changes = found.slice(0, query.limit);
      const next = found.length > query.limit ? (changes.at(-1)?.number ?? null) : null;
      return { changes, next };
    }),
    route(contract.exportDirectoryChanges, 'write', async ({ caller, params, query }) => {
      const at = { callerId: caller.personId, ...params };
      const changes = await changesOf(deps, at, { ...query, after: 0, limit: mostExported });
      return sheetOf(writer, query, changes);
    }),
  ];
}

function positionOf(before: string | undefined): { startedAt: number; id: string } | null {
  const [startedAt, id] = before?.split('.') ?? [];
  return id === undefined ? null : { startedAt: Number(startedAt), id };
}
