import type { QueueFigures } from '../../meetings/index.ts';

/** One videobridge as Jicofo sees it, which is what decides where people go. */
export interface SeenVideobridge {
  /** Its place in the room in which videobridges meet: what Jicofo calls it. */
  jid: string;
  /** Unique in the fleet; null where relaying is off. */
  relayId: string | null;
  region: string | null;
  version: string;
  /** Its load: 1 is all that it is said to bear. */
  stress: number;
  /** The same with those who came within the last seconds and are not felt yet. */
  correctedStress: number;
  /** People on it. */
  endpoints: number;
  isOperational: boolean;
  isHealthy: boolean;
  /** Newcomers go elsewhere, whoever is on it stays. */
  isDraining: boolean;
  /** It ends when the last one has gone. */
  isShuttingDown: boolean;
  isOverloaded: boolean;
  /** Many of its people get no connection. */
  isFailingIce: boolean;
}

/** A meeting as Jicofo sees it. */
export interface SeenMeeting {
  /** The room's name: what stands before the @ of its address. */
  room: string;
  people: number;
}

/** What Jicofo answers about itself and the fleet. Its own health check rooms are left out. */
export interface FocusView {
  version: string;
  /** Whether it says that it is well. Without an operational videobridge it is not. */
  isHealthy: boolean;
  /** Why not, in its own words; null while it is well. */
  trouble: string | null;
  videobridges: readonly SeenVideobridge[];
  meetings: readonly SeenMeeting[];
}

/** What a videobridge answers about itself. */
export interface VideobridgeView {
  relayId: string | null;
  version: string;
  isHealthy: boolean;
  isDraining: boolean;
  stress: number;
  /** How much one more person adds to its stress. */
  averageParticipantStress: number;
  /** Connected to the XMPP server, where Jicofo sees it. */
  isConnected: boolean;
  /** From people and to them, kbit/s. */
  receivedKbps: number;
  sentKbps: number;
  /** Its part of each meeting that it carries. */
  meetings: readonly SeenMeeting[];
}

/**
 * Jicofo and its videobridges, by the HTTP on their private ports. One suite holds for the real one and the fake.
 * What does not answer fails with fleet/unavailable; what answers otherwise than Jitsi does with fleet/refused;
 * an id that no address is configured for with fleet/videobridge-unknown.
 */
export interface JitsiFleet {
  /** Whether Jicofo's address is configured. */
  hasFocus: boolean;
  /** Relay ids of the videobridges whose own addresses are configured. */
  addressed: readonly string[];
  focus: () => Promise<FocusView>;
  videobridge: (id: string) => Promise<VideobridgeView>;
  /** Newcomers go elsewhere from now on, or come again. */
  setDrain: (id: string, isDraining: boolean) => Promise<void>;
  /**
   * Calls people anew who are on a videobridge. Jicofo chooses where they go, as for newcomers: back to the same one
   * unless it drains or is overloaded. Largest meetings first.
   * @param jid as Jicofo calls it
   * @returns how many were moved
   */
  movePeople: (jid: string, count: number) => Promise<number>;
}

/** What is asked of meetings. */
export interface RunningMeetings {
  open: () => Promise<
    { id: string; title: string; hostName: string; startedAt: number | null; room: string }[]
  >;
  presentIds: (meetingId: string) => Promise<ReadonlySet<string>>;
  figures: () => {
    /** Who waits to be let in. */
    queue: () => Promise<QueueFigures>;
    /** How long each waited who came in within a time, milliseconds. */
    waits: (from: number, to: number) => Promise<readonly number[]>;
  };
}
