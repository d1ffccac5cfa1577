import type { DeviceProblem, LocalMedium } from '../../conference/events.ts';
import { browserNetwork, type Network } from '../browser/network.ts';
import { allowedHere, refineProblem } from '../browser/permissions.ts';
import { mixIn } from '../browser/effects/sound-mix.ts';
import { withScreenWishes } from '../browser/screen-wishes.ts';
import { deviceProblem } from './failures.ts';
import type { Allowed } from './features.ts';
import { loadLibrary } from './load.ts';
import type { LocalPorts } from './local-ports.ts';
import type { Renewal } from './options.ts';
import type { Library } from './surface.ts';

/** What the adapter needs of the world. Only `renewToken` has to be given; the rest is the browser's own. */
export interface JitsiPorts {
  /**
   * Asks the bridge for a fresh token for the same room, or why there will be none; rejects when the bridge is out
   * of reach (then it is asked again at the next attempt).
   */
  renewToken: () => Promise<Renewal>;
  load: (libraryUrl: string) => Promise<Library>;
  now: () => number;
  network: Network;
  allowed: () => Allowed;
  problemOf: (error: unknown, medium: LocalMedium) => DeviceProblem;
  toStream: (track: MediaStreamTrack) => MediaStream;
  withScreenWishes: LocalPorts['withScreenWishes'];
  mixIn: LocalPorts['mixIn'];
  /** Milliseconds that one attempt to get in may take. */
  timeout: number;
  sleep: (ms: number) => Promise<void>;
}

/** The browser's own ports, with `given` in their place where given. */
export const withBrowserPorts = (
  given: Partial<JitsiPorts> & Pick<JitsiPorts, 'renewToken'>,
): JitsiPorts => ({
  load: (url) => loadLibrary(url),
  now: () => Date.now(),
  network: browserNetwork,
  allowed: allowedHere,
  problemOf: (error, medium) => refineProblem(deviceProblem(error), medium),
  toStream: (track) => new MediaStream([track]),
  withScreenWishes,
  mixIn,
  timeout: 20_000,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ...given,
});
