import { isLibrary, type Library } from './surface.ts';

/** The window's globals that the library reads and writes. */
interface Globals {
  JitsiMeetJS?: unknown;
  jquery?: unknown;
  jQuery?: unknown;
}

/** The library could not be had from its address; the message says why. */
export class LibraryMissing extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`lib-jitsi-meet: ${reason}`, { cause });
    this.name = 'LibraryMissing';
  }
}

/** What loading needs of the world; the browser's own unless a test says otherwise. */
export interface LoadPorts {
  document: Document;
  globals: Globals;
  /** Builds until 2022 take jQuery from the page: they read `window.jquery` as they load. */
  jquery: () => Promise<unknown>;
  /** Asks the server whether the browser's copy of an address is still the one; rejects when it cannot be asked. */
  revalidate: (url: string) => Promise<unknown>;
  /** Milliseconds after which a server that does not answer counts as away. */
  timeout: number;
}

const browserPorts = (): LoadPorts => ({
  document,
  globals: window as Globals,
  jquery: async () => (await import('jquery')).default,
  // The script tag below then takes the copy that is in the browser's cache, fresh or confirmed. Without CORS the
  // answer cannot be read, which nobody wants to.
  revalidate: (url) => fetch(url, { mode: 'no-cors', cache: 'no-cache', credentials: 'include' }),
  timeout: 20_000,
});

const loads = new Map<string, Promise<Library>>();

/**
 * The deployment's own lib-jitsi-meet, loaded once per page by a script tag (no CORS needed) and initialised.
 * `url` is the address of lib-jitsi-meet.min.js. Rejects with LibraryMissing; the next call then tries again.
 */
export function loadLibrary(url: string, ports: LoadPorts = browserPorts()): Promise<Library> {
  const known = loads.get(url);
  if (known) return known;
  const loading = load(url, ports).catch((error: unknown) => {
    loads.delete(url);
    throw error instanceof LibraryMissing ? error : new LibraryMissing('did not load', error);
  });
  loads.set(url, loading);
  return loading;
}

async function load(url: string, ports: LoadPorts): Promise<Library> {
  const { globals } = ports;
  globals.jquery ??= await ports.jquery();
  globals.jQuery ??= globals.jquery;
  if (!isLibrary(globals.JitsiMeetJS)) {
    // A deployment that was updated keeps the library's address: an old copy would not fit the new server.
    await ports.revalidate(url).catch(() => undefined);
    await runScript(url, ports);
  }
  const library = globals.JitsiMeetJS;
  if (!isLibrary(library)) throw new LibraryMissing(`${url} is not lib-jitsi-meet`);
  const quiet = library.logLevels['ERROR'];
  if (quiet !== undefined) library.setLogLevel(quiet);
  library.init({
    disableAudioLevels: false,
    disableThirdPartyRequests: true,
    enableAnalyticsLogging: false,
    desktopSharingSources: ['screen', 'window', 'tab'],
  });
  return library;
}

function runScript(url: string, { document, timeout }: LoadPorts): Promise<void> {
  const script = document.createElement('script');
  script.async = true;
  script.src = url;
  return new Promise<void>((resolve, reject) => {
    const failed = (reason: string) => {
      script.remove();
      reject(new LibraryMissing(`${url} ${reason}`));
    };
    const timer = setTimeout(() => failed(`gave no answer in ${timeout} ms`), timeout);
    script.addEventListener('load', () => {
      clearTimeout(timer);
      resolve();
    });
    script.addEventListener('error', () => {
      clearTimeout(timer);
      failed('could not be loaded');
    });
    document.head.append(script);
  });
}
