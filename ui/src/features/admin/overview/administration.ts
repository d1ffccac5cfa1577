import { computed, type ComputedRef, type InjectionKey, type Ref } from 'vue';
import {
  getMyAdministration,
  listAdminDepartments,
  type AdminUnit,
  type WhatIAdminister,
} from '../../../../../bridge/src/features/directory/roles/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useLoad, type Loading } from '../../../kernel/requests.ts';

/** What one may administer, for the parts below the frame. */
export const administrationKey: InjectionKey<Readonly<Ref<WhatIAdminister | null>>> =
  Symbol('administration');

/** What one may administer, `administration` null for nothing. */
export function useAdministration(): Loading<{ administration: WhatIAdminister | null }> {
  const call = need(callKey);
  return useLoad((signal) => call(getMyAdministration, { signal }));
}

/** A unit as lists of choices show it: below its parent, indented. */
export interface UnitChoice {
  value: string;
  label: string;
}

/** The units of the scope, each below its parent. Pure. */
export function asChoices(units: readonly AdminUnit[]): UnitChoice[] {
  const below = Map.groupBy(units, ({ parentId }) => parentId);
  const walk = (parentId: string | null, depth: number): UnitChoice[] =>
    (below.get(parentId) ?? []).flatMap(({ id, name }) => [
      { value: id, label: `${'\u2003'.repeat(depth)}${name}` },
      ...(depth < 20 ? walk(id, depth + 1) : []),
    ]);
  return walk(null, 0);
}

/** The units that one may choose; none while they are not known: the list beside says what is wrong. */
export function useUnits(): ComputedRef<UnitChoice[]> {
  const call = need(callKey);
  const { data } = useLoad((signal) => call(listAdminDepartments, { signal }));
  return computed(() => asChoices(data.value?.departments ?? []));
}
