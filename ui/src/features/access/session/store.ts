import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { OpenSession } from '../../../../../bridge/src/features/access/sessions/contract.ts';
import { asFailure, isSessionLoss, PanelFailure } from '../../../kernel/failure.ts';
import { need } from '../../../kernel/ports.ts';
import { sessionsKey } from './ports.ts';

export type SessionStatus = 'idle' | 'opening' | 'open' | 'lost' | 'failed';

/** Who the reader is. `lost` needs a new launch from the course; `failed` can be tried again. */
export const useSession = defineStore('session', () => {
  const sessions = need(sessionsKey);
  const status = ref<SessionStatus>('idle');
  const failure = ref<PanelFailure | null>(null);
  const person = ref<OpenSession['person'] | null>(null);
  const kind = ref<OpenSession['kind'] | null>(null);
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

  /** Opens the session with `ticket`, or continues this tab's. A ticket stays for a retry until the bridge has answered. */
  async function begin(ticket: string | null): Promise<void> {
    unusedTicket = ticket ?? unusedTicket;
    status.value = 'opening';
    failure.value = null;
    try {
      const opened =
        unusedTicket === null ? await sessions.resume() : await sessions.open(unusedTicket);
      if (!opened) throw new PanelFailure('session/missing');
      unusedTicket = null;
      hold(opened);
    } catch (error) {
      if (isSessionLoss(asFailure(error).code)) unusedTicket = null;
      settle(error);
    }
  }

  /** Continues this tab's session where there is one; nobody is asked to sign in. */
  async function resume(): Promise<void> {
    status.value = 'opening';
    // Without a session one is a guest; what a guest may not do will be said then.
    const opened = await sessions.resume().catch(() => null);
    if (opened) hold(opened);
    else status.value = 'idle';
  }

  /** Goes on as the guest whom a door let in. */
  function adopt(opened: OpenSession): void {
    sessions.adopt(opened);
    hold(opened);
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

  sessions.onLost((code) => settle(new PanelFailure(code)));

  /** Somebody with an account: not a guest, not nobody. */
  const isPerson = computed(() => status.value === 'open' && kind.value === 'person');

  return {
    status,
    failure,
    person,
    isPerson,
    begin,
    resume,
    adopt,
    signOut,
    retry: () => begin(null),
  };
});
