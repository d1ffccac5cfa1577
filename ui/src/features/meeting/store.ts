import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import {
  endMeeting,
  enterMeeting,
  getMeeting,
  leaveMeeting,
  removeParticipant,
  type MeetingSummary,
} from '../../../../bridge/src/features/meetings/contract.ts';
import type { ConferenceEvent } from '../../conference/events.ts';
import { asFailure } from '../../kernel/failure.ts';
import { callKey, liveKey, need, tabMemoryKey } from '../../kernel/ports.ts';
import { useDevices } from '../devices/index.ts';
import { useSession } from '../session/index.ts';
import type { Ending } from './ending.ts';
import { createConferenceKey } from './ports.ts';
import { renewalOf } from './renewal.ts';
import { createSeat } from './seat.ts';

/** `check`: trying devices before the meeting. `over`: see `ending`. */
export type MeetingPhase = 'loading' | 'check' | 'entering' | 'in' | 'over';

/** Remembers in which meeting this tab is, so that a reload comes back. */
const insideKey = 'campus-meet.inside';

/** One meeting from the device check to the way out. The bridge decides; the conference tells. */
export const useMeeting = defineStore('meeting', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const memory = need(tabMemoryKey);
  const createConference = need(createConferenceKey);
  const devices = useDevices();
  const session = useSession();

  const meetingId = ref('');
  const phase = ref<MeetingPhase>('loading');
  const ending = ref<Ending | null>(null);
  const summary = ref<MeetingSummary | null>(null);
  const isHost = ref(false);
  const seat = createSeat(onEvent);
  let unwatch: (() => void) | null = null;

  function onEvent(event: ConferenceEvent): void {
    if (event.kind === 'joined') arrive();
    if (event.kind === 'left' && phase.value === 'in') finish({ kind: 'left' });
    if (event.kind === 'failed' && phase.value !== 'over') {
      finish({ kind: 'lost', reason: event.reason });
    }
  }

  function arrive(): void {
    phase.value = 'in';
    memory.write(insideKey, meetingId.value);
  }

  function finish(how: Ending): void {
    ending.value = how;
    phase.value = 'over';
    memory.write(insideKey, null);
    devices.stopTryOut();
    void seat.release();
  }

  /** Shows a meeting: the device check, or straight back in after a reload. */
  async function open(id: string): Promise<void> {
    meetingId.value = id;
    phase.value = 'loading';
    ending.value = null;
    unwatch?.();
    try {
      summary.value = await call(getMeeting, { params: { meetingId: id } });
    } catch (error) {
      return finish({ kind: 'refused', failure: asFailure(error) });
    }
    if (summary.value.state === 'ended') return finish({ kind: 'lost', reason: 'ended' });
    unwatch = live.watch(`meeting:${id}`, {
      meeting: (event) => {
        if (event.id === id) summary.value = event;
      },
      meetingEnded: (event) => {
        if (event.meetingId === id && phase.value !== 'over')
          finish({ kind: 'lost', reason: 'ended' });
      },
    });
    if (memory.read(insideKey) === id) await enter();
    else phase.value = 'check';
  }

  /** Takes a seat and goes in with the devices as they are chosen. */
  async function enter(): Promise<void> {
    phase.value = 'entering';
    ending.value = null;
    devices.stopTryOut();
    try {
      const entry = await call(enterMeeting, { params: { meetingId: meetingId.value } });
      isHost.value = entry.role === 'host';
      const conference = await createConference({
        room: entry.conference,
        personId: session.person?.id ?? null,
        renewToken: renewalOf(call, meetingId.value, entry.conference),
      });
      seat.take(conference);
      const { microphone, camera, chosen } = devices.preferences;
      void conference.chooseDevices({ ...chosen });
      if (microphone) void conference.setMicrophone(true);
      if (camera) void conference.setCamera(true);
      await conference.join();
    } catch (error) {
      finish({ kind: 'refused', failure: asFailure(error) });
    }
  }

  /** Leaves; the seat is freed by the room's own word, the call only hurries it. */
  async function leave(): Promise<void> {
    const conference = seat.conference.value;
    await conference?.leave();
    if (phase.value !== 'over') finish({ kind: 'left' });
    await call(leaveMeeting, { params: { meetingId: meetingId.value } }).catch(() => undefined);
  }

  /** Ends the meeting for everybody. Rejects with a PanelFailure, and the meeting goes on. */
  async function endForAll(): Promise<void> {
    summary.value = await call(endMeeting, { params: { meetingId: meetingId.value } });
    await seat.conference.value?.leave();
    finish({ kind: 'ended-by-me' });
  }

  /** Removes a person. Rejects with a PanelFailure. */
  async function remove(personId: string): Promise<void> {
    await call(removeParticipant, { params: { meetingId: meetingId.value, personId } });
  }

  /** Gives everything back when the screen goes; `comesBack`: it is perhaps only reloaded. */
  function abandon(comesBack: boolean): void {
    if (!comesBack) memory.write(insideKey, null);
    unwatch?.();
    unwatch = null;
    devices.stopTryOut();
    void seat.release();
  }

  return {
    meetingId,
    phase,
    ending,
    summary,
    isHost,
    title: computed(() => summary.value?.title ?? ''),
    conference: seat.conference,
    state: seat.state,
    open,
    enter,
    leave,
    endForAll,
    remove,
    abandon,
  };
});
