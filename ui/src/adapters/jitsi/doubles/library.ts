import type { Library, LibraryConnection, LocalTrack, Names } from '../surface.ts';
import type { ConferenceDouble } from './conference.ts';
import { EmitterDouble } from './emitter.ts';
import { LocalTrackDouble } from './tracks.ts';

/** What differs between the builds. */
export interface Build {
  events: { conference: Names; connection: Names; track: Names; connectionQuality: Names };
  errors: { conference: Names; connection: Names; track: Names };
  conference: new (room: string, options: object, names: Names) => ConferenceDouble;
  connection: (connection: ConnectionDouble) => Partial<LibraryConnection>;
}

export class ConnectionDouble extends EmitterDouble implements LibraryConnection {
  readonly jwt: string;
  readonly options: object;
  readonly calls: [name: string, ...unknown[]][] = [];
  conference: ConferenceDouble | null = null;
  /** What `connect()` leads to. */
  static nextConnect: 'connected' | { error: string; message?: string } = 'connected';
  readonly #build: Build;

  constructor(build: Build, jwt: string, options: object) {
    super();
    this.#build = build;
    this.jwt = jwt;
    this.options = options;
    Object.assign(this, build.connection(this));
  }

  connect(options?: object): void {
    this.calls.push(['connect', options]);
    const next = ConnectionDouble.nextConnect;
    queueMicrotask(() => {
      if (next === 'connected') this.tell('CONNECTION_ESTABLISHED', 'me');
      else this.tell('CONNECTION_FAILED', next.error, next.message);
    });
  }

  disconnect(): Promise<unknown> {
    this.calls.push(['disconnect']);
    return Promise.resolve();
  }

  initJitsiConference(room: string, options: object): ConferenceDouble {
    this.conference = new this.#build.conference(room, options, {
      ...this.#build.events.conference,
      ...this.#build.events.connectionQuality,
    });
    return this.conference;
  }

  tell(key: string, ...args: unknown[]): void {
    this.emit(this.#build.events.connection[key], ...args);
  }
}

/** A library without a network: what it was asked for is recorded, what happens is told by the test. */
export interface LibraryDouble extends Library {
  connections: ConnectionDouble[];
  /** The latest conference object; throws when there is none. */
  conference(): ConferenceDouble;
  /** Every local track that was made. */
  captured: LocalTrackDouble[];
  /** The options of each createLocalTracks. */
  captures: Record<string, unknown>[];
  /** The person shares the sound of a screen, too. */
  hasScreenSound: boolean;
  /** Called for each capture; what it throws is what the browser says. */
  device: (options: Record<string, unknown>) => void;
}

/** @param build what differs from one version of the library to the next */
export function createLibrary(build: Build): LibraryDouble {
  const connections: ConnectionDouble[] = [];
  const double: LibraryDouble = {
    connections,
    captured: [],
    captures: [],
    hasScreenSound: false,
    device: () => undefined,
    conference() {
      const conference = connections.at(-1)?.conference;
      if (!conference) throw new Error('no conference object yet');
      return conference;
    },
    init: () => undefined,
    setLogLevel: () => undefined,
    logLevels: { ERROR: 'error' },
    isWebRtcSupported: () => true,
    isDesktopSharingEnabled: () => true,
    createLocalTracks: (options) => capture(double, build, options as Record<string, unknown>),
    JitsiConnection: class extends ConnectionDouble {
      constructor(_appId: null, jwt: string, options: object) {
        super(build, jwt, options);
        connections.push(this);
      }
    },
    events: build.events,
    errors: build.errors,
  };
  return double;
}

async function capture(
  double: LibraryDouble,
  { events, errors }: Build,
  options: Record<string, unknown>,
): Promise<LocalTrack[]> {
  double.captures.push(options);
  await Promise.resolve();
  double.device(options);
  const [device] = options['devices'] as string[];
  const what =
    device === 'audio'
      ? ({ type: 'audio' } as const)
      : ({ type: 'video', videoType: device === 'desktop' ? 'desktop' : 'camera' } as const);
  const deviceId = options['micDeviceId'] ?? options['cameraDeviceId'] ?? '';
  const track = new LocalTrackDouble({ ...what }, events.track, {
    deviceId: typeof deviceId === 'string' ? deviceId : '',
    disposedError: errors.track['TRACK_IS_DISPOSED'] ?? '',
  });
  double.captured.push(track);
  if (device !== 'desktop' || !double.hasScreenSound) return [track];
  const sound = new LocalTrackDouble({ type: 'audio' }, events.track, {
    deviceId: 'screen',
    disposedError: errors.track['TRACK_IS_DISPOSED'] ?? '',
  });
  double.captured.push(sound);
  return [track, sound];
}
