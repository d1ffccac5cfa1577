import { doctorCommand } from '../src/cli/doctor/index.ts';
import type { Report, State } from '../src/cli/doctor/result.ts';
import { bridgeSettings } from './bridge-settings.ts';

/** What the command answers to machines, and its exit code. */
export interface Examined {
  code: number;
  state: State;
  checks: Report[];
  /** As it was printed. */
  text: string;
}

/** `npm run campus -- doctor --json`, with settings of a bridge and those given. */
export async function examine(
  settings: Record<string, string>,
  ...only: string[]
): Promise<Examined> {
  const lines: string[] = [];
  const wishes = only.flatMap((name) => ['--only', name]);
  const environment = { ...bridgeSettings, ...settings };
  const code = await doctorCommand(environment, ['--json', ...wishes], (line) => lines.push(line));
  const text = lines.join('\n');
  return { code, text, ...(JSON.parse(text) as Pick<Examined, 'state' | 'checks'>) };
}

/** The results of one check: state, code, and all words in one. */
export async function resultsOf(settings: Record<string, string>, name: string) {
  const { checks } = await examine(settings, name);
  return checks.flatMap(({ results }) =>
    results.map(({ state, code, seen, mend }) => ({
      state,
      code,
      words: `${seen} → ${mend ?? ''}`,
    })),
  );
}
