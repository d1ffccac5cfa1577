import { computed, onScopeDispose, ref, shallowRef } from 'vue';
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
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
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
  const batch = shallowRef<BatchShown | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const isBusy = ref(false);
  const isStepRefused = ref(false);
  const isWorking = computed(
    () => batch.value?.state === 'judging' || batch.value?.state === 'applying',
  );
  const params = { batchId };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    batch.value = await call(getBatch, { params });
    clearTimeout(timer);
    if (isWorking.value || batch.value.isWriting)
      timer = setTimeout(() => void follow(), lookEveryMs);
  };
  const follow = (): Promise<void> =>
    look().catch((error: unknown) => {
      failure.value = asFailure(error);
    });
  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    [isBusy.value, failure.value, isStepRefused.value] = [true, null, true];
    try {
      await act();
      isStepRefused.value = false;
      await look();
      return true;
    } catch (error) {
      failure.value = asFailure(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  };
  onScopeDispose(() => clearTimeout(timer));
  void attempt(() => Promise.resolve());
  return {
    batch,
    failure,
    isBusy,
    isWorking,
    isStepRefused,
    load: () => attempt(() => Promise.resolve()),
    /** Does a step; true when it worked. A sheet that was thrown away is not looked at again. */
    step: async (name: Step): Promise<boolean> => {
      if (name !== 'discard') return attempt(() => call(steps[name], { params }));
      [isBusy.value, failure.value] = [true, null];
      const done = await call(discardBatch, { params }).then(
        () => true,
        (error: unknown) => {
          failure.value = asFailure(error);
          return false;
        },
      );
      isBusy.value = false;
      return done;
    },
    giveBack: (reason: string) => attempt(() => call(returnBatch, { params, body: { reason } })),
    setColumns: (columns: BatchShown['columns']) =>
      attempt(() => call(setColumns, { params, body: { columns } })),
    result: (language: 'zh-CN' | 'en') =>
      attempt(async () => saveFile(await call(getResult, { params, query: { language } }))),
  };
}
