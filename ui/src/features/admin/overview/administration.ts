import { ref, shallowRef, watch, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import {
  getMyAdministration,
  listAdminDepartments,
  type AdminUnit,
  type WhatIAdminister,
} from '../../../../../bridge/src/features/directory/roles/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';

/** What one may administer, for the parts below the frame. */
export const administrationKey: InjectionKey<ShallowRef<WhatIAdminister | null | undefined>> =
  Symbol('administration');

/** What one may administer; `undefined` until it is known. */
export function useAdministration(): {
  mine: ShallowRef<WhatIAdminister | null | undefined>;
  failure: ShallowRef<PanelFailure | null>;
  load: () => Promise<void>;
} {
  const call = need(callKey);
  const mine = shallowRef<WhatIAdminister | null>();
  const failure = shallowRef<PanelFailure | null>(null);
  const load = async (): Promise<void> => {
    failure.value = null;
    try {
      mine.value = (await call(getMyAdministration)).administration;
    } catch (error) {
      failure.value = asFailure(error);
    }
  };
  void load();
  return { mine, failure, load };
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

/** The units that one may choose. */
export function useUnits(): ShallowRef<UnitChoice[]> {
  const call = need(callKey);
  const units = shallowRef<UnitChoice[]>([]);
  call(listAdminDepartments)
    .then(({ departments }) => (units.value = asChoices(departments)))
    // The filter stays empty; the list itself says what is wrong.
    .catch(() => undefined);
  return units;
}

/** A list that is asked for page by page; asked anew, after a short rest, whenever `query` changes. */
export function usePages<T, C>(
  ask: (cursor: C | null) => Promise<{ items: T[]; next: C | null }>,
  query: () => unknown,
): {
  items: ShallowRef<T[]>;
  next: ShallowRef<C | null>;
  isLoading: Ref<boolean>;
  failure: ShallowRef<PanelFailure | null>;
  load: (more?: boolean) => Promise<void>;
} {
  const items = shallowRef<T[]>([]);
  const next = shallowRef(null) as ShallowRef<C | null>;
  const isLoading = ref(true);
  const failure = shallowRef<PanelFailure | null>(null);
  let latest = 0;
  const load = async (more = false): Promise<void> => {
    const mine = ++latest;
    isLoading.value = true;
    failure.value = null;
    try {
      const page = await ask(more ? next.value : null);
      if (mine !== latest) return;
      items.value = more ? [...items.value, ...page.items] : page.items;
      next.value = page.next;
    } catch (error) {
      if (mine === latest) failure.value = asFailure(error);
    }
    if (mine === latest) isLoading.value = false;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(query, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), 250);
  });
  void load();
  return { items, next, isLoading, failure, load };
}
