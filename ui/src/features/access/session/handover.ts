import { shallowRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { handOver } from '../../../../../bridge/src/features/access/sessions/contract.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import { tabsKey, type PendingTab } from './ports.ts';

/** Continuing in a tab of its own. */
export interface Handover {
  /** The tab that was opened last. */
  tab: ShallowRef<PendingTab | null>;
  /** Where to go by hand when the browser blocked the tab; good once and for a short time. */
  blockedUrl: ShallowRef<string | null>;
  /**
   * Opens a meeting in a tab of its own. Call it in the press, before anything is awaited: the tab is opened
   * at once and gets its address when `prepare` has named the meeting. Rejects with a PanelFailure, and the
   * tab is closed again. `note`: a word for the page in the tab, see Tabs.takeNote.
   */
  open(prepare: () => Promise<string>, note?: string): Promise<void>;
  /** Opens the home page in a tab of its own. Call it in the press. Rejects with a PanelFailure. */
  openHome(): Promise<void>;
}

/** A meeting, or the home page. */
type Where = { meetingId: string } | Record<string, never>;

/** Each component has its own: what one's browser blocked is no other's to show. */
export function useHandover(): Handover {
  const call = need(callKey);
  const tabs = need(tabsKey);
  const { t } = useI18n();
  const tab = shallowRef<PendingTab | null>(null);
  const blockedUrl = shallowRef<string | null>(null);

  const openTab = async (opened: PendingTab | null, where: Promise<Where>): Promise<void> => {
    blockedUrl.value = null;
    try {
      const { url } = await call(handOver, { body: await where });
      if (opened) opened.go(url);
      else blockedUrl.value = url;
      tab.value = opened;
    } catch (error) {
      opened?.close();
      throw error;
    }
  };

  return {
    tab,
    blockedUrl,
    open: (prepare, note) =>
      openTab(
        tabs.open(t('session.openingTab'), note),
        prepare().then((meetingId) => ({ meetingId })),
      ),
    openHome: () => openTab(tabs.open(t('session.openingHome')), Promise.resolve({})),
  };
}
