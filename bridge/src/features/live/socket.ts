import type { Server, Socket } from 'socket.io';
import type { Caller } from '../../kernel/caller.ts';
import type { Meeting, MeetingRole } from '../meetings/index.ts';
import type { LiveEvents } from './contract.ts';

/** What a reader is to a meeting told of by a topic; null means that it is not told. */
export type RoleOf = (meeting: Meeting) => MeetingRole;

export type Emits = { [K in keyof LiveEvents]: (event: LiveEvents[K]) => void };
interface Hears {
  watch: (request: unknown, ack: unknown) => void;
  presence: (report: unknown) => void;
}

/** A meeting's change on the way from one bridge to the others, where each reader's own view is made. */
export interface SentEvent {
  meeting: Meeting;
  presentIds: string[];
  isEnd: boolean;
}

/** An event for many people, each with data of their own. */
export interface ForEach<E extends keyof LiveEvents = keyof LiveEvents> {
  event: E;
  items: { personId: string; data: LiveEvents[E] }[];
}

/** What bridges say to each other. */
interface Between {
  meetingPush: (meetingPush: SentEvent) => void;
  each: (each: ForEach) => void;
  'end-sessions': (sessionIds: readonly string[], code: string) => void;
  'access-changed': (meetingId: string, personIds: readonly string[]) => void;
}

/** A topic that a socket watches. */
export interface Watch {
  roleOf: RoleOf;
  /** When it was last looked whether it is still for them. */
  seenAt: number;
}

interface SocketData {
  caller: Caller;
  /** By topic. */
  watches: Map<string, Watch>;
  /** The panel is hidden or idle. */
  away: boolean;
}
export type LiveServer = Server<Hears, Emits, Between, SocketData>;
export type LiveSocket = Socket<Hears, Emits, Between, SocketData>;
