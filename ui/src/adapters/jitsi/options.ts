import type { FailureReason } from '../../conference/events.ts';

/** Where the meeting is and who enters it, as the bridge says. */
export interface JitsiSettings {
  /** Address of the deployment's lib-jitsi-meet.min.js. */
  libraryUrl: string;
  /** XMPP over websocket (`wss://…/xmpp-websocket`) or BOSH (`https://…/http-bind`). */
  serviceUrl: string;
  /** XMPP domain, the domain of the rooms, and the focus component. */
  domain: string;
  muc: string;
  focus: string;
  room: string;
  jwt: string;
  displayName: string;
  /** The bridge's id of this person. */
  personId: string | null;
  /** STUN addresses for two-person calls, `stun:host:port`; none: only addresses in the same network. */
  stunServers?: readonly string[];
}

/** A fresh ticket for the room, or the reason why there will be none. */
export type Renewal = { jwt: string } | { over: FailureReason };

/** Jitsi's rooms are lower case; the address names the room so that a cluster routes it to one server. */
export const roomName = (settings: JitsiSettings): string => settings.room.toLowerCase();

/**
 * True when the token itself says that it is for another room. Only looked into, not checked: the server does that.
 * Not every build passes the server's refusal on, so that it is worth knowing before.
 */
export function isForAnotherRoom(jwt: string, settings: JitsiSettings): boolean {
  try {
    const payload = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    if (typeof claims !== 'object' || claims === null || !('room' in claims)) return false;
    const { room } = claims;
    return typeof room === 'string' && room !== '*' && room.toLowerCase() !== roomName(settings);
  } catch {
    return false;
  }
}

/** Options of `new JitsiConnection`. */
export function connectionOptions(settings: JitsiSettings): object {
  const url = new URL(settings.serviceUrl);
  url.searchParams.set('room', roomName(settings));
  return {
    hosts: { domain: settings.domain, muc: settings.muc, focus: settings.focus },
    serviceUrl: url.href,
    enableWebsocketResume: true,
    p2p: p2p(settings),
    p2pStunServers: stunServers(settings),
    bridgeChannel: { preferSctp: true },
    // A fixed number of streams for any number of people; builds and servers that do not know it pass it over.
    flags: { ssrcRewritingEnabled: true },
  };
}

/** Options of `initJitsiConference`. */
export function conferenceOptions(settings: JitsiSettings): object {
  return {
    openBridgeChannel: true,
    p2p: p2p(settings),
    enableNoAudioDetection: false,
    enableNoisyMicDetection: false,
    enableTalkWhileMuted: false,
    e2eping: { enabled: false },
    disableSimulcast: false,
    videoQuality: { ...codecs, preferredCodec: firstCodec, enableAdaptiveMode: true },
  };
}

/**
 * AV1 is encoded in software on most laptops and starves the rest of the page: VP9 where the browser does it well,
 * else VP8; telephones start with what is cheapest. With `enableAdaptiveMode` the library steps down by itself when
 * encoding takes too long. Keys of lib-jitsi-meet since 2023.
 */
const codecs = {
  codecPreferenceOrder: ['VP9', 'VP8', 'H264'],
  mobileCodecPreferenceOrder: ['VP8', 'H264', 'VP9'],
} as const;

/**
 * Only for builds that know no order: those of 2021 send no simulcast to a videobridge, and write descriptions that
 * browsers refuse, when there is a `videoQuality` that names no codec.
 */
const firstCodec = 'VP8';

const stunServers = ({ stunServers: list = [] }: JitsiSettings) => list.map((urls) => ({ urls }));

const p2p = (settings: JitsiSettings) => ({
  ...codecs,
  enabled: true,
  stunServers: stunServers(settings),
});
