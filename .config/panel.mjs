// The built panel: made anew when what it is made of has changed, and how long that takes is shown meanwhile.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the panel is made of, its packages by their lock. */
const sources = [
  ...['ui/src', 'ui/public', 'ui/index.html', 'ui/vite.config.ts', 'ui/vite.shared.ts'],
  ...['words', 'bridge/src', 'plugin/portal', 'package-lock.json'],
];
const stamp = '.sources';

/** The files of a folder or the file itself, in order; tests are no part of what is built. */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return path.endsWith('.test.ts') ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

/** What tells whether anything has changed that the panel is made of. */
export function sourcesOf(root) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesIn(join(root, source)))) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Whether the panel in `folder` was made of these sources. */
export function isBuiltOf(folder, made) {
  const file = join(folder, stamp);
  return existsSync(file) && readFileSync(file, 'utf8') === made;
}

/** Notes in `folder` what its panel was made of. */
export const noteBuiltOf = (folder, made) => writeFileSync(join(folder, stamp), made);

/**
 * Says what is done, and at a terminal for how long already, until the work is over; answers what it answers.
 * @param says without a full stop
 */
export async function withProgress(says, work) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const isTerminal = process.stderr.isTTY;
  process.stderr.write(`• ${says} …${isTerminal ? '' : '\n'}`);
  const timer = isTerminal
    ? setInterval(() => process.stderr.write(`\r• ${says} … ${seconds()} s`), 1000)
    : null;
  try {
    return await work();
  } finally {
    if (timer) clearInterval(timer);
    process.stderr.write(isTerminal ? `\r• ${says}: ${seconds()} s \n` : '');
  }
}
