import { parseArgs } from 'node:util';
import type { Count, Run, Sync } from '../features/directory/sync/index.ts';
import { isFailure } from '../kernel/failure.ts';

export const syncUsage = `sync <source> [--course ID] [--confirm]    fetch a roster and bring people and courses up to date
sync <source> --changes                    take only what changed since the last run (directories)
sync --runs                                the latest runs
sync --confirm-run RUN | --reject-run RUN  decide on a run that waits for confirmation`;

/** What the command does it by. */
type Commanded = Pick<Sync, 'sources' | 'run' | 'runs' | 'confirm' | 'reject'>;

/** Where the command writes; each call is one line. */
type Print = (line: string) => void;

/**
 * `npm run campus -- sync …`
 * @param args the words after `sync`
 * @returns exit code: 0 done, 1 a run failed, 2 a run waits for confirmation, 64 wrong use
 */
export async function syncCommand(
  syncService: Commanded,
  args: string[],
  print: Print,
): Promise<number> {
  try {
    const runs = await perform(syncService, args);
    if (runs === null) {
      print(syncUsage);
      print(
        `sources: ${syncService.sources.map(({ name }) => name).join(', ') || 'none is configured'}`,
      );
      return 64;
    }
    for (const line of runs.flatMap(describe)) print(line);
    return args.includes('--runs') ? 0 : exitCode(runs);
  } catch (error) {
    if (error instanceof TypeError) print(error.message);
    else if (isFailure(error)) print(`${error.code}: ${error.message}`);
    else throw error;
    return error instanceof TypeError ? 64 : 1;
  }
}

function exitCode(runs: readonly Run[]): number {
  if (runs.some(({ state }) => state === 'failed')) return 1;
  return runs.some(({ state }) => state === 'needs-confirmation') ? 2 : 0;
}

async function perform(syncService: Commanded, args: string[]): Promise<Run[] | null> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      course: { type: 'string' },
      changes: { type: 'boolean', default: false },
      confirm: { type: 'boolean', default: false },
      runs: { type: 'boolean', default: false },
      'confirm-run': { type: 'string' },
      'reject-run': { type: 'string' },
    },
  });
  if (values.runs) return syncService.runs();
  if (values['confirm-run'] !== undefined)
    return [await syncService.confirm(values['confirm-run'])];
  if (values['reject-run'] !== undefined) return [await syncService.reject(values['reject-run'])];
  const [source, ...others] = positionals;
  if (source === undefined || others.length > 0) return null;
  const scope = values.course === undefined ? {} : { scope: values.course };
  return syncService.run(source, { confirm: values.confirm, changes: values.changes, ...scope });
}

function describe(run: Run): string[] {
  const took =
    run.endedAt === null ? '' : `, ${((run.endedAt - run.startedAt) / 1000).toFixed(1)} s`;
  const counts = Object.entries(run.counts).map(([kind, count]) => `  ${kind}: ${words(count)}`);
  const { problems, conflicts, removed, totals } = run.report;
  return [
    `${run.source} ${run.scope} (${run.kind}): ${run.state}${took}  (${run.id})`,
    ...(run.failure ? [`  ${run.failure.code}: ${run.failure.reason}`] : []),
    ...counts,
    ...listed('to be removed', run.state === 'needs-confirmation' ? removed : [], totals.removed),
    ...listed(
      'problems',
      problems.map(({ where, field, reason }) => `${where}${field ? ` ${field}` : ''}: ${reason}`),
      totals.problems,
    ),
    ...listed(
      'conflicts',
      conflicts.map(({ where, reason }) => `${where}: ${reason}`),
      totals.conflicts,
    ),
    ...(run.state === 'needs-confirmation'
      ? [
          `  So many removals need a yes: sync --confirm-run ${run.id}   or   sync --reject-run ${run.id}`,
        ]
      : []),
  ];
}

const words = (count: Count): string =>
  `${count.added} added, ${count.changed} changed, ${count.removed} removed, ${count.unchanged} unchanged`;

function listed(title: string, lines: readonly string[], total: number): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, 20).map((line) => `    ${line}`);
  const more = total > shown.length ? [`    … ${total - shown.length} more`] : [];
  return [`  ${title}:`, ...shown, ...more];
}
