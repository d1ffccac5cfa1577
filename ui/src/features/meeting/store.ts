import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import {
  endMeeting,
  getMeeting,
  leaveMeeting,
  type MeetingSummary,
} from '../../../../bridge/src/features/meetings/contract.ts';
import type { ConferenceEvent } from '../../conference/events.ts';
import { asFailure } from '../../kernel/failure.ts';
import { callKey, liveKey, need, tabMemoryKey } from '../../kernel/ports.ts';
import { useDevices } from '../devices/index.ts';
import { createWait } from '../lobby/index.ts';
import { useSession } from '../session/index.ts';
import type { Ending } from './ending.ts';
import { followMeeting, startDevices, takeSeat } from './entrance.ts';
import { createConferenceKey } from './ports.ts';
import { createSeat } from './seat.ts';

/**
 * `early`: it is planned and has not begun. `check`: trying devices before the meeting. `waiting`: in the lobby.
 * `over`: see `ending`.
 */
export type MeetingPhase = 'loading' | 'early' | 'check' | 'entering' | 'waiting' | 'in' | 'over';

/** Remembers in which meeting this tab is, so that a reload comes back. */
const insideKey = 'campus-meet.inside';

/** One meeting from the device check to the way out. The bridge decides; the conference tells. */
export const useMeeting = defineStore('meeting', () => {
  const ports = { call: need(callKey), createConference: need(createConferenceKey) };
  const [live, memory] = [need(liveKey), need(tabMemoryKey)];
  const devices = useDevices();
  const session = useSession();
  const meetingId = ref('');
  const phase = ref<MeetingPhase>('loading');
  const ending = ref<Ending | null>(null);
  const summary = ref<MeetingSummary | null>(null);
  const isHost = ref(false);
  const seat = createSeat(onEvent);
  let unwatch: (() => void) | null = null;
  let iAmEnding = false;
  let wait: ReturnType<typeof createWait> | null = null;

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
    // The room's end is often heard of before the answer to the request that ended it.
    ending.value = iAmEnding && how.kind === 'lost' ? { kind: 'ended-by-me' } : how;
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
    unwatch = followMeeting(live, id, {
      changed: (meeting) => {
        summary.value = meeting;
        if (phase.value === 'early' && meeting.state === 'open') phase.value = 'check';
      },
      ended: () => finish({ kind: 'lost', reason: 'ended' }),
    });
    if (summary.value.state === 'ended') finish({ kind: 'lost', reason: 'ended' });
    else if (summary.value.state === 'scheduled') phase.value = 'early';
    else if (straightIn || memory.read(insideKey) === id) await enter();
    else phase.value = 'check';
  }

  /** Takes a seat and goes in with the devices as they are chosen. */
  async function enter(): Promise<void> {
    phase.value = 'entering';
    devices.stopTryOut();
    const personId = session.person?.id ?? null;
    try {
      const entrant = { meetingId: meetingId.value, personId };
      const taken = await takeSeat(ports, entrant, inLobby);
      phase.value = 'entering';
      isHost.value = taken.isHost;
      seat.take(taken.conference);
      startDevices(taken.conference, devices.preferences);
      await taken.conference.join();
    } catch (error) {
      finish({ kind: 'refused', failure: asFailure(error) });
    }
  }

  /** In the lobby until it is time to ask again. */
  async function inLobby(): Promise<void> {
    phase.value = 'waiting';
    wait = createWait({ call: ports.call, live }, meetingId.value);
    await wait.untilAsked();
  }

  /** Gives up waiting: for the hosts' word, or for the beginning. */
  async function stopWaiting(): Promise<void> {
    finish({ kind: 'left' });
    await wait?.leave();
  }

  /** Leaves. The seat is freed by the room's own word; the call only hurries it. */
  async function leave(): Promise<void> {
    await seat.conference.value?.leave();
    finish({ kind: 'left' });
    const params = { meetingId: meetingId.value };
    await ports.call(leaveMeeting, { params }).catch(() => undefined);
  }

  /** Ends the meeting for everybody. Rejects with a PanelFailure, and the meeting goes on. */
  async function endForAll(): Promise<void> {
    iAmEnding = true;
    try {
      summary.value = await ports.call(endMeeting, { params: { meetingId: meetingId.value } });
      finish({ kind: 'ended-by-me' });
    } finally {
      iAmEnding = false;
    }
  }

  /** Gives everything back when the screen goes; `comesBack`: it is perhaps only reloaded. */
  function abandon(comesBack: boolean): void {
    if (!comesBack) memory.write(insideKey, null);
    unwatch?.();
    devices.stopTryOut();
    void seat.release();
  }

  return {
    phase,
    ending,
    summary,
    isHost,
    title: computed(() => summary.value?.title ?? ''),
    conference: seat.conference,
    state: seat.state,
    ...{ open, enter, stopWaiting, leave, endForAll, abandon },
  };
});
