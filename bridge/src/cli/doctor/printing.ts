import { worstOf, type Report, type State } from './result.ts';

type Print = (line: string) => void;

const signs: Record<State, string> = {
  ok: '✓ ok',
  warning: '! warning',
  failed: '✗ failed',
  'not-configured': '– not configured',
};
const signWidth = Math.max(...Object.values(signs).map(({ length }) => length)) + 2;

/** The reports as a list to read; columns of plain text, no colours. */
export function printList(reports: readonly Report[], print: Print): void {
  const nameWidth = Math.max(0, ...reports.map(({ name }) => name.length)) + 2;
  const indent = ' '.repeat(signWidth + nameWidth);
  for (const { name, results } of reports) {
    for (const { state, seen, mend } of results) {
      print(`${signs[state].padEnd(signWidth)}${name.padEnd(nameWidth)}${seen}`);
      if (mend !== undefined) print(`${indent}→ ${mend}`);
    }
  }
  print('');
  print(summaryOf(reports));
}

const words = { failed: 'failed', warning: 'to look at', ok: 'ok' } as const;

function summaryOf(reports: readonly Report[]): string {
  const states = ['failed', 'warning', 'ok'] as const;
  const counts = states.map(
    (state) => `${reports.filter((one) => one.state === state).length} ${words[state]}`,
  );
  return `${counts.join(', ')}.`;
}

/** The reports as one JSON object, for machines. */
export function printJson(reports: readonly Report[], print: Print): void {
  const state = worstOf(reports.map((one) => one.state));
  print(JSON.stringify({ state, checks: reports }, null, 2));
}
