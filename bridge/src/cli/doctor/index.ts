import { readConfig, ConfigurationError, type Settings } from '../../app/config.ts';
import { redactor } from '../../app/secrets.ts';
import { checksOf } from './checks.ts';
import { openContext } from './context.ts';
import { printJson, printList } from './printing.ts';
import { runChecks } from './running.ts';
import { failed, ok, worstOf, type Report } from './result.ts';

export const doctorUsage = `doctor [--json] [--only NAME]…             looks at everything that the bridge depends on, changes nothing, says what is wrong and
                                           how to mend it; exit code 0: nothing failed, 1: something did, 78: the settings`;

type Print = (line: string) => void;

/** The command line's wishes; null where they are not understood. */
interface Wishes {
  json: boolean;
  only: string[];
}

/**
 * `npm run campus -- doctor`
 * @param environment the settings
 * @returns exit code, as in sysexits(3): 0 nothing failed, 1 something did, 64 wrong use, 78 wrong configuration
 */
export async function doctorCommand(
  environment: Record<string, string | undefined>,
  args: readonly string[],
  print: Print,
): Promise<number> {
  const wishes = readWishes(args);
  if (!wishes) return refuse(doctorUsage, print);
  const safe = redactor(environment);
  const show = (reports: readonly Report[]) =>
    (wishes.json ? printJson : printList)(reports, (line) => print(safe(line)));
  const config = configOf(environment);
  if (Array.isArray(config)) {
    show([settingsReport(config)]);
    return 78;
  }
  const context = openContext(config);
  try {
    const checks = checksOf(context);
    const unknown = wishes.only.filter((name) => !checks.some((check) => check.name === name));
    if (unknown.length > 0) {
      const names = checks.map(({ name }) => name).join(', ');
      return refuse(`There is no check ${unknown.join(', ')}. There are: ${names}.`, print);
    }
    const wanted = checks.filter(
      ({ name }) => wishes.only.length === 0 || wishes.only.includes(name),
    );
    const reports = await runChecks(wanted);
    show(wishes.only.length > 0 ? reports : [settingsReport([]), ...reports]);
    return worstOf(reports.map(({ state }) => state)) === 'failed' ? 1 : 0;
  } finally {
    await context.db?.destroy();
  }
}

function refuse(words: string, print: Print): number {
  print(words);
  return 64;
}

function readWishes(args: readonly string[]): Wishes | null {
  const wishes: Wishes = { json: false, only: [] };
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') wishes.json = true;
    else if (word === '--only') {
      const name = rest.shift();
      if (name === undefined) return null;
      wishes.only.push(...name.split(','));
    } else return null;
  }
  return wishes;
}

/** The settings, or what is wrong with them. */
function configOf(environment: Record<string, string | undefined>): Settings | string[] {
  try {
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems;
  }
}

function settingsReport(problems: readonly string[]): Report {
  const mend =
    'npm run campus -- settings prints what each of them is for. Nothing else was looked at.';
  const results =
    problems.length === 0
      ? [
          ok(
            'settings/ok',
            'They are complete and fit together; secrets are strong and each for one use.',
          ),
        ]
      : problems.map((problem) => failed('settings/wrong', problem, mend));
  return { name: 'settings', results, state: worstOf(results.map(({ state }) => state)) };
}
