import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure } from './figures.ts';
import { machineFigures, momentFigure } from './machine.ts';
import { AnotherMachine, reportPage, type Section } from './report.ts';

/**
 * `npm run bench`: measures everything and prints one table; `npm run bench -- meeting size` only these
 * parts; `npm run bench -- --report figures.md` writes the same as a Markdown report as well, after each part what there
 * is by then; what such a file has of other parts stays. The first part says the machine. A part is a file here, in
 * bridge/bench or in jitsi-config/bench that exports `bench()`. Exits with 1 when one failed.
 *
 * `--share 0.1` does it with a tenth of the people and rows, to see whether it works; `--people 60` is how many come to
 * the class of `class-start`; `--on sqlite` (or `mariadb`) does `year` on one database.
 */
const folders = [
  import.meta.dirname,
  join(import.meta.dirname, '../../bridge/bench'),
  join(import.meta.dirname, '../../jitsi-config/bench'),
];

interface Part {
  name: string;
  bench: () => Promise<Figure[]>;
}

const { options, wanted } = readArguments();
// Parts read their size when they are loaded.
for (const name of ['share', 'people', 'on'] as const)
  if (options[name] !== undefined) process.env[`BENCH_${name.toUpperCase()}`] = options[name];
const parts = await findParts();
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}".`);
  console.error(`There are: ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(64);
}
const chosen = wanted.length === 0 ? parts : parts.filter(({ name }) => wanted.includes(name));
const earlier = readEarlier();
const table: Section[] = [{ part: 'machine', figures: machineFigures() }];
// Before hours of work: whether the report can be written.
save();
for (const part of chosen) {
  console.log(`• ${part.name} …`);
  const begun = performance.now();
  const moment = [momentFigure(), ...sizeFigures()];
  const figures = await measured(part);
  const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
  const took = { name: 'took', value: `${minutes} min` };
  table.push({ part: part.name, figures: [...figures, took, ...moment] });
  save();
}
print();
process.exit(process.exitCode ?? 0);

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      report: { type: 'string' },
      share: { type: 'string' },
      people: { type: 'string' },
      on: { type: 'string' },
    },
  });
  const { share = '1', people = '500', on = 'sqlite' } = values;
  const problems = [
    ...(Number(share) > 0 && Number(share) <= 1 ? [] : ['--share is more than 0 and at most 1']),
    ...(/^\d+$/u.test(people) && Number(people) >= 10 && Number(people) <= 500
      ? []
      : ['--people is 10 to 500']),
    ...(['sqlite', 'mariadb'].includes(on) ? [] : ['--on is sqlite or mariadb']),
  ];
  if (problems.length === 0) return { options: values, wanted: positionals };
  console.error(problems.join('; '));
  process.exit(64);
}

/** Figures of less than all are not to be quoted as if they were of all. */
function sizeFigures(): Figure[] {
  const said = (['share', 'people', 'on'] as const).flatMap((name) =>
    options[name] === undefined ? [] : `--${name} ${options[name]}`,
  );
  return said.length === 0 ? [] : [{ name: 'limited', value: said.join(' ') }];
}

function readEarlier(): string {
  return options.report !== undefined && existsSync(options.report)
    ? readFileSync(options.report, 'utf8')
    : '';
}

function save(): void {
  if (options.report === undefined) return;
  try {
    writeFileSync(options.report, reportPage(table, earlier));
  } catch (error) {
    if (!(error instanceof AnotherMachine)) throw error;
    console.error(`${options.report} is of another machine: give another file, or take it away.`);
    process.exit(64);
  }
}

async function findParts(): Promise<Part[]> {
  const found: Part[] = [];
  for (const folder of folders) {
    for (const file of readdirSync(folder).sort()) {
      if (!file.endsWith('.ts') || file === 'main.ts') continue;
      const module = (await import(join(folder, file))) as Partial<Part>;
      if (module.bench) found.push({ name: basename(file, '.ts'), bench: module.bench });
    }
  }
  return found;
}

async function measured({ bench }: Part): Promise<Figure[]> {
  try {
    return await bench();
  } catch (error) {
    process.exitCode = 1;
    return [{ name: 'failed', value: error instanceof Error ? error.message : String(error) }];
  }
}

function print(): void {
  const width = Math.max(...table.flatMap(({ figures }) => figures.map(({ name }) => name.length)));
  for (const { part, figures } of table) {
    console.log(`\n${part}`);
    for (const { name, value } of figures) console.log(`  ${name.padEnd(width)}  ${value}`);
  }
}
