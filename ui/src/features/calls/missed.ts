import { ref, shallowRef } from 'vue';
import { defineStore } from 'pinia';
import {
  listMissed,
  markMissedSeen,
  type MissedCall,
} from '../../../../bridge/src/features/calls/contract.ts';
import { startMyMeeting } from '../../../../bridge/src/features/meetings/contract.ts';
import { callKey, liveKey, need } from '../../kernel/ports.ts';
import { useLoad } from '../../kernel/requests.ts';

/** The calls that this person missed, kept up to date by push while they are followed. */
export const useMissed = defineStore('missed-calls', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const missed = shallowRef<MissedCall[]>([]);
  const unseen = ref(0);
  const loaded = ref(false);
  const { failure, load } = useLoad(
    async (signal) => {
      const answer = await call(listMissed, { signal });
      missed.value = answer.missed;
      unseen.value = answer.unseen;
      loaded.value = true;
    },
    { immediate: false },
  );

  /** Loads and follows; returns the function that ends following. */
  function follow(): () => void {
    const ends = [
      live.hear('ring-stopped', ({ state }) => {
        if (state !== 'answered' && state !== 'declined') void load();
      }),
      live.resumed(() => void load()),
    ];
    void load();
    return () => ends.forEach((end) => end());
  }

  /** All of them are seen. Nothing is lost when that fails: they are marked the next time. */
  async function see(): Promise<void> {
    if (unseen.value === 0) return;
    await call(markMissedSeen).catch(() => undefined);
    unseen.value = 0;
    missed.value = missed.value.map((one) => ({ ...one, seen: true }));
  }

  /** Starts the own meeting, or answers it when it runs. Rejects with a PanelFailure. */
  async function startMine(): Promise<string> {
    const mine = await call(startMyMeeting);
    return mine.id;
  }

  /**
   * Where to go for calling back: the caller's meeting while it runs, else the own one, from where the caller is
   * rung as soon as one is in. Rejects with a PanelFailure.
   */
  const meetingFor = ({ running, meetingId }: MissedCall): Promise<string> =>
    running ? Promise.resolve(meetingId) : startMine();

  return { missed, unseen, loaded, failure, load, follow, see, startMine, meetingFor };
});
