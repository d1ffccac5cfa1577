import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { Window } from 'happy-dom';
import { isLibrary, type Library } from '../surface.ts';

/** The text of the real bundle of December 2021. */
export const bundle2021 = (): Promise<string> =>
  readFile(new URL(import.meta.resolve('@lyno/lib-jitsi-meet/lib-jitsi-meet.min.js')), 'utf8');

/** The real library, evaluated in a page without WebRTC: its names and prototypes are all that can be had of it. */
export async function package2021(): Promise<Library> {
  const page = new Window({ url: 'https://meet.example.edu/' });
  const quiet = () => undefined;
  const world: Record<string, unknown> = {
    window: page,
    document: page.document,
    navigator: page.navigator,
    location: page.location,
    localStorage: page.localStorage,
    DOMParser: page.DOMParser,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    performance,
    crypto,
    URL,
    TextEncoder,
    TextDecoder,
    Event: page.Event,
    XMLHttpRequest: page.XMLHttpRequest,
    console: { log: quiet, warn: quiet, error: quiet, info: quiet, debug: quiet, trace: quiet },
    WebSocket: quiet,
    addEventListener: quiet,
    jquery: () => ({}),
  };
  world['self'] = world;
  runInNewContext(await bundle2021(), world);
  await page.happyDOM.close();
  const library = world['JitsiMeetJS'];
  if (!isLibrary(library)) throw new Error('the bundle gave no JitsiMeetJS');
  return library;
}
