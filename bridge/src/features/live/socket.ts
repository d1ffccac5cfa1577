import type { Server, Socket } from 'socket.io';
import type { Caller } from '../../kernel/caller.ts';
import type { Meeting, Standing } from '../meetings/index.ts';
import type { LiveEvents } from './contract.ts';

/** What a reader is to a meeting told of by a topic; null means that it is not told. */
export type StandingOf = (meeting: Meeting) => Standing;

export type Emits = { [K in keyof LiveEvents]: (event: LiveEvents[K]) => void };
interface Hears {
  watch: (request: unknown, ack: unknown) => void;
}
interface SocketData {
  caller: Caller;
  /** By topic. */
  watches: Map<string, StandingOf>;
}
export type LiveServer = Server<Hears, Emits, Record<string, never>, SocketData>;
export type LiveSocket = Socket<Hears, Emits, Record<string, never>, SocketData>;
