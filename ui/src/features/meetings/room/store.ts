import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import {
  getMeeting,
  type MeetingSummary,
} from '../../../../../bridge/src/features/meetings/contract.ts';
import type { ConferenceEvent } from '../../../conference/events.ts';
import { asFailure } from '../../../kernel/failure.ts';
import { callKey, liveKey, need, tabMemoryKey } from '../../../kernel/ports.ts';
import { useDevices } from '../devices/index.ts';
import { useSession } from '../../access/session/index.ts';
import type { Ending } from './ending.ts';
import { followMeeting, startDevices, takeSeat, type StartedOff } from './entrance.ts';
import { createConferenceKey } from './ports.ts';
import { createSeat } from './seat.ts';
import { createWaiting } from './waiting.ts';
import { createWaysOut } from './ways-out.ts';

/**
 * `early`: it is planned and has not begun. `check`: trying devices before the meeting. `waiting`: in the lobby.
 * `queued`: with a seat, until the conference server takes one more. `over`: see `ending`.
 */
export type MeetingPhase =
  'loading' | 'early' | 'check' | 'entering' | 'waiting' | 'queued' | 'in' | 'over';

/** Remembers in which meeting this tab is, so that a reload comes back. */
const insideKey = 'campus-meet.inside';

/** One meeting from the device check to the way out. The bridge decides; the conference tells. */
export const useMeeting = defineStore('meeting', () => {
  const ports = {
    call: need(callKey),
    createConference: need(createConferenceKey),
    live: need(liveKey),
  };
  const memory = need(tabMemoryKey);
  const devices = useDevices();
  const session = useSession();
  const meetingId = ref('');
  const phase = ref<MeetingPhase>('loading');
  const ending = ref<Ending | null>(null);
  const summary = ref<MeetingSummary | null>(null);
  const entered = { isHost: ref(false), startedOff: ref<StartedOff>(null) };
  const seat = createSeat(onEvent);
  const waiting = createWaiting(ports, meetingId, phase);
  let unwatch: (() => void) | null = null;
  const out = createWaysOut({ call: ports.call, meetingId, summary, seat, finish });

  function onEvent(event: ConferenceEvent): void {
    if (event.kind === 'joined') {
      phase.value = 'in';
      memory.write(insideKey, meetingId.value);
    }
    if (event.kind === 'left' && phase.value === 'in') finish({ kind: 'left' });
    if (event.kind === 'failed') finish({ kind: 'lost', reason: event.reason });
  }

  /** The first ending counts: what follows from it (a kick after "end for all") says nothing new. */
  function finish(how: Ending): void {
    if (phase.value === 'over') return;
    ending.value = out.mine(how);
    phase.value = 'over';
    memory.write(insideKey, null);
    devices.stopTryOut();
    void seat.release();
  }

  /** Shows a meeting: the device check, or straight in: after a reload, or when asked to (`straightIn`). */
  async function open(id: string, straightIn = false): Promise<void> {
    meetingId.value = id;
    phase.value = 'loading';
    unwatch?.();
    try {
      summary.value = await ports.call(getMeeting, { params: { meetingId: id } });
    } catch (error) {
      finish({ kind: 'refused', failure: asFailure(error) });
      return;
    }
    unwatch = followMeeting(ports.live, id, {
      changed: (meeting) => {
        summary.value = meeting;
        if (phase.value === 'early' && meeting.state === 'open') phase.value = 'check';
      },
      ended: () => finish({ kind: 'lost', reason: 'ended' }),
    });
    const { state } = summary.value;
    if (state === 'ended') finish({ kind: 'lost', reason: 'ended' });
    else if (state === 'scheduled') phase.value = 'early';
    else if (straightIn || memory.read(insideKey) === id) await enter();
    else phase.value = 'check';
  }

  /** Takes a seat and goes in with the devices as they are chosen. */
  async function enter(): Promise<void> {
    phase.value = 'entering';
    devices.stopTryOut();
    try {
      const entrant = { meetingId: meetingId.value, personId: session.person?.id ?? null };
      const taken = await takeSeat(ports, entrant, waiting.waits);
      phase.value = 'entering';
      entered.isHost.value = taken.isHost;
      seat.take(taken.conference, `${entrant.meetingId} ${entrant.personId ?? ''}`);
      entered.startedOff.value = startDevices(taken.conference, devices, taken.starts);
      await taken.conference.join();
    } catch (error) {
      finish({ kind: 'refused', failure: asFailure(error) });
    }
  }

  /** Gives up waiting: for the hosts' word, for the beginning, or in the queue. */
  async function stopWaiting(): Promise<void> {
    finish({ kind: 'left' });
    await waiting.leave();
  }

  /** Gives everything back when the screen goes; `comesBack`: it is perhaps only reloaded. */
  function abandon(comesBack: boolean): void {
    if (!comesBack) memory.write(insideKey, null);
    unwatch?.();
    waiting.giveUp();
    devices.stopTryOut();
    void seat.release();
  }

  return {
    phase,
    ending,
    summary,
    ...entered,
    queued: waiting.place,
    title: computed(() => summary.value?.title ?? ''),
    conference: seat.conference,
    state: seat.state,
    open,
    enter,
    stopWaiting,
    leave: out.leave,
    endForAll: out.endForAll,
    abandon,
  };
});
