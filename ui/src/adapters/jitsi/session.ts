import type { ConferenceListener } from '../../conference/conference.ts';
import type { FailureReason } from '../../conference/events.ts';
import { reasonOfRefusal } from '../../conference/refusals.ts';
import {
  conferenceOutcome,
  connectionOutcome,
  notAllowedDetail,
  type Outcome,
} from './failures.ts';
import { emitter, listen } from './listen.ts';
import {
  conferenceOptions,
  connectionOptions,
  isForAnotherRoom,
  roomName,
  type JitsiSettings,
} from './options.ts';
import type { Library, LibraryConference, LibraryConnection } from './surface.ts';

/** How a session ended, without our doing. */
export interface Ending extends Outcome {
  detail?: string;
}

export interface SessionPorts {
  /** The conference object is made, nothing is sent yet: translate its events, add the tracks to it. */
  prepare: (conference: LibraryConference) => Promise<void>;
  /** This person is in. */
  joined: (conference: LibraryConference) => void;
  /** The server has no videobridge; two can still talk. */
  bridgeRefused: () => void;
  /** The token nears its end; resolves with a new one, or null. */
  renew: () => Promise<string | null>;
  emit: ConferenceListener;
  /** Milliseconds to be in; after that the session counts as lost. */
  timeout: number;
}

/** One connection and one conference object: from "connect" to its end. Coming back takes a new one. */
export class Session {
  /** Settles once: with the ending, or with null when `close()` was called before any. */
  readonly over: Promise<Ending | null>;
  #end: (ending: Ending | null) => void = () => undefined;
  readonly #library: Library;
  readonly #settings: JitsiSettings;
  readonly #ports: SessionPorts;
  readonly #connection: LibraryConnection;
  readonly #unlisten: (() => void)[] = [];
  #conference: LibraryConference | null = null;
  /** What the library was last waiting for: the reason when time runs out. */
  #waitingFor: FailureReason = 'network';

  constructor(library: Library, settings: JitsiSettings, ports: SessionPorts) {
    this.#library = library;
    this.#settings = settings;
    this.#ports = ports;
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#connection = new library.JitsiConnection(null, settings.jwt, connectionOptions(settings));
  }

  /** Starts to connect; what comes of it is told by the ports and by `over`. */
  open(): void {
    if (isForAnotherRoom(this.#settings.jwt, this.#settings)) {
      this.#end({ kind: 'over', reason: 'room-mismatch' });
      return;
    }
    const timer = setTimeout(() => this.#lost(this.#waitingFor), this.#ports.timeout);
    this.#unlisten.push(
      () => clearTimeout(timer),
      listen(emitter(this.#connection), this.#library.events.connection, {
        CONNECTION_ESTABLISHED: () => void this.#enter(timer),
        CONNECTION_FAILED: (error: unknown, message?: unknown) => this.#failed(error, message),
        CONNECTION_DISCONNECTED: () => this.#lost('network'),
        CONNECTION_TOKEN_EXPIRED: () => void this.#refresh(),
      }),
    );
    this.#connection.connect({ name: roomName(this.#settings) });
  }

  /** Leaves and disconnects; waits for the server only briefly, as it may be out of reach. */
  async close(): Promise<void> {
    for (const unlisten of this.#unlisten.splice(0)) unlisten();
    this.#end(null);
    const conference = this.#conference;
    this.#conference = null;
    await briefly(() => conference?.leave());
    await briefly(() => conference?.dispose?.());
    await briefly(() => this.#connection.disconnect());
  }

  async #enter(timer: ReturnType<typeof setTimeout>): Promise<void> {
    // The library tells this again when it resumed a broken websocket: the conference object lives on.
    if (this.#conference) return;
    // The server is there; who has to let us in now is the focus.
    this.#waitingFor = 'no-focus';
    const conference = this.#connection.initJitsiConference(
      roomName(this.#settings),
      conferenceOptions(this.#settings),
    );
    this.#conference = conference;
    const source = { add: conference.on.bind(conference), remove: conference.off.bind(conference) };
    this.#unlisten.push(
      listen(source, this.#library.events.conference, {
        CONFERENCE_JOINED: () => {
          clearTimeout(timer);
          this.#ports.joined(conference);
        },
        CONFERENCE_FAILED: (...args: unknown[]) => this.#conferenceFailed(args),
        KICKED: (_by: unknown, said: unknown, replaced?: boolean) =>
          this.#end({ kind: 'over', reason: replaced === true ? 'replaced' : whyOut(said) }),
      }),
    );
    await this.#ports.prepare(conference).catch(() => undefined);
    conference.setDisplayName(this.#settings.displayName);
    conference.join();
  }

  #conferenceFailed(args: readonly unknown[]): void {
    const outcome = conferenceOutcome(args[0]);
    if (outcome.kind === 'waiting') {
      if (outcome.reason === 'media-failed') this.#ports.bridgeRefused();
      return;
    }
    const detail = outcome.reason === 'room-mismatch' ? notAllowedDetail(args) : undefined;
    this.#end({ ...outcome, ...(detail === undefined ? {} : { detail }) });
  }

  #failed(error: unknown, message: unknown): void {
    const detail = typeof message === 'string' ? { detail: message } : {};
    this.#end({ ...connectionOutcome(error), ...detail });
  }

  #lost(reason: FailureReason): void {
    this.#end({ kind: 'lost', reason });
  }

  async #refresh(): Promise<void> {
    const jwt = await this.#ports.renew();
    if (jwt === null) return;
    if (this.#connection.refreshToken) await this.#connection.refreshToken(jwt);
    else this.#connection.setToken?.(jwt);
  }
}

/** Whoever is shown out is told by the bridge's code why; a host removes with words of their own. */
const whyOut = (said: unknown): FailureReason =>
  (typeof said === 'string' ? reasonOfRefusal(said) : undefined) ?? 'kicked';

/** Waits for the library, but no longer than `limit` milliseconds; what it throws or rejects with is of no use here. */
async function briefly(work: () => Promise<unknown> | undefined, limit = 2000): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limit);
  });
  const done = (async () => {
    await work();
  })().catch(() => undefined);
  await Promise.race([done, timeUp]);
  clearTimeout(timer);
}
