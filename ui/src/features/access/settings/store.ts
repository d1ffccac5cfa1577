import { ref, shallowRef } from 'vue';
import { defineStore } from 'pinia';
import {
  changeNoticeSettings,
  getNoticeSettings,
  getPushKey,
  subscribe,
  unsubscribe,
  type NotificationSettings,
} from '../../../../../bridge/src/features/notifications/sending/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { useAction } from '../../../kernel/requests.ts';
import { browserPushKey, type PushState } from './ports.ts';

/** By which ways this person is told that a class has started, and whether this browser is one of them. */
export const useNotificationSettings = defineStore('notices', () => {
  const call = need(callKey);
  const browser = need(browserPushKey);
  const settings = shallowRef<NotificationSettings | null>(null);
  const push = ref<PushState>('off');
  const { isBusy, failure, run } = useAction();
  const saved = ref(false);

  const attempt = (act: () => Promise<void>): Promise<boolean> => {
    saved.value = false;
    return run(act);
  };
  const put = async (body: Partial<NotificationSettings>): Promise<void> => {
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
    isBusy,
    saved,
    load: () =>
      attempt(async () => {
        [settings.value, push.value] = await Promise.all([
          call(getNoticeSettings),
          browser.state(),
        ]);
      }),
    change: (body: Partial<NotificationSettings>) => attempt(() => put(body)),
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
