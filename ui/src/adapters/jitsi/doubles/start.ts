import type { TrackEffect } from '../../../conference/effect.ts';
import type { ConferenceEvent } from '../../../conference/events.ts';
import { apply, initialState, type ConferenceState } from '../../../conference/state.ts';
import { deviceProblem } from '../failures.ts';
import {
  createJitsiConference,
  type JitsiPorts,
  type JitsiSettings,
  type Renewal,
} from '../index.ts';
import { ConferenceDouble } from './conference.ts';
import { ConnectionDouble, type LibraryDouble } from './library.ts';

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as it looks; nobody checks a signature here. */
export const tokenFor = (room: string, more: object = {}): string =>
  `${encode({ alg: 'HS256' })}.${encode({ room, ...more })}.x`;

export const settings: JitsiSettings = {
  libraryUrl: 'https://meet.example.edu/libs/lib-jitsi-meet.min.js',
  serviceUrl: 'wss://meet.example.edu/xmpp-websocket',
  domain: 'meet.example.edu',
  muc: 'conference.meet.example.edu',
  focus: 'focus.meet.example.edu',
  room: 'RoomA',
  jwt: tokenFor('rooma'),
  displayName: '王芳',
  personId: 'person-1',
};

/** The adapter on a double, with everything that it told. */
export function startMeeting(
  library: LibraryDouble,
  given: Partial<JitsiPorts> & { settings?: Partial<JitsiSettings> } = {},
) {
  ConferenceDouble.nextJoin = 'joined';
  ConnectionDouble.nextConnect = 'connected';
  const events: ConferenceEvent[] = [];
  const network = networkDouble();
  const { settings: changed, ...ports } = given;
  let renewals = 0;
  const conference = createJitsiConference(
    { ...settings, ...changed },
    {
      load: () => Promise.resolve(library),
      renewToken: (): Promise<Renewal> => {
        renewals += 1;
        return Promise.resolve({ jwt: tokenFor('rooma', { n: renewals }) });
      },
      network,
      allowed: () => ({ share: true, chooseSpeaker: true }),
      problemOf: deviceProblem,
      withScreenWishes: (work) => work(),
      mixIn: mixDouble,
      toStream: (track) => ({ of: track }) as unknown as MediaStream,
      sleep: () => new Promise((resolve) => setTimeout(resolve, 0)),
      timeout: 50,
      ...ports,
    },
  );
  conference.subscribe((event) => events.push(event));
  return {
    conference,
    events,
    network,
    kinds: () => events.map((event) => event.kind),
    state: (): ConferenceState => events.reduce(apply, initialState),
    renewals: () => renewals,
  };
}

/** What a mix sends: its output says of what it is made. */
function mixDouble(sound: MediaStreamTrack): TrackEffect {
  return {
    isEnabled: () => true,
    startEffect: (stream) => ({ voice: stream, sound }) as unknown as MediaStream,
    stopEffect: () => undefined,
  };
}

function networkDouble() {
  const listeners = new Set<(online: boolean) => void>();
  let online = true;
  return {
    online: () => online,
    subscribe: (listener: (online: boolean) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set(value: boolean) {
      online = value;
      for (const listener of listeners) listener(value);
    },
  };
}

/** Lets everything that is due happen: promises, and timers of no time. */
export const settle = async (): Promise<void> => {
  for (let round = 0; round < 12; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};
