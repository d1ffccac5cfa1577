import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  exampleSettings,
  ForeignFolderError,
  PortsTakenError,
  renderInto,
  SecretsError,
  SettingsError,
} from '../../../jitsi-config/generator/index.ts';

export const jitsiUsage = `jitsi init FILE                            writes a settings file to fill in: everything for Jitsi, each key with what it is for
jitsi render FILE --out FOLDER [--check]   makes every file for Jitsi of it, and shows what changes; --check only shows, and ends with 1 where there is a difference`;

type Print = (line: string) => void;

/** Exit codes: 0 good, 1 a difference (with --check), 64 wrong use, 73 cannot be created, 78 wrong settings. */
const codes = { good: 0, different: 1, wrongUse: 64, notCreated: 73, wrongSettings: 78 } as const;

/** `npm run campus -- jitsi …`. Answers the exit code. Needs no database. */
export async function jitsiCommand(args: readonly string[], print: Print): Promise<number> {
  const { action, file, folder, isCheck } = read(args);
  if (action === 'init' && file !== undefined) return init(file, print);
  if (action === 'render' && file !== undefined && folder !== undefined) {
    return renderCommand({ file, folder, isCheck }, print);
  }
  print(jitsiUsage);
  return codes.wrongUse;
}

interface Given {
  action?: string | undefined;
  file?: string | undefined;
  folder?: string | undefined;
  isCheck: boolean;
}

function read(args: readonly string[]): Given {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, check: { type: 'boolean' } },
    });
    const [action, file] = positionals;
    return { action, file, folder: values.out, isCheck: values.check === true };
  } catch {
    // An option that there is not, or one without its value.
    return { isCheck: false };
  }
}

function init(file: string, print: Print): number {
  if (existsSync(file)) {
    print(`${file} is there already: it stays as it is.`);
    return codes.notCreated;
  }
  try {
    writeFileSync(file, exampleSettings(), { flag: 'wx' });
  } catch (error) {
    return notCreated(error, print);
  }
  print(`${file} is written: fill it in, then npm run campus -- jitsi render ${file} --out FOLDER`);
  return codes.good;
}

async function renderCommand(
  request: { file: string; folder: string; isCheck: boolean },
  print: Print,
): Promise<number> {
  const { file, folder, isCheck } = request;
  if (!existsSync(file)) {
    print(`${file} is not there. npm run campus -- jitsi init ${file} writes one to fill in.`);
    return codes.wrongUse;
  }
  try {
    const { changes, warnings, shown } = await renderInto(request);
    for (const { kind, path, patch } of changes) {
      // Of a new file there is nothing to compare.
      print(kind === 'new' ? `new ${path}` : shown(patch).trimEnd());
    }
    for (const warning of warnings) print(`Note: ${warning}`);
    print(lastWord(changes.length, folder, isCheck));
    return isCheck && changes.length > 0 ? codes.different : codes.good;
  } catch (error) {
    if (!isOurs(error)) return notCreated(error, print);
    print(error.message);
    return codes.wrongSettings;
  }
}

/** What the file system says: a folder that is not there, one that is a file, or no right. */
function notCreated(error: unknown, print: Print): number {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  print(`It could not be done: ${error.message}.`);
  return codes.notCreated;
}

function lastWord(changes: number, folder: string, isCheck: boolean): string {
  if (changes === 0) return `Nothing changes in ${folder}.`;
  const files = changes === 1 ? '1 file' : `${changes} files`;
  return isCheck
    ? `${files} of ${folder} would change.`
    : `${files} of ${folder} changed. What goes where: ${folder}/README.md`;
}

const isOurs = (error: unknown): error is Error =>
  [SettingsError, SecretsError, PortsTakenError, ForeignFolderError].some(
    (kind) => error instanceof kind,
  );
