import {
  enterMeeting,
  type Entry,
  type MeetingSummary,
} from '../../../../../bridge/src/features/meetings/contract.ts';
import type { Queued } from '../../../../../bridge/src/features/meetings/entry-queue/contract.ts';
import type { Conference } from '../../../conference/conference.ts';
import type { Call, Live } from '../../../kernel/ports.ts';
import type { useDevices } from '../devices/index.ts';
import { createWait } from '../lobby/index.ts';
import type { CreateConference } from './ports.ts';
import { renewalOf } from './renewal.ts';

interface Entrance {
  call: Call;
  createConference: CreateConference;
}

/** Who goes into what. */
interface Entrant {
  meetingId: string;
  personId: string | null;
}

/** What is done while one waits; when it resolves, the bridge is asked again. */
export interface Waits {
  inLobby: (since: number) => Promise<void>;
  inQueue: (queued: Queued) => Promise<void>;
}

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5_000));

/** Takes a seat at the bridge and makes the conference that goes with it. Rejects with a PanelFailure. */
export async function takeSeat(
  { call, createConference }: Entrance,
  { meetingId, personId }: Entrant,
  waits: Waits = { inLobby: aMoment, inQueue: aMoment },
): Promise<{ conference: Conference; isHost: boolean; starts: Entry['starts'] }> {
  const entry = await comeIn(call, meetingId, waits);
  const conference = await createConference({
    room: entry.conference,
    personId,
    renewToken: renewalOf(call, meetingId, entry.conference),
  });
  return { conference, isHost: entry.role === 'host', starts: entry.starts };
}

async function comeIn(call: Call, meetingId: string, waits: Waits): Promise<Entry> {
  for (;;) {
    const arrival = await call(enterMeeting, { params: { meetingId } });
    if (arrival.outcome === 'entered') return arrival;
    if (arrival.outcome === 'waiting') await waits.inLobby(arrival.since);
    else await waits.inQueue(arrival);
  }
}

/** This person's place in the lobby of a meeting, while there is one. */
export function createLobbyPlace(ports: { call: Call; live: Live }, meetingId: () => string) {
  let wait: ReturnType<typeof createWait> | null = null;
  return {
    /** Until it is time to ask the bridge again. */
    wait: (): Promise<void> => {
      wait = createWait(ports, meetingId());
      return wait.untilAsked();
    },
    leave: async (): Promise<void> => {
      await wait?.leave();
    },
  };
}

/** What somebody wanted to come in with and did not, because many are there. */
export type StartedOff = 'microphone' | 'camera' | 'both' | null;

/**
 * Starts what this person goes in with; nothing waits for a permission that is being asked for.
 * @param starts what the bridge lets newcomers start with
 */
export function startDevices(
  conference: Conference,
  { preferences, effects }: ReturnType<typeof useDevices>,
  starts: Entry['starts'],
): StartedOff {
  const { microphone, camera, chosen, background, noise } = preferences;
  void conference.chooseDevices({ ...chosen });
  // Before they are switched on: the room behind somebody is not to be seen, not even at first.
  if (background !== 'none')
    void conference.setEffect('camera', () => effects.makeBackground('sending'));
  if (noise) void conference.setEffect('microphone', effects.makeNoise);
  if (microphone && starts.microphone) void conference.setMicrophone(true);
  if (camera && starts.camera) void conference.setCamera(true);
  return startedOff(microphone && !starts.microphone, camera && !starts.camera);
}

function startedOff(isMuted: boolean, isUnseen: boolean): StartedOff {
  if (isMuted && isUnseen) return 'both';
  if (isMuted) return 'microphone';
  return isUnseen ? 'camera' : null;
}

interface Followed {
  changed: (meeting: MeetingSummary) => void;
  ended: () => void;
}

/** Follows one meeting by push; returns the function that ends following. */
export const followMeeting = (live: Live, id: string, { changed, ended }: Followed): (() => void) =>
  live.watch(`meeting:${id}`, {
    meeting: (event) => {
      if (event.id === id) changed(event);
    },
    meetingEnded: (event) => {
      if (event.meetingId === id) ended();
    },
  });
