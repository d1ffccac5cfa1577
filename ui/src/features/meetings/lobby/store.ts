import { ref, watch, type Ref } from 'vue';
import {
  admit,
  listLobby,
  refuse,
  type Lookalike,
  type Waiting,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { callKey, liveKey, need } from '../../../kernel/ports.ts';

/** Who waits to come into a meeting, for its hosts. */
export interface Lobby {
  waiting: Ref<readonly Waiting[]>;
  /** Guests inside who are called like somebody else. */
  lookalikes: Ref<readonly Lookalike[]>;
  /** Rejects with a PanelFailure. */
  admit: (participantIds: string[] | 'all') => Promise<void>;
  refuse: (participantIds: string[]) => Promise<void>;
  /** Ends following. */
  stop: () => void;
}

/** Follows the lobby of a meeting; `onArrival` is called with those who are new in it. */
export function followLobby(
  meetingId: string,
  onArrival: (come: readonly Waiting[]) => void,
): Lobby {
  const call = need(callKey);
  const live = need(liveKey);
  const waiting = ref<readonly Waiting[]>([]);
  const lookalikes = ref<readonly Lookalike[]>([]);
  const params = { meetingId };
  const load = async (): Promise<void> => {
    take(await call(listLobby, { params }));
  };
  const take = (told: { waiting: Waiting[]; lookalikes: Lookalike[] }): void => {
    waiting.value = told.waiting;
    lookalikes.value = told.lookalikes;
  };
  // What was missed while the push was away is asked for; a failure is made good by the next event.
  const quietly = (): void => void load().catch(() => undefined);
  const ends = [
    live.hear('lobby', (event) => {
      if (event.meetingId === meetingId) take(event);
    }),
    live.resumed(quietly),
  ];
  watch(waiting, (now, before) => {
    const known = new Set(before.map(({ participantId }) => participantId));
    const come = now.filter(({ participantId }) => !known.has(participantId));
    if (come.length > 0) onArrival(come);
  });
  quietly();
  return {
    waiting,
    lookalikes,
    admit: async (who) => {
      const body = who === 'all' ? { all: true as const } : { participantIds: who };
      waiting.value = (await call(admit, { params, body })).waiting;
    },
    refuse: async (participantIds) => {
      waiting.value = (await call(refuse, { params, body: { participantIds } })).waiting;
    },
    stop: () => {
      for (const end of ends) end();
    },
  };
}
