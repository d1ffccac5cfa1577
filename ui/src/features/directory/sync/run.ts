import { onScopeDispose, ref, shallowRef } from 'vue';
import {
  applyDirectoryRun,
  exportDirectoryChanges,
  getDirectoryRun,
  rejectDirectoryRun,
  type ChangeKindShown,
  type DirectoryRun,
} from '../../../../../bridge/src/features/directory/sync/directory/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { saveFile } from '../../../kernel/save.ts';

/** How often a run that goes on is looked at, milliseconds. */
const lookEveryMs = 500;

/** One run: its state, followed while it goes on, and what can be done with it. */
export function useDirectoryRun(runId: string) {
  const call = need(callKey);
  const run = shallowRef<DirectoryRun | null>(null);
  const failure = shallowRef<PanelFailure | null>(null);
  const isBusy = ref(false);
  const params = { runId };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async (): Promise<void> => {
    clearTimeout(timer);
    run.value = await call(getDirectoryRun, { params });
    if (run.value.state === 'running') timer = setTimeout(() => void follow(), lookEveryMs);
  };
  const follow = (): Promise<void> =>
    look().catch((error: unknown) => {
      failure.value = asFailure(error);
    });
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    [isBusy.value, failure.value] = [true, null];
    try {
      await act();
      await look();
    } catch (error) {
      failure.value = asFailure(error);
    }
    isBusy.value = false;
  };
  onScopeDispose(() => clearTimeout(timer));
  void attempt(() => Promise.resolve());
  return {
    run,
    failure,
    isBusy,
    load: () => attempt(() => Promise.resolve()),
    /** Says yes to what was shown, and to how many would go where these are many. */
    apply: () => {
      const removals = run.value?.removals ?? null;
      return attempt(() => call(applyDirectoryRun, { params, body: { removals } }));
    },
    reject: () => attempt(() => call(rejectDirectoryRun, { params })),
    download: (language: 'zh-CN' | 'en', kind: ChangeKindShown | '', search: string) =>
      attempt(async () => {
        const asked = { ...(kind === '' ? {} : { kind }), ...(search === '' ? {} : { search }) };
        const query = { language, form: 'xlsx' as const, ...asked };
        saveFile(await call(exportDirectoryChanges, { params, query }));
      }),
  };
}
