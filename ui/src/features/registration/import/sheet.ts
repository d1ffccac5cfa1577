import { computed, onScopeDispose, ref } from 'vue';
import {
  approveBatch,
  discardBatch,
  getBatch,
  getResult,
  returnBatch,
  setColumns,
  submitBatch,
  undoBatch,
  type BatchShown,
} from '../../../../../bridge/src/features/registration/import/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useAction, useLoad } from '../../../kernel/requests.ts';
import { saveFile } from '../../../kernel/save.ts';

/** How often a sheet that is worked on is looked at, milliseconds. */
const lookEveryMs = 700;

type Step = 'submit' | 'approve' | 'undo' | 'discard';
const steps = {
  submit: submitBatch,
  approve: approveBatch,
  undo: undoBatch,
  discard: discardBatch,
};

/** One sheet: its state, followed while it is worked on, and what can be done with it. */
export function useSheet(batchId: string) {
  const call = need(callKey);
  const isStepRefused = ref(false);
  const params = { batchId };
  const isOn = ({ state }: BatchShown): boolean => state === 'judging' || state === 'applying';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sheet = useLoad(look);
  async function look(signal: AbortSignal): Promise<BatchShown> {
    const now = await call(getBatch, { params, signal });
    clearTimeout(timer);
    if (isOn(now) || now.isWriting) timer = setTimeout(() => void sheet.load(), lookEveryMs);
    return now;
  }
  const { isBusy, failure, run } = useAction(sheet.failure);
  const load = (): Promise<void> => {
    isStepRefused.value = false;
    return sheet.load();
  };
  /** A sheet that was thrown away is not looked at again. */
  const attempt = async (act: () => Promise<unknown>, isGone = false): Promise<boolean> => {
    const isDone = await run(act);
    isStepRefused.value = !isDone;
    if (isDone && !isGone) await sheet.load();
    return isDone;
  };
  onScopeDispose(() => clearTimeout(timer));
  return {
    batch: sheet.data,
    failure,
    isBusy,
    isWorking: computed(() => sheet.data.value !== null && isOn(sheet.data.value)),
    isStepRefused,
    load,
    /** Does a step; true when it worked. */
    step: (name: Step): Promise<boolean> =>
      attempt(() => call(steps[name], { params }), name === 'discard'),
    giveBack: (reason: string) => attempt(() => call(returnBatch, { params, body: { reason } })),
    setColumns: (columns: BatchShown['columns']) =>
      attempt(() => call(setColumns, { params, body: { columns } })),
    result: (language: 'zh-CN' | 'en') =>
      attempt(async () => saveFile(await call(getResult, { params, query: { language } }))),
  };
}
