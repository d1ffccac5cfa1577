import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import {
  listConflicts,
  listIdentityDecisions,
  undoIdentityDecision,
  type ConflictShown,
  type DecisionShown,
} from '../../../../../bridge/src/features/directory/merge/conflicts/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';

export interface Conflicts {
  show: Ref<'waiting' | 'decided'>;
  /** Null until they are known. */
  conflicts: ShallowRef<ConflictShown[] | null>;
  decisions: ShallowRef<DecisionShown[] | null>;
  next: Ref<string | null>;
  failure: ShallowRef<PanelFailure | null>;
  load: (more?: boolean) => Promise<void>;
  /** Takes a decision back and shows what waits again. */
  undo: (decisionId: string) => Promise<void>;
}

/** The conflicts that wait, or what was decided; of one person when one is given. */
export function useConflicts(personId: () => string | undefined): Conflicts {
  const call = need(callKey);
  const show = ref<'waiting' | 'decided'>('waiting');
  const conflicts = shallowRef<ConflictShown[] | null>(null);
  const decisions = shallowRef<DecisionShown[] | null>(null);
  const next = ref<string | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const of = () => {
    const id = personId();
    return id === undefined ? {} : { personId: id };
  };
  const waiting = async (more: boolean): Promise<void> => {
    const cursor = more && next.value !== null ? { cursor: next.value } : {};
    const page = await call(listConflicts, { query: { ...of(), ...cursor } });
    conflicts.value = [...(more ? (conflicts.value ?? []) : []), ...page.conflicts];
    next.value = page.next;
  };
  const load = async (more = false): Promise<void> => {
    failure.value = null;
    try {
      if (show.value === 'waiting') await waiting(more);
      else decisions.value = (await call(listIdentityDecisions, { query: of() })).decisions;
    } catch (error) {
      failure.value = asFailure(error);
    }
  };
  const undo = async (decisionId: string): Promise<void> => {
    failure.value = null;
    try {
      await call(undoIdentityDecision, { params: { decisionId } });
      await load();
    } catch (error) {
      failure.value = asFailure(error);
    }
  };
  watch([show, personId], () => void load(), { immediate: true });
  return { show, conflicts, decisions, next, failure, load, undo };
}
