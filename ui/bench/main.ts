import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Figure } from './figures.ts';
import { machineFigures } from './machine.ts';

/**
 * `npm run bench`: measures everything and prints one table; `npm run bench -- meeting size` only these
 * parts; `npm run bench -- --report figures.md` writes the same as a Markdown report as well. The first part says the
 * machine. A part is a file here, in bridge/bench or in jitsi-config/bench that exports `bench()`. Exits with 1 when one failed.
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

const parts = await findParts();
const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { report: { type: 'string' } },
});
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}".`);
  console.error(`There are: ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(64);
}
const chosen = wanted.length === 0 ? parts : parts.filter(({ name }) => wanted.includes(name));
const table: { part: string; figures: Figure[] }[] = [
  { part: 'machine', figures: machineFigures() },
];
for (const part of chosen) {
  console.log(`• ${part.name} …`);
  table.push({ part: part.name, figures: await measured(part) });
}
print();
if (options.report !== undefined) writeFileSync(options.report, report());
process.exit(process.exitCode ?? 0);

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

/** The table for a page: one heading and one list of figures for each part. */
function report(): string {
  const parts = table.map(({ part, figures }) =>
    [`## ${part}`, '', '| what | figure |', '| --- | --- |', ...figures.map(rowOf)].join('\n'),
  );
  return `${['# Campus Meet: figures', ...parts].join('\n\n')}\n`;
}

function rowOf({ name, value }: Figure): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return `| ${cell(name)} | ${cell(value)} |`;
}
