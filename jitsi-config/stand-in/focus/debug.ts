import type { Bridge } from './bridge.ts';
import type { Person, Room } from './room.ts';

/** A bridge's name among operators: its place in the room in which Jitsi's bridges meet. */
export const bridgeJid = (id: string, domain: string): string =>
  `jvbbrewery@internal.auth.${domain}/${id}`;

/** The bridges as Jicofo shows them (/debug → bridge_selector). */
export function bridgesShown(bridges: readonly Bridge[], domain: string): object {
  const shown = bridges.map((bridge) => [bridgeJid(bridge.id, domain), bridgeShown(bridge)]);
  return {
    strategy: 'FewestOfTheRoom',
    bridge: Object.fromEntries(shown) as Record<string, object>,
  };
}

function bridgeShown(bridge: Bridge): object {
  const { stress, drain, shuttingDown, endpoints } = bridge.state;
  return {
    'corrected-stress': stress,
    drain,
    endpoints,
    'endpoint-restart-requests': 0,
    'failing-ice': false,
    'graceful-shutdown': shuttingDown,
    healthy: true,
    operational: !bridge.isGone,
    overloaded: stress >= 0.8,
    region: bridge.region,
    'relay-id': bridge.id,
    release: 'null',
    'shutting-down': false,
    stress,
    version: bridge.version,
  };
}

/** One meeting with the names that Jicofo has for what a stand-in knows (/debug?full=true). */
export function roomShown(room: Room): object {
  const people = [...room.people.values()];
  const bridges = room.bridges();
  const properties = { 'support-terminate-restart': 'true', 'bridge-count': `${bridges.length}` };
  return {
    name: room.jid,
    meeting_id: room.meetingId,
    config: { rtcstatsEnabled: false, startAudioMuted: null, startVideoMuted: null },
    chat_room: {
      room_jid: room.jid,
      my_occupant_jid: `${room.jid}/focus`,
      members: byId(people, (person) => memberShown(room, person)),
      audio_senders_count: sending(people, 'audio'),
      video_senders_count: sending(people, 'video'),
      lobby_enabled: false,
      participants_soft_limit: -1,
      moderators: [],
      visitors_enabled: 'null',
      visitors_live: false,
      av_moderation: room.moderation.shown(),
    },
    participants: byId(people, (person) => ({
      id: person.id,
      source_count: person.sources.length,
      bridge: person.session?.bridge.id ?? 'null',
      is_accepted: person.session?.isAccepted ?? false,
    })),
    chat_room_role_manager: null,
    started: true,
    start_audio_muted: false,
    start_video_muted: false,
    conference_properties: properties,
    include_in_statistics: true,
  };
}

const memberShown = (room: Room, person: Person): object => ({
  occupant_jid: room.placeOf(person),
  role: person.isModerator ? 'OWNER' : 'PARTICIPANT',
});

const byId = (people: readonly Person[], show: (person: Person) => object): object =>
  Object.fromEntries(people.map((person) => [person.id, show(person)]));

const sending = (people: readonly Person[], medium: string): number =>
  people.filter(({ sources }) => sources.some((source) => source.medium === medium)).length;
