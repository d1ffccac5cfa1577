import { ref, watch, type Ref } from 'vue';
import {
  listConflicts,
  listIdentityDecisions,
  undoIdentityDecision,
  type ConflictShown,
  type DecisionShown,
} from '../../../../../bridge/src/features/directory/merge/conflicts-contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import {
  useAction,
  useLoad,
  usePages,
  type Action,
  type Loading,
  type Pages,
} from '../../../kernel/requests.ts';

export interface Conflicts {
  show: Ref<'waiting' | 'decided'>;
  conflicts: Pages<ConflictShown>;
  decisions: Loading<DecisionShown[]>;
  /** Reads again what is shown. */
  load: () => Promise<void>;
  /** Takes a decision back and shows what waits again; true when it was. */
  undo: (decisionId: string) => Promise<boolean>;
  isBusy: Action['isBusy'];
  failure: Action['failure'];
}

/** The conflicts that wait, or what was decided; of one person when one is given. */
export function useConflicts(personId: () => string | undefined): Conflicts {
  const call = need(callKey);
  const show = ref<'waiting' | 'decided'>('waiting');
  const of = () => {
    const id = personId();
    return id === undefined ? {} : { personId: id };
  };
  const conflicts = usePages(
    async (from: string | null, signal) => {
      const cursor = from === null ? {} : { cursor: from };
      const page = await call(listConflicts, { query: { ...of(), ...cursor }, signal });
      return { items: page.conflicts, next: page.next };
    },
    { immediate: false },
  );
  const decisions = useLoad(
    async (signal) => (await call(listIdentityDecisions, { query: of(), signal })).decisions,
    { immediate: false },
  );
  const { isBusy, failure, run } = useAction();
  const load = (): Promise<void> =>
    show.value === 'waiting' ? conflicts.load() : decisions.load();
  const undo = async (decisionId: string): Promise<boolean> => {
    const isUndone = await run(() => call(undoIdentityDecision, { params: { decisionId } }));
    if (isUndone) await load();
    return isUndone;
  };
  watch([show, personId], () => void load(), { immediate: true });
  return { show, conflicts, decisions, load, undo, isBusy, failure };
}
