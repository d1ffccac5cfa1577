import { computed, shallowRef } from 'vue';
import { defineStore } from 'pinia';
import {
  answer as answerCall,
  decline as declineCall,
  listIncoming,
} from '../../../../bridge/src/features/calls/contract.ts';
import { asFailure } from '../../kernel/failure.ts';
import { callKey, liveKey, need } from '../../kernel/ports.ts';
import { useAction } from '../../kernel/requests.ts';
import {
  inPhase,
  isFinal,
  withoutRing,
  withRing,
  withStopped,
  type Ring,
  type StopReason,
} from './ringing.ts';

export type AnswerWith = 'video' | 'voice';

/** How long the word why a call stopped stays, milliseconds. */
const farewell = 5_000;

/** The calls that ring for this person, in this tab. The bridge decides; every tab shows the same. */
export const useIncoming = defineStore('incoming-calls', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const rings = shallowRef<Ring[]>([]);
  const { failure, run } = useAction();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const later = (inviteeId: string, ms: number, act: () => void): void => {
    clearTimeout(timers.get(inviteeId));
    timers.set(inviteeId, setTimeout(act, ms));
  };
  const drop = (inviteeId: string): void => {
    clearTimeout(timers.get(inviteeId));
    timers.delete(inviteeId);
    rings.value = withoutRing(rings.value, inviteeId);
  };
  const stop = (inviteeId: string, reason: StopReason): void => {
    rings.value = withStopped(rings.value, inviteeId, reason);
    later(inviteeId, farewell, () => drop(inviteeId));
  };
  const add = (incoming: Ring['incoming']): void => {
    rings.value = withRing(rings.value, incoming, Date.now());
    const until = rings.value.find((one) => one.incoming.inviteeId === incoming.inviteeId)?.until;
    // The word that it stopped may be lost on the way; a call does not ring for ever.
    const left = (until ?? 0) - Date.now() + 1_000;
    later(incoming.inviteeId, left, () => stop(incoming.inviteeId, 'no-answer'));
  };

  /** Asks what rings, after a reload or when the push was away. What rings no more, goes. */
  async function ask(): Promise<void> {
    const known = new Set(rings.value.map(({ incoming }) => incoming.inviteeId));
    const now = await call(listIncoming).catch(() => null);
    if (!now) return;
    const ringing = new Set(now.incoming.map(({ inviteeId }) => inviteeId));
    for (const { incoming, phase } of rings.value) {
      const gone = known.has(incoming.inviteeId) && !ringing.has(incoming.inviteeId);
      if (gone && phase === 'ringing') drop(incoming.inviteeId);
    }
    now.incoming.forEach(add);
  }

  /** Hears of calls until the returned function is called. */
  function listen(): () => void {
    const ends = [
      live.hear('ring', add),
      live.hear('ring-stopped', ({ inviteeId, state }) => {
        if (isFinal(state)) stop(inviteeId, state);
      }),
      live.resumed(() => void ask()),
    ];
    void ask();
    return () => {
      for (const end of ends) end();
      for (const { incoming } of rings.value) drop(incoming.inviteeId);
    };
  }

  /** Answers; the meeting's id comes back. Rejects with a PanelFailure, and it rings on if it still does. */
  async function answer(inviteeId: string, how: AnswerWith): Promise<string> {
    rings.value = inPhase(rings.value, inviteeId, 'answering');
    let meetingId = '';
    const isDone = await run(async () => {
      const answered = await call(answerCall, { params: { inviteeId }, body: { with: how } });
      ({ meetingId } = answered);
    }, `answer ${inviteeId}`);
    if (isDone) {
      drop(inviteeId);
      return meetingId;
    }
    giveBack(inviteeId);
    throw asFailure(failure.value);
  }

  /** Declines, with a message if there is one. A failure is shown. */
  async function decline(inviteeId: string, message: string): Promise<void> {
    rings.value = inPhase(rings.value, inviteeId, 'declining');
    const text = message.trim();
    const body = text === '' ? {} : { message: text };
    const isDone = await run(
      () => call(declineCall, { params: { inviteeId }, body }),
      `decline ${inviteeId}`,
    );
    if (isDone) drop(inviteeId);
    else giveBack(inviteeId);
  }

  /** After a failure: it rings on, unless the bridge says otherwise. */
  function giveBack(inviteeId: string): void {
    rings.value = inPhase(rings.value, inviteeId, 'ringing');
    void ask();
  }

  return {
    rings,
    failure,
    /** True while something rings and nobody here has reacted. */
    ringing: computed(() => rings.value.some(({ phase }) => phase === 'ringing')),
    listen,
    answer,
    decline,
  };
});
