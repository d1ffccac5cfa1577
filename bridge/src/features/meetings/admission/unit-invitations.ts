import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Access } from './access.ts';
import type { DepartmentReader, UnitOfCampus } from './ports.ts';
import type { InvitedUnitRepository } from './units-repository.ts';

/** What hosts do with the departments that a series is for. */
export function createUnitInvitations(deps: {
  access: Access;
  invitedUnits: InvitedUnitRepository;
  departments: DepartmentReader;
  clock: Clock;
}) {
  const { access, invitedUnits, departments, clock } = deps;
  const shown = async (seriesId: string): Promise<UnitOfCampus[]> => {
    const ids = await invitedUnits.of(seriesId);
    const there = new Map((await departments.tree()).map((unit) => [unit.id, unit]));
    return ids.flatMap((id) => there.get(id) ?? []);
  };
  return {
    /** @throws Failure series/not-found, series/not-host, invitation/not-allowed */
    list: async (seriesId: string, personId: string): Promise<UnitOfCampus[]> =>
      shown((await access.inviting(seriesId, personId)).id),
    /**
     * The series is for these departments as well; nobody is mailed.
     * @throws Failure as `list`; door/units-not-allowed: only staff may; department/not-found
     */
    invite: async (
      seriesId: string,
      departmentIds: readonly string[],
      personId: string,
    ): Promise<UnitOfCampus[]> => {
      const series = await access.inviting(seriesId, personId);
      if (!(await departments.isStaff(personId))) throw new Failure('door/units-not-allowed');
      const there = new Set((await departments.tree()).map(({ id }) => id));
      if (departmentIds.some((id) => !there.has(id))) throw new Failure('department/not-found');
      await invitedUnits.add(series.id, [...new Set(departmentIds)], clock.now());
      return shown(series.id);
    },
    /** The series is not for this department any more; whoever is inside stays. @throws Failure as `list` */
    drop: async (
      { seriesId, departmentId }: { seriesId: string; departmentId: string },
      personId: string,
    ): Promise<UnitOfCampus[]> => {
      const series = await access.hosted(seriesId, personId);
      await invitedUnits.drop(series.id, departmentId);
      return shown(series.id);
    },
  };
}
