import assert from 'node:assert/strict';
import { Window } from 'happy-dom';
import { library2026 } from './doubles/library-2026.ts';
import { settings, tokenFor } from './doubles/start.ts';
import { LibraryMissing, loadLibrary, type LoadPorts } from './load.ts';
import { conferenceOptions, connectionOptions, isForAnotherRoom } from './options.ts';

let count = 0;
const address = () => `https://meet.example.edu/libs/${(count += 1)}.js`;

function page(timeout = 1000) {
  const window = new Window();
  const revalidated: string[] = [];
  const scripts: { src: string; dispatchEvent: (event: Event) => boolean }[] = [];
  const document = window.document as unknown as Document;
  // A page that only notes what it is to load: the test decides what comes of it.
  document.head.append = (script) => void scripts.push(script as unknown as (typeof scripts)[0]);
  const ports: LoadPorts = {
    document,
    globals: {},
    jquery: () => Promise.resolve('jquery itself'),
    revalidate: (url) => {
      revalidated.push(url);
      return Promise.reject(new Error('away'));
    },
    timeout,
  };
  const tell = (kind: 'load' | 'error') =>
    scripts.at(-1)!.dispatchEvent(new window.Event(kind) as unknown as Event);
  return { ports, scripts, tell, revalidated };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('loading the library', () => {
  it('happens once for all who ask, with jQuery in its place before', async () => {
    const { ports, scripts, tell } = page();
    const url = address();
    const library = library2026();
    let inits = 0;
    library.init = () => (inits += 1);
    const both = Promise.all([loadLibrary(url, ports), loadLibrary(url, ports)]);
    await tick();
    assert.deepEqual(
      [ports.globals.jquery, ports.globals.jQuery],
      ['jquery itself', 'jquery itself'],
    );
    ports.globals.JitsiMeetJS = library;
    tell('load');
    assert.deepEqual(await both, [library, library]);
    assert.deepEqual([scripts.map((script) => script.src), inits], [[url], 1]);
  });

  it('asks the server first whether the copy in the browser is still the one, and loads it anyhow', async () => {
    const { ports, scripts, tell, revalidated } = page();
    const url = address();
    const loading = loadLibrary(url, ports);
    await tick();
    assert.deepEqual([revalidated, scripts.map((script) => script.src)], [[url], [url]]);
    ports.globals.JitsiMeetJS = library2026();
    tell('load');
    await loading;
  });

  it('says so when it is away, and tries again when asked again', async () => {
    const { ports, scripts, tell } = page();
    const url = address();
    const first = loadLibrary(url, ports);
    await tick();
    tell('error');
    await assert.rejects(first, LibraryMissing);
    const second = loadLibrary(url, ports);
    await tick();
    ports.globals.JitsiMeetJS = library2026();
    tell('load');
    await second;
    assert.equal(scripts.length, 2);
  });

  it('does not take another script for it, nor wait for ever', async () => {
    const other = page();
    const loading = loadLibrary(address(), other.ports);
    await tick();
    other.ports.globals.JitsiMeetJS = { version: 'something else' };
    other.tell('load');
    await assert.rejects(loading, /is not lib-jitsi-meet/u);
    await assert.rejects(loadLibrary(address(), page(5).ports), /gave no answer in 5 ms/u);
  });
});

describe('options', () => {
  it('name the room in lower case in the address, beside what is there already', () => {
    const serviceUrl = 'wss://meet.example.edu/xmpp-websocket?shard=2';
    const options = connectionOptions({ ...settings, serviceUrl }) as { serviceUrl: string };
    assert.equal(options.serviceUrl, 'wss://meet.example.edu/xmpp-websocket?shard=2&room=rooma');
  });

  it('ask no STUN server of somebody else', () => {
    const options = connectionOptions(settings) as { p2p: { stunServers: unknown[] } };
    assert.deepEqual(options.p2p.stunServers, []);
  });

  it('prefer VP9, then VP8, never AV1, and ask for a fixed number of streams', () => {
    const { flags } = connectionOptions(settings) as { flags: object };
    assert.deepEqual(flags, { ssrcRewritingEnabled: true });
    const { videoQuality, p2p } = conferenceOptions(settings) as Record<
      'videoQuality' | 'p2p',
      { codecPreferenceOrder: string[]; mobileCodecPreferenceOrder: string[] }
    >;
    for (const { codecPreferenceOrder, mobileCodecPreferenceOrder } of [videoQuality, p2p]) {
      assert.deepEqual(codecPreferenceOrder.slice(0, 2), ['VP9', 'VP8']);
      assert.equal(mobileCodecPreferenceOrder[0], 'VP8');
      assert.ok(![...codecPreferenceOrder, ...mobileCodecPreferenceOrder].includes('AV1'));
    }
  });

  it('name VP8 for builds that know no order of codecs: without a name they send a videobridge no simulcast', () => {
    const { videoQuality } = conferenceOptions(settings) as {
      videoQuality: { preferredCodec: string };
    };
    assert.equal(videoQuality.preferredCodec, 'VP8');
  });

  it('see what room a token is for, and leave it to the server when they cannot', () => {
    assert.equal(isForAnotherRoom(tokenFor('rooma'), settings), false);
    assert.equal(isForAnotherRoom(tokenFor('*'), settings), false);
    assert.equal(isForAnotherRoom(tokenFor('roomb'), settings), true);
    for (const odd of ['', 'a.b.c', 'not a token', '..']) {
      assert.equal(isForAnotherRoom(odd, settings), false, odd);
    }
  });
});
