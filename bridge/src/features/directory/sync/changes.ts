import type { Database } from '../../../kernel/database.ts';
import type { Log } from '../../../kernel/log.ts';
import * as cursors from './cursor-repository.ts';
import type { RosterSource } from './ports.ts';
import type { DepartmentsSnapshot, RosterSnapshot } from './snapshot.ts';
import { stage } from './stage.ts';

/**
 * What changed in a scope since its cursor; everything where there is no cursor or the source cannot tell
 * from it. While a run of everything waits for a yes, no second one is made: that is told as a problem.
 */
export async function fetchChanges(
  at: { db: Database; log: Log; people: { countryCode: string } },
  source: RosterSource,
  scope: string,
): Promise<RosterSnapshot> {
  const cursor = await cursors.findCursor(at.db, { source: source.name, scope });
  const report =
    cursor === null || !source.changes
      ? { fullRunDue: 'There is nothing to go on from.' }
      : await source.changes(scope, cursor);
  if (!('fullRunDue' in report)) return stage(report, at.people.countryCode);
  at.log.info({ source: source.name, reason: report.fullRunDue }, 'a full roster run is due');
  if (!(await cursors.someRunWaits(at.db, { source: source.name, scope }))) {
    return stage(await source.snapshot(scope), at.people.countryCode);
  }
  const reason = `${report.fullRunDue} A run of everything is due, but one waits for a yes.`;
  return { ...nothing(source), cursor, problems: [{ where: source.name, field: null, reason }] };
}

const nothing = ({ name, realm }: RosterSource): DepartmentsSnapshot => ({
  kind: 'departments',
  extent: 'changes',
  source: realm ?? name,
  realm: realm ?? name,
  people: [],
  departments: [],
  memberships: [],
  problems: [],
});

/**
 * What follows from changes that were applied: runs that wait for a yes are brought up to them, so that a yes
 * does not undo them; of runs that found no change only the latest is kept.
 */
export async function afterChanges(
  trx: Database,
  run: cursors.ScopeOfSource & { id: string },
  changes: DepartmentsSnapshot,
): Promise<void> {
  if (changes.people.length > 0) {
    for (const [id, held] of await cursors.heldSnapshots(trx, run)) {
      if (held.kind === 'departments') await cursors.replaceHeld(trx, id, overlay(held, changes));
    }
  }
  await cursors.dropQuietRuns(trx, run);
}

/** A telling, with what changed after it. */
function overlay(held: DepartmentsSnapshot, changes: DepartmentsSnapshot): DepartmentsSnapshot {
  const people = new Set(changes.people.map(({ externalId }) => externalId));
  const units = new Set(changes.departments.map(({ externalId }) => externalId));
  const memberships = held.memberships.filter(
    (line) => !people.has(line.personExternalId) || !units.has(line.departmentExternalId),
  );
  return {
    ...held,
    people: [...held.people.filter(({ externalId }) => !people.has(externalId)), ...changes.people],
    memberships: [...memberships, ...changes.memberships],
    cursor: changes.cursor ?? null,
  };
}
