import type { Clock } from '../../../kernel/clock.ts';
import type { Events } from '../../../kernel/events.ts';
import type { Arrival, ArrivalRepository, ArrivalState, Choice } from './arrival-repository.ts';
import type { Waiting } from './contract.ts';
import type { Lookalikes } from './lookalikes/lookalikes.ts';

/** A place in the lobby that was not asked for again within this time is given up (milliseconds). */
export const waitingLeaseMs = 90_000;

/** Nobody waits longer than this: the panel then says so, and one may ask again. */
export const longestWaitMs = 60 * 60_000;

/** After a refusal one may ask again, but not at once. */
export const refusalStandsMs = 60_000;

interface LobbyDeps {
  arrivals: ArrivalRepository;
  lookalikes: Lookalikes;
  events: Events;
  clock: Clock;
}

/** What the waiting browser is told; `gone` is told nobody. */
const outcomes = {
  in: 'admitted',
  refused: 'refused',
  'timed-out': 'timed-out',
  'meeting-ended': 'meeting-ended',
} as const;

type Decision = keyof typeof outcomes;

export type Lobby = ReturnType<typeof createLobby>;

/** Who waits: a place is taken by coming, and ends by exactly one of several decisions. */
export function createLobby({ arrivals, lookalikes, events, clock }: LobbyDeps) {
  const list = async (meetingId: string): Promise<Waiting[]> =>
    lookalikes.waiting(meetingId, await arrivals.waitingIn(meetingId));
  /** Of which guests inside the hosts were told last. */
  const lobbySeenBy = new Map<string, string>();
  const notifyHosts = createCollected(async (meetingId) => {
    events.emit('lobby.changed', {
      meetingId,
      waiting: await list(meetingId),
      lookalikes: await lookalikes.inside(meetingId),
    });
  });
  /** Somebody came in or left: hosts are told when that changes which guests look like somebody else. */
  const lookInside = createCollected(async (meetingId) => {
    const found = JSON.stringify(await lookalikes.inside(meetingId));
    if (found === (lobbySeenBy.get(meetingId) ?? '[]')) return;
    if (found === '[]') lobbySeenBy.delete(meetingId);
    else lobbySeenBy.set(meetingId, found);
    await notifyHosts(meetingId);
  });
  const notify = async (ended: readonly Arrival[], state: ArrivalState): Promise<void> => {
    const outcome = state in outcomes ? outcomes[state as Decision] : null;
    for (const { meetingId, participantId } of ended) {
      if (outcome) events.emit('admission.decided', { participantId, meetingId, outcome });
    }
    for (const id of new Set(ended.map(({ meetingId }) => meetingId))) await notifyHosts(id);
  };

  return {
    list,
    notifyHosts,
    lookInside,
    lookalikes: lookalikes.inside,
    /** The meeting is over: nothing of it is remembered. */
    forget: (meetingId: string): boolean => lobbySeenBy.delete(meetingId),
    /** Takes a place; true when it is new, false when they wait or are in already. */
    wait: async (arrival: Omit<Arrival, 'state' | 'since' | 'changedAt'>): Promise<boolean> => {
      const now = clock.now();
      const isNew = await arrivals.arrive(
        { ...arrival, state: 'waiting', since: now, changedAt: now },
        now + waitingLeaseMs,
      );
      if (isNew) await notifyHosts(arrival.meetingId);
      return isNew;
    },
    renew: (meetingId: string, participantId: string): Promise<boolean> =>
      arrivals.renew(meetingId, participantId, clock.now() + waitingLeaseMs),
    /** Ends the waiting of those chosen who still wait: of several decisions at once one has an effect. */
    decide: async (meetingId: string, choice: Choice, state: Decision): Promise<void> => {
      await notify(await arrivals.decide(meetingId, choice, { state, now: clock.now() }), state);
    },
    /** They went away by themselves. */
    leave: async (meetingId: string, participantId: string): Promise<void> => {
      const choice = { participantIds: [participantId] };
      const change = { state: 'gone', now: clock.now() } as const;
      await notify(await arrivals.decide(meetingId, choice, change), 'gone');
    },
    /** Ends the waiting of those who went away without a word, and of those who waited too long. */
    sweep: async (): Promise<void> => {
      const now = clock.now();
      await notify(await arrivals.giveUp(now), 'gone');
      await notify(await arrivals.timeOut(now - longestWaitMs, now), 'timed-out');
    },
  };
}

/** While changes of a meeting are being gathered, further ones wait and are published as one. */
function createCollected(notify: (meetingId: string) => Promise<void>) {
  const next = new Map<string, Promise<void>>();
  const running = new Map<string, Promise<void>>();
  const run = async (meetingId: string): Promise<void> => {
    await running.get(meetingId)?.catch(() => undefined);
    next.delete(meetingId);
    const received = notify(meetingId).finally(() => running.delete(meetingId));
    running.set(meetingId, received);
    await received;
  };
  return (meetingId: string): Promise<void> => {
    const waiting = next.get(meetingId) ?? run(meetingId);
    // Before the first step of `run` is over, whoever comes is told with it.
    next.set(meetingId, waiting);
    return waiting;
  };
}
