import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Figure } from './figures.ts';

/**
 * `npm run bench`: measures everything and prints one table; `npm run bench -- meeting size` only these
 * parts. A part is a file here, in bridge/bench or in jitsi-config/bench that exports `bench()`. Exits with 1 when one failed.
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
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}".`);
  console.error(`There are: ${parts.map(({ name }) => name).join(', ')}.`);
  process.exit(64);
}
const chosen = wanted.length === 0 ? parts : parts.filter(({ name }) => wanted.includes(name));
const table: { part: string; figures: Figure[] }[] = [];
for (const part of chosen) {
  console.log(`• ${part.name} …`);
  table.push({ part: part.name, figures: await measured(part) });
}
print();
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
