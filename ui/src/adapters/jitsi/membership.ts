import type { ConferenceListener, LayoutNeeds } from '../../conference/conference.ts';
import type { Capabilities, Participant, ParticipantId } from '../../conference/events.ts';
import { capabilitiesOf } from './features.ts';
import type { MediaBook } from './media-book.ts';
import type { JitsiSettings } from './options.ts';
import type { JitsiPorts } from './ports.ts';
import { Room } from './room.ts';
import { Session, type Ending } from './session.ts';
import { stayIn } from './stay-in.ts';
import type { Library, LibraryConference, LocalTrack, Track } from './surface.ts';

export interface MembershipPorts {
  settings: JitsiSettings;
  world: JitsiPorts;
  emit: ConferenceListener;
  book: MediaBook;
  /** What is sent now, for a new conference object. */
  tracks: () => LocalTrack[];
  localMuteChanged: (track: Track, by: ParticipantId | null) => void;
  /** A moderator lowered this person's hand. */
  lowerOwnHand: () => void;
  needs: () => LayoutNeeds | null;
  known: (capabilities: Capabilities) => void;
  /** In (again): repeat what the room should know of this person. */
  entered: (room: Room, self: Participant) => void;
}

/** One stay in the room, through however many connections, from entering to leaving or to a failure. */
export class Membership {
  readonly #ports: MembershipPorts;
  #session: Session | null = null;
  #room: Room | null = null;
  #stopped = false;
  #inSince: number | null = null;
  /** When this person was last in; 0 before. */
  #lastIn = 0;
  #settle: () => void = () => undefined;
  readonly #unsubscribe: () => void;

  constructor(ports: MembershipPorts) {
    this.#ports = ports;
    this.#unsubscribe = ports.world.network.subscribe((online) => {
      if (this.#inSince !== null) ports.emit({ kind: online ? 'restored' : 'interrupted' });
    });
  }

  /** The room with its conference object; null while there is none. */
  get room(): Room | null {
    return this.#room;
  }

  /** True while messages reach the room. */
  get isIn(): boolean {
    return this.#inSince !== null;
  }

  /**
   * Enters and stays. `settled` resolves when this person is in, or will not be; `over` with the ending to be told,
   * or null when `stop()` was called.
   */
  enter(): { settled: Promise<void>; over: Promise<Ending | null> } {
    const settled = new Promise<void>((resolve) => {
      this.#settle = resolve;
    });
    const over = this.#stay().finally(() => {
      this.#unsubscribe();
      this.#settle();
    });
    return { settled, over };
  }

  /** Leaves the room, or gives up to get in. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#settle();
    await this.#close();
  }

  async #stay(): Promise<Ending | null> {
    const { world, settings, emit } = this.#ports;
    let library: Library;
    try {
      library = await world.load(settings.libraryUrl);
    } catch (error) {
      const detail = error instanceof Error ? { detail: error.message } : {};
      return { kind: 'over', reason: 'library-missing', ...detail };
    }
    if (!library.isWebRtcSupported()) return { kind: 'over', reason: 'incompatible' };
    return stayIn(settings.jwt, {
      session: (jwt) => this.#runSession(library, jwt),
      renew: world.renewToken,
      pause: (ms) => this.#pause(ms),
      stopped: () => this.#stopped,
      emit,
    });
  }

  async #runSession(library: Library, jwt: string) {
    const { world, emit, settings } = this.#ports;
    if (this.#stopped) return { ending: null, inFor: 0 };
    const session = new Session(
      library,
      { ...settings, jwt },
      {
        prepare: (conference) => this.#prepare(library, conference),
        joined: (conference) => this.#entered(conference),
        bridgeRefused: () => this.#room?.bridgeRefused(),
        renew: () => this.#renew(),
        emit,
        timeout: world.timeout,
      },
    );
    this.#session = session;
    session.open();
    const ending = await session.over;
    const inFor = this.#inSince === null ? 0 : Math.max(1, world.now() - this.#inSince);
    if (ending?.kind === 'lost' && inFor > 0) emit({ kind: 'interrupted' });
    const closed = this.#close();
    // Before coming back the old connection must have let go of the tracks; when it is over nobody waits for it.
    if (ending?.kind === 'lost') await closed;
    return { ending, inFor };
  }

  async #prepare(library: Library, conference: LibraryConference): Promise<void> {
    const { settings, world, ...ports } = this.#ports;
    this.#room = new Room(conference, {
      ...ports,
      library,
      now: world.now,
      displayName: settings.displayName,
      since: this.#lastIn,
    });
    ports.known(capabilitiesOf(library, conference, world.allowed()));
    await Promise.allSettled(ports.tracks().map((track) => conference.addTrack(track)));
  }

  #entered(conference: LibraryConference): void {
    const { settings, world, emit, entered } = this.#ports;
    if (this.#room?.conference !== conference || this.#stopped) return;
    const at = world.now();
    this.#inSince ??= at;
    const self: Participant = {
      id: conference.myUserId() ?? '',
      personId: settings.personId,
      name: settings.displayName,
      moderator: conference.isModerator() === true,
      guest: false,
      self: true,
    };
    emit({ kind: 'joined', self, at });
    entered(this.#room, self);
    this.#settle();
  }

  async #close(): Promise<void> {
    if (this.#inSince !== null) this.#lastIn = this.#ports.world.now();
    this.#inSince = null;
    const session = this.#session;
    this.#session = null;
    this.#room?.end();
    this.#room = null;
    await session?.close();
  }

  async #renew(): Promise<string | null> {
    try {
      const renewal = await this.#ports.world.renewToken();
      return 'jwt' in renewal ? renewal.jwt : null;
    } catch {
      return null;
    }
  }

  /** Waits `ms`, and then for a network if there is none. */
  async #pause(ms: number): Promise<void> {
    const { network, sleep } = this.#ports.world;
    await sleep(ms);
    for (let waited = 0; !network.online() && waited < 600 && !this.#stopped; waited += 1) {
      await sleep(1000);
    }
  }
}
