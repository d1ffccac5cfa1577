import type { State, CheckResult } from '../result.ts';

/** As the inspections of directory and Moodle tell. */
interface Finding {
  is: 'good' | 'odd' | 'bad';
  says: string;
  advice?: string;
}

const states = { good: 'ok', odd: 'warning', bad: 'failed' } as const satisfies Record<
  Finding['is'],
  State
>;

/**
 * What an inspection found out, as results: all that is wrong or odd, or else one that it is well.
 * @param about begins each sentence, where there are several of a kind
 */
export function resultsOf(name: string, findings: readonly Finding[], about = ''): CheckResult[] {
  const results = findings.map(({ is, says, advice }): CheckResult => {
    const state = states[is];
    return {
      state,
      code: `${name}/${state}`,
      seen: `${about}${says}`,
      ...(advice === undefined || state === 'ok' ? {} : { mend: advice }),
    };
  });
  const wrong = results.filter(({ state }) => state !== 'ok');
  return wrong.length > 0 ? wrong : results.slice(0, 1);
}
