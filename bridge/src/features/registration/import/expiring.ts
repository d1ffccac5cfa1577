import type { ApplyingDeps } from './applying.ts';
import { todayOf } from './validation.ts';
import { expiredBefore, forgetImported, type Expired } from './imported-repository.ts';

const atOnce = 200;

/**
 * Takes back what departments said of people whose last day is over: who is known by nothing else is
 * deactivated, the others keep what their other sources say. Answers how many.
 */
export async function expire(deps: ApplyingDeps): Promise<number> {
  const over = await expiredBefore(deps.db, todayOf(deps.clock), atOnce);
  for (const [source, people] of Map.groupBy(over, (one) => one.source)) {
    await takeBack(deps, source, people);
  }
  return over.length;
}

async function takeBack(
  { db, people, departments, audit }: ApplyingDeps,
  source: string,
  over: readonly Expired[],
): Promise<void> {
  const ids = over.map(({ personId }) => personId);
  const gone = over.map(({ campusNumber }) => campusNumber);
  await db.transaction(async (trx) => {
    const from = { source, realm: 'campus' };
    const report = { from, people: [], gone, complete: false };
    await people.apply(trx, await people.diff(trx, report));
    const claims = [...(await departments.claimsOf(trx, source, ids))].flatMap(
      ([personId, units]) =>
        units.map((departmentId) => ({ departmentId, personId, status: 'removed' as const })),
    );
    if (claims.length > 0) await departments.claim(trx, source, claims);
    const names = new Map(
      (await people.findMany(ids, trx)).map(({ id, displayName }) => [id, displayName]),
    );
    const unitOf = new Map(claims.map(({ personId, departmentId }) => [personId, departmentId]));
    await audit.recordAll(
      trx,
      over.map(({ personId, expiresOn }) => ({
        actorId: null,
        action: 'person.expire',
        subject: { kind: 'person', id: personId, name: names.get(personId) ?? '' },
        scopeDepartmentId: unitOf.get(personId) ?? null,
        before: { expiresOn },
        after: null,
      })),
    );
    await forgetImported(trx, source, gone);
  });
}
