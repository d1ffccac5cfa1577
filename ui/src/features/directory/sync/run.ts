import { onScopeDispose } from 'vue';
import {
  applyDirectoryRun,
  exportDirectoryChanges,
  getDirectoryRun,
  rejectDirectoryRun,
  type ChangeKindShown,
  type DirectoryRun,
} from '../../../../../bridge/src/features/directory/sync/directory/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useAction, useLoad } from '../../../kernel/requests.ts';
import { saveFile } from '../../../kernel/save.ts';

/** How often a run that goes on is looked at, milliseconds. */
const lookEveryMs = 500;

/** One run: its state, followed while it goes on, and what can be done with it. */
export function useDirectoryRun(runId: string) {
  const call = need(callKey);
  const params = { runId };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = useLoad(look);
  async function look(signal: AbortSignal): Promise<DirectoryRun> {
    clearTimeout(timer);
    const now = await call(getDirectoryRun, { params, signal });
    if (now.state === 'running') timer = setTimeout(() => void run.load(), lookEveryMs);
    return now;
  }
  const action = useAction(run.failure);
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    if (await action.run(act)) await run.load();
  };
  onScopeDispose(() => clearTimeout(timer));
  return {
    run,
    isBusy: action.isBusy,
    /** Says yes to what was shown, and to how many would go where these are many. */
    apply: () => {
      const removals = run.data.value?.removals ?? null;
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
