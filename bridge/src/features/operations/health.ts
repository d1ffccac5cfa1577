import type { Database } from '../../kernel/database.ts';

/** Whether a dependency answers. */
export type Check = 'ok' | 'unavailable';

/** What a balancer or a supervisor is told; names only, because nobody is signed in there. */
export interface Health {
  status: Check;
  checks: Record<string, Check>;
}

/** A dependency that is asked; whoever does not answer within `withinMs` is not there. */
export interface Dependency {
  name: string;
  ask: () => Promise<unknown>;
}

const withinMs = 2_000;

/** The database that this bridge cannot serve without. */
export const databaseOf = (db: Database): Dependency => ({
  name: 'database',
  ask: () => db.raw('select 1'),
});

/** Asks all of them at once. */
export async function healthOf(dependencies: readonly Dependency[]): Promise<Health> {
  const asked = await Promise.all(
    dependencies.map(async ({ name, ask }) => [name, await answers(ask)] as const),
  );
  const isWell = asked.every(([, check]) => check === 'ok');
  return { status: isWell ? 'ok' : 'unavailable', checks: Object.fromEntries(asked) };
}

async function answers(ask: () => Promise<unknown>): Promise<Check> {
  const { promise: late, resolve } = Promise.withResolvers<Check>();
  const timer = setTimeout(() => resolve('unavailable'), withinMs);
  const answered = ask().then(
    (): Check => 'ok',
    (): Check => 'unavailable',
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
