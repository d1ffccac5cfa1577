import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, resolve, sep } from 'node:path';

/** What was found of a file that only its owner may read, and what was done. */
export interface Privacy {
  /** Was open to others and is not any more. */
  tightened: string[];
  /** Is open to others and stays so: for people to mend. */
  open: string[];
  /** Cannot be used as it is. */
  refused: string[];
}

const others = 0o077;

/**
 * Sees to it that only the owner can read a database's file and what lies beside it, and that its folder is the
 * owner's alone. What is missing is made so.
 */
export function keepPrivate(file: string, beside: readonly string[] = []): Privacy {
  const found: Privacy = { tightened: [], open: [], refused: [] };
  const folder = dirname(resolve(file));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  tightenFolder(folder, found);
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  for (const each of [file, ...beside.map((end) => file + end)]) {
    if (existsSync(each) && !tighten(each, 0o600, found)) found.refused.push(each);
  }
  return found;
}

/** A folder that others need, such as /tmp or the one that we run in, is not closed before them. */
function tightenFolder(folder: string, found: Privacy): void {
  const { mode } = statSync(folder);
  if ((mode & others) === 0) return;
  const isSticky = (mode & 0o1000) !== 0;
  if (isSticky || isShared(folder) || !tighten(folder, 0o700, found)) found.open.push(folder);
}

function isShared(folder: string): boolean {
  const real = realpathSync(folder);
  return [process.cwd(), homedir()].some((used) => `${used}${sep}`.startsWith(`${real}${sep}`));
}

/** False where others can still read it. */
function tighten(path: string, mode: number, found: Privacy): boolean {
  if ((statSync(path).mode & others) === 0) return true;
  try {
    chmodSync(path, mode);
  } catch {
    return false;
  }
  // Some file systems take it without a word and keep everybody's rights.
  if ((statSync(path).mode & others) !== 0) return false;
  found.tightened.push(path);
  return true;
}
