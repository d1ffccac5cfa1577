import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { OpenSession } from '../../../../../bridge/src/features/access/sessions/contract.ts';
import { asFailure, isSessionLoss, PanelFailure } from '../../../kernel/failure.ts';
import { need } from '../../../kernel/ports.ts';
import { sessionsKey, type SessionWish } from './ports.ts';
import { createSharing } from './sharing.ts';

export type SessionStatus = 'idle' | 'opening' | 'open' | 'missing' | 'lost' | 'failed';

/**
 * Who the reader is. `missing`: the page was opened where nobody is signed in; `lost`: the session ended while it
 * was open, and needs a new launch from the course or logging in; `failed` can be tried again.
 */
export const useSession = defineStore('session', () => {
  const sessions = need(sessionsKey);
  const status = ref<SessionStatus>('idle');
  const failure = ref<PanelFailure | null>(null);
  const person = ref<OpenSession['person'] | null>(null);
  const kind = ref<OpenSession['kind'] | null>(null);
  const sharing = createSharing(sessions);
  let unusedTicket: string | null = null;

  const hold = (opened: OpenSession): void => {
    person.value = opened.person;
    kind.value = opened.kind;
    failure.value = null;
    status.value = 'open';
  };
  const settle = (error: unknown): void => {
    failure.value = asFailure(error);
    status.value = isSessionLoss(failure.value.code) ? 'lost' : 'failed';
  };

  /**
   * Opens the session with `ticket`, or continues this browser's. A ticket stays for a retry until the bridge has
   * answered.
   */
  async function begin(ticket: string | null, wish: SessionWish = {}): Promise<void> {
    unusedTicket = ticket ?? unusedTicket;
    status.value = 'opening';
    failure.value = null;
    try {
      const opened =
        unusedTicket === null ? await sharing.present(wish) : await sessions.open(unusedTicket);
      unusedTicket = null;
      if (opened) hold(opened);
      else status.value = 'missing';
    } catch (error) {
      if (isSessionLoss(asFailure(error).code)) unusedTicket = null;
      settle(error);
    }
  }

  /**
   * Continues the session that there is; nobody is asked to sign in. `alone`: only this tab's own, where somebody
   * may want to be somebody else.
   */
  async function resume({ alone = false } = {}): Promise<void> {
    status.value = 'opening';
    // Without a session one is a guest; what a guest may not do will be said then.
    const opened = await (alone ? sessions.resume() : sharing.present({})).catch(() => null);
    if (opened) hold(opened);
    else status.value = 'idle';
  }

  /** Goes on as the guest who was admitted. */
  function adopt(opened: OpenSession): void {
    sessions.adopt(opened);
    hold(opened);
  }

  /** Goes on as who one was shown to be; the session of before ends by it. Rejects as `opening` does. */
  async function become(opening: Promise<OpenSession>): Promise<void> {
    hold(await sessions.replace(opening));
  }

  /** Signs out here. */
  async function signOut(): Promise<void> {
    const over = sessions.close().catch(() => undefined);
    // What ends because one wants it to is no loss.
    status.value = 'idle';
    person.value = null;
    kind.value = null;
    failure.value = null;
    await over;
  }

  sessions.onLost((code) => {
    // What is found at the beginning was no session of this page yet.
    if (status.value !== 'opening') settle(new PanelFailure(code));
  });

  /** Somebody with an account: not a guest, not nobody. */
  const isPerson = computed(() => status.value === 'open' && kind.value === 'person');

  sharing.share(() => (status.value === 'open' ? kind.value : null));

  return {
    status,
    failure,
    person,
    /** What the tab that gave this one its session is written in; null: none did. */
    spoken: sharing.spoken,
    isPerson,
    begin,
    resume,
    adopt,
    become,
    signOut,
    retry: () => begin(null),
  };
});
