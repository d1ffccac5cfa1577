import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { strToU8, zipSync, type Zippable } from 'fflate';

export const pluginUsage = `moodle-plugin [--out FILE]                 makes the zip of Moodle's activity plugin, for
                                           Site administration → Plugins → Install plugins; --out - writes it to the
                                           standard output: out of a container that has no disk`;

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'plugin/moodle/campusmeet');

/** ZIP knows no time before 1980 and no zone; one that never changes makes the same file of the same sources. */
const mtime = new Date(1980, 0, 1);

/** `npm run campus -- moodle-plugin`. Answers the exit code. Needs no database. */
export async function pluginCommand(
  args: string[],
  print: (line: string) => void,
): Promise<number> {
  const out = outIn(args);
  if (out === null) {
    print(pluginUsage);
    return 64;
  }
  const release = ourRelease();
  if (out === '-') {
    await new Promise((written) => process.stdout.write(pluginZip(release), written));
    return 0;
  }
  const file = out ?? `mod_campusmeet-${release}.zip`;
  writeFileSync(file, pluginZip(release));
  print(`${file}: release ${release}, for Moodle 4.5 and later`);
  return 0;
}

/** The release of Campus Meet that this is. */
export const ourRelease = (): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** The plugin as Moodle's installer takes it: one folder by its name. It is of our release, whatever stands in its file. */
export function pluginZip(release: string): Uint8Array {
  const files: Zippable = {};
  for (const name of names()) {
    const path = join(folder, name);
    files[`campusmeet/${name}`] =
      name === 'version.php'
        ? strToU8(readFileSync(path, 'utf8').replace(/(->release = )'[^']*'/u, `$1'${release}'`))
        : readFileSync(path);
  }
  return zipSync(files, { mtime });
}

const names = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

/** The file to write; undefined where none is named, null where something else was said. */
function outIn(args: string[]): string | undefined | null {
  try {
    return parseArgs({ args, options: { out: { type: 'string' } } }).values.out;
  } catch {
    return null;
  }
}
