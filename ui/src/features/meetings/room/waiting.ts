import type { Ref } from 'vue';
import type { Call, Live } from '../../../kernel/ports.ts';
import { createTurn } from '../entry-queue/index.ts';
import { createLobbyPlace, type Waits } from './entrance.ts';

/** Where one waits on the way into a meeting; `phase` says so while it lasts. */
export function createWaiting(
  ports: { call: Call; live: Live },
  meetingId: Ref<string>,
  phase: Ref<string>,
) {
  const lobby = createLobbyPlace(ports, () => meetingId.value);
  const turn = createTurn(ports, () => meetingId.value);
  const waits: Waits = {
    inLobby: () => {
      phase.value = 'waiting';
      return lobby.wait();
    },
    inQueue: (queued) => {
      phase.value = 'queued';
      return turn.untilAsked(queued);
    },
  };
  return {
    waits,
    /** One's place in the queue; null while one does not wait there. */
    place: turn.place,
    giveUp: turn.giveUp,
    /** Gives the place back, wherever it is. */
    leave: async (): Promise<void> => {
      if (turn.place.value) await turn.leave();
      else await lobby.leave();
    },
  };
}
