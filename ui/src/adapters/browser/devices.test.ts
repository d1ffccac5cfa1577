import assert from 'node:assert/strict';
import { listDevices, openPreview, watchDevices } from './devices.ts';
import { loudness } from './level-meter.ts';
import { frameAllows } from './permissions.ts';
import { problemOf } from './problems.ts';

const device = (kind: string, deviceId: string, label = '') => ({ kind, deviceId, label });

/** The browser's devices as far as they are asked; `open` is getUserMedia. */
const browser = (list: object[], open: (c: MediaStreamConstraints) => unknown = () => 'stream') =>
  Object.assign(new EventTarget(), {
    enumerateDevices: () => Promise.resolve(list),
    getUserMedia: async (constraints: MediaStreamConstraints) => {
      await Promise.resolve();
      return open(constraints);
    },
  }) as unknown as MediaDevices;

const fails = (name: string) => () => {
  throw Object.assign(new Error(name), { name });
};

describe('devices', () => {
  it('are listed by kind, without the doubles that systems add', async () => {
    const list = await listDevices(
      browser([
        device('audioinput', 'default', 'Default'),
        device('audioinput', 'm1', 'USB microphone'),
        device('videoinput', 'c1'),
        device('videoinput', ''),
        device('audiooutput', 'communications'),
      ]),
    );
    assert.deepEqual(list, {
      microphones: [{ id: 'm1', label: 'USB microphone' }],
      cameras: [{ id: 'c1', label: '' }],
      speakers: [],
    });
  });

  it('are none where the browser hides them', async () => {
    assert.deepEqual((await listDevices(null)).cameras, []);
    assert.equal((await openPreview('camera', '', null)).problem, 'insecure');
  });

  it('are listed anew when one is plugged in, until nobody asks', async () => {
    const list: object[] = [];
    const devices = browser(list);
    const told: number[] = [];
    const stop = watchDevices(({ cameras }) => told.push(cameras.length), devices);
    list.push(device('videoinput', 'c1'));
    devices.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    stop();
    devices.dispatchEvent(new Event('devicechange'));
    await new Promise((resolve) => setTimeout(resolve, 0));
    assert.deepEqual(told, [1]);
  });
});

describe('a preview', () => {
  for (const [name, problem] of [
    ['NotAllowedError', 'refused'],
    ['NotReadableError', 'busy'],
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'unsuitable'],
    ['TypeError', 'failed'],
  ] as const) {
    it(`names ${name} as ${problem}`, async () => {
      const preview = await openPreview('microphone', '', browser([], fails(name)));
      assert.deepEqual(preview, { stream: null, problem });
    });
  }

  it('takes the default when the chosen device is gone', async () => {
    const asked: (object | boolean | undefined)[] = [];
    const devices = browser([], ({ video }) => {
      asked.push(video);
      if (asked.length === 1) fails('OverconstrainedError')();
      return 'stream';
    });
    const preview = await openPreview('camera', 'gone', devices);
    assert.equal(preview.problem, null);
    assert.ok('deviceId' in (asked[0] as object) && !('deviceId' in (asked[1] as object)));
  });
});

describe('the frame around the panel', () => {
  it('is asked under either name, and may not say', () => {
    const allows = (yes: string) => ({ allowsFeature: (feature: string) => feature === yes });
    assert.equal(frameAllows('share', { permissionsPolicy: allows('display-capture') }), true);
    assert.equal(frameAllows('share', { featurePolicy: allows('camera') }), false);
    assert.equal(frameAllows('camera', { featurePolicy: allows('camera') }), true);
    assert.equal(frameAllows('camera', {}), null);
  });
});

describe('problems and levels', () => {
  it('never throw, whatever comes', () => {
    for (const odd of [null, undefined, 'text', 7, {}, { name: 7 }]) {
      assert.equal(problemOf(odd), 'failed');
    }
  });

  it('go from silence to loud', () => {
    assert.equal(loudness(new Float32Array(0)), 0);
    assert.equal(loudness(new Float32Array(64)), 0);
    assert.equal(loudness(new Float32Array(64).fill(1)), 1);
    const [soft, speech] = [0.01, 0.1].map((v) => loudness(new Float32Array(64).fill(v)));
    assert.ok(soft! > 0.2 && soft! < speech! && speech! < 1);
  });
});
