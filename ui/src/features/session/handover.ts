import { shallowRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { handOver } from '../../../../bridge/src/features/sessions/contract.ts';
import { callKey, need } from '../../kernel/ports.ts';
import { tabsKey, type PendingTab } from './ports.ts';

/** Continuing in a tab of its own. */
export interface Handover {
  /** The tab that was opened last. */
  tab: ShallowRef<PendingTab | null>;
  /** Where to go by hand when the browser blocked the tab; good once and for a short time. */
  blockedUrl: ShallowRef<string | null>;
  /**
   * Opens a meeting in a tab of its own. Call it in the press, before anything is awaited: the tab is opened
   * at once and gets its address, with `query` in it, when `prepare` has named the meeting. Rejects with a
   * PanelFailure, and the tab is closed again.
   */
  open(prepare: () => Promise<string>, query?: Record<string, string>): Promise<void>;
}

export function useHandover(): Handover {
  const call = need(callKey);
  const tabs = need(tabsKey);
  const { t } = useI18n();
  const tab = shallowRef<PendingTab | null>(null);
  const blockedUrl = shallowRef<string | null>(null);

  return {
    tab,
    blockedUrl,
    async open(prepare, query = {}) {
      const opened = tabs.open(t('session.openingTab'));
      blockedUrl.value = null;
      try {
        const meetingId = await prepare();
        const ticketed = await call(handOver, { body: { meetingId } });
        const url = withQuery(ticketed.url, query);
        if (opened) opened.go(url);
        else blockedUrl.value = url;
        tab.value = opened;
      } catch (error) {
        opened?.close();
        throw error;
      }
    },
  };
}

/** An address with more in its query; the rest, and the ticket in its fragment, stays. */
function withQuery(address: string, query: Record<string, string>): string {
  const [before = '', ...fragment] = address.split('#');
  const more = new URLSearchParams(query).toString();
  const asked = more === '' ? '' : `${before.includes('?') ? '&' : '?'}${more}`;
  return [before + asked, ...fragment].join('#');
}
