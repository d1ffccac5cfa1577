import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import {
  changeNoticeSettings,
  getNoticeSettings,
  getPushKey,
  subscribe,
  unsubscribe,
  type NoticeSettings,
} from '../../../../../bridge/src/features/notifications/sending/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { browserPushKey, type PushState } from './ports.ts';

/** By which ways this person is told that a class has started, and whether this browser is one of them. */
export const useNotices = defineStore('notices', () => {
  const call = need(callKey);
  const browser = need(browserPushKey);
  const settings = shallowRef<NoticeSettings | null>(null);
  const push = ref<PushState>('off');
  const failure = shallowRef<PanelFailure | null>(null);
  const busy = ref(false);
  const saved = ref(false);

  const attempt = async (act: () => Promise<void>): Promise<void> => {
    [busy.value, saved.value, failure.value] = [true, false, null];
    await act().catch((error: unknown) => (failure.value = asFailure(error)));
    busy.value = false;
  };
  const put = async (body: Partial<NoticeSettings>): Promise<void> => {
    settings.value = await call(changeNoticeSettings, { body });
    saved.value = true;
  };
  /** The bridge hears of this browser each time: what it had may have been swept. */
  const tell = async (locale: string): Promise<void> => {
    const { publicKey } = await call(getPushKey);
    const made = await browser.subscribe(publicKey);
    if (made) await call(subscribe, { body: { subscription: made, locale } });
    push.value = await browser.state();
  };

  return {
    settings,
    push,
    failure,
    busy,
    saved,
    load: () =>
      attempt(async () => {
        [settings.value, push.value] = await Promise.all([
          call(getNoticeSettings),
          browser.state(),
        ]);
      }),
    change: (body: Partial<NoticeSettings>) => attempt(() => put(body)),
    /** Lets this browser be told. Call it in the press: the browser asks the reader. */
    pushOn: (locale: string) =>
      attempt(async () => {
        await tell(locale);
        if (push.value === 'on' && settings.value?.push === false) await put({ push: true });
        saved.value = push.value === 'on';
      }),
    /** This browser is not told any more; others of the same person are. */
    pushOff: () =>
      attempt(async () => {
        const endpoint = await browser.unsubscribe();
        if (endpoint !== null) await call(unsubscribe, { body: { endpoint } });
        push.value = await browser.state();
        saved.value = true;
      }),
  };
});
