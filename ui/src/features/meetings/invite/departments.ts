import { shallowRef, type ShallowRef } from 'vue';
import {
  dropInvitedUnit,
  inviteUnits,
  listInvitedUnits,
  type InvitedUnit,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import type { Call } from '../../../kernel/ports.ts';

/** The departments that a meeting is for. Commands reject with a PanelFailure. */
export interface InvitedDepartments {
  units: ShallowRef<readonly InvitedUnit[]>;
  load: () => Promise<void>;
  add: (departmentIds: readonly string[]) => Promise<void>;
  drop: (departmentId: string) => Promise<void>;
}

/** @param seriesId answers the series' id once it is known */
export function createInvitedDepartments(call: Call, seriesId: () => string): InvitedDepartments {
  const units = shallowRef<readonly InvitedUnit[]>([]);
  const take = ({ units: now }: { units: readonly InvitedUnit[] }): void => {
    units.value = now;
  };
  const params = () => ({ seriesId: seriesId() });
  return {
    units,
    load: async () => take(await call(listInvitedUnits, { params: params() })),
    add: async (departmentIds) =>
      take(
        await call(inviteUnits, {
          params: params(),
          body: { departmentIds: [...departmentIds] },
        }),
      ),
    drop: async (departmentId) =>
      take(await call(dropInvitedUnit, { params: { ...params(), departmentId } })),
  };
}
