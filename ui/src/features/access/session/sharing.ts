import { ref, watch, type Ref } from 'vue';
import {
  handOver,
  type OpenSession,
} from '../../../../../bridge/src/features/access/sessions/contract.ts';
import { asFailure, isSessionLoss } from '../../../kernel/failure.ts';
import { callKey, need } from '../../../kernel/ports.ts';
import {
  otherTabsKey,
  tabsKey,
  type GivenSession,
  type Sessions,
  type SessionWish,
} from './ports.ts';

/** Being signed in here because one is in another tab of this browser, and the other way round. */
export interface Sharing {
  /** What the tab that gave this one its session is written in; null: none did. */
  spoken: Ref<string | null>;
  /**
   * This tab's own session after a reload, or one that another tab gives; null: there is none. Rejects with a
   * PanelFailure.
   */
  present(wish: SessionWish): Promise<OpenSession | null>;
  /** Signs in other tabs for as long as somebody is signed in here. */
  share(signedIn: () => OpenSession['kind'] | null): void;
}

/**
 * Nothing is shared before `share`. Whoever is in a frame takes no session of another tab: the page around it says
 * who they are.
 */
export function createSharing(sessions: Sessions): Sharing {
  const tabs = need(tabsKey);
  const others = need(otherTabsKey);
  const call = need(callKey);
  const spoken = ref<string | null>(null);

  const give = async (kind: OpenSession['kind'], wish: SessionWish): Promise<GivenSession> => {
    // A person is told by the page itself where they may not come in; a guest is let into one meeting only.
    const { ticket } = await call(handOver, { body: kind === 'guest' ? wish : {} });
    return { ticket, language: document.documentElement.lang };
  };

  return {
    spoken,
    async present(wish) {
      const own = await sessions.resume().catch((error: unknown) => {
        if (isSessionLoss(asFailure(error).code)) return null;
        throw error;
      });
      // Whoever is in a frame is who the page around it says.
      if (own || tabs.isFramed()) return own;
      const given = await others.ask(wish);
      if (!given) return null;
      spoken.value = given.language;
      return sessions.open(given.ticket);
    },
    share(signedIn) {
      let stop: (() => void) | null = null;
      watch(
        signedIn,
        (kind) => {
          stop?.();
          stop = kind === null ? null : others.answer(kind, (wish) => give(kind, wish));
        },
        { immediate: true, flush: 'sync' },
      );
    },
  };
}
