import { campus, type Actor } from './campus.ts';
import { bridgeSettings } from './bridge-settings.ts';
import { readConfig } from '../src/app/config.ts';
import { composeRegistry } from '../src/app/registry.ts';
import { settableClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/kernel/database.ts';
import { createLog } from '../src/kernel/log.ts';

/** Two colleges, one with a department below it, and everybody who might try something. */
export async function adminFixture(db: Database) {
  const clock = settableClock();
  const people = campus(db, clock);
  const root = await people.person('Root');
  const chief = await people.person('Chief of sciences', { campusNumber: 'C1' });
  const other = await people.person('Chief of arts');
  const plain = await people.person('Student');
  const physicist = await people.person('Physicist 物理');
  const painter = await people.person('Painter %_');
  const gone = await people.person('Former physicist');
  const sciences = await people.department([chief]);
  const physics = await people.department([physicist, gone], sciences.externalId);
  const arts = await people.department([other, painter]);
  await db('department_memberships').where({ person_id: gone.id }).update({ status: 'removed' });
  const log = createLog('silent');
  const config = readConfig(bridgeSettings);
  const registry = composeRegistry({ config, db, clock, log });
  const { roles, audit } = registry;
  const give = (who: Actor, departmentId: string | null) =>
    roles.give({
      personId: who.id,
      role: departmentId === null ? 'system' : 'department',
      departmentId,
      actorId: null,
    });
  await give(root, null);
  await give(chief, sciences.id);
  await give(other, arts.id);
  return {
    db,
    clock,
    people,
    registry,
    roles,
    audit,
    give,
    root,
    chief,
    other,
    plain,
    physicist,
    painter,
    gone,
    sciences,
    physics,
    arts,
  };
}
