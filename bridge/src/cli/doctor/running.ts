import { worstOf, type Check, type Report, type CheckResult } from './result.ts';

/** Milliseconds after which a check is given up. */
const limitMs = 20_000;

/** Runs all checks side by side; the reports come in the order of the checks. */
export const runChecks = (checks: readonly Check[], withinMs = limitMs): Promise<Report[]> =>
  Promise.all(checks.map((check) => runCheck(check, withinMs)));

async function runCheck({ name, run }: Check, withinMs: number): Promise<Report> {
  const { promise: late, resolve } = Promise.withResolvers<CheckResult>();
  const timer = setTimeout(() => resolve(tooSlow(name, withinMs)), withinMs);
  const found = await Promise.race([run().catch((error: unknown) => broken(name, error)), late]);
  clearTimeout(timer);
  const results = [found].flat();
  return { name, results, state: worstOf(results.map(({ state }) => state)) };
}

const tooSlow = (name: string, withinMs: number): CheckResult => ({
  state: 'failed',
  code: `${name}/too-slow`,
  seen: `No answer within ${withinMs / 1000} s.`,
  mend: 'Is it reachable from here, and is a firewall in between that drops packets silently?',
});

/** A check that failed itself has found nothing out. */
const broken = (name: string, error: unknown): CheckResult => ({
  state: 'failed',
  code: `${name}/error`,
  seen: `It could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
  mend: 'The log of the bridge may say more (CAMPUS_MEET_LOG=debug).',
});
