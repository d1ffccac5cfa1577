import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { fileList, type Rendered } from './render.ts';

/** What a rendered file means for what lies there. */
export interface Change {
  path: string;
  kind: 'new' | 'changed' | 'removed';
  /** As `diff -u` writes it; with its secrets. */
  patch: string;
}

/** Thrown where a folder holds something that we did not put there. */
export class ForeignFolderError extends Error {}

/**
 * What would change in a folder, by path. What was rendered before and is no more, is removed; files of others stay.
 * @throws ForeignFolderError where a file would be overwritten that was not rendered by us
 */
export function changesIn(folder: string, rendered: Rendered): Change[] {
  const ours = new Set((textOf(folder, fileList) ?? '').split('\n').filter((path) => path !== ''));
  const paths = [...new Set([...ours, ...rendered.keys()])].sort();
  return paths.flatMap((path) => {
    const before = textOf(folder, path);
    const after = rendered.get(path)?.text ?? null;
    if (before === after) return [];
    if (before !== null && !ours.has(path)) {
      throw new ForeignFolderError(
        `${join(folder, path)} was not made by this command: choose another folder`,
      );
    }
    const patch = createTwoFilesPatch(path, path, before ?? '', after ?? '', '', '', {
      context: 2,
    });
    return [{ path, kind: kindOf(before, after), patch }];
  });
}

function kindOf(before: string | null, after: string | null): Change['kind'] {
  if (before === null) return 'new';
  return after === null ? 'removed' : 'changed';
}

/** A file’s text; null where there is none. */
export function textOf(folder: string, path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Carries changes out. Each file is written beside and put in its place whole; secrets are readable by their owner only. */
export function writeChanges(folder: string, rendered: Rendered, changes: readonly Change[]): void {
  for (const { path } of changes) {
    const file = rendered.get(path);
    if (file === undefined) rmSync(join(folder, path));
    else writeWhole(join(folder, path), file.text, file.isSecret ? 0o600 : 0o644);
  }
  // Also where only the rights were wrong.
  for (const [path, { isSecret }] of rendered) {
    if (isSecret && existsSync(join(folder, path))) chmodSync(join(folder, path), 0o600);
  }
}

/** Writes a file so that nobody meets half of it, nor a secret before its rights. */
export function writeWhole(file: string, text: string, mode: number): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  writeFileSync(beside, text, { mode, flag: 'wx' });
  chmodSync(beside, mode);
  renameSync(beside, file);
}
