import type { Frame, Page } from 'playwright-core';
import { patience } from '../../bridge/test/becomes.ts';

/** A picture that is shown: whose, how large, and how many frames were drawn so far. */
export interface Picture {
  name: string;
  kind: string;
  width: number;
  frames: number;
}

/** Every picture on the page. */
export function pictures(page: Page | Frame): Promise<Picture[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-participant]')].flatMap((tile) => {
      const video = tile.querySelector('video');
      if (!video) return [];
      return [
        {
          name: tile.querySelector('.name')?.textContent.trim() ?? '',
          kind: tile.getAttribute('data-kind') ?? '',
          width: video.videoWidth,
          frames: video.getVideoPlaybackQuality().totalVideoFrames,
        },
      ];
    }),
  );
}

/** Waits until the picture of `name` is there and its frames advance; answers it. */
export async function advancingPicture(
  page: Page | Frame,
  name: string | RegExp,
  { kind = 'camera' } = {},
): Promise<Picture> {
  const find = async () =>
    (await pictures(page)).find(
      (one) =>
        one.kind === kind && (typeof name === 'string' ? one.name === name : name.test(one.name)),
    );
  const end = Date.now() + patience;
  let before = await find();
  while (Date.now() < end) {
    await page.waitForTimeout(300);
    const now = await find();
    if (before && now && now.width > 0 && now.frames > before.frames) return now;
    before = now;
  }
  throw new Error(
    `no moving ${kind} picture of ${String(name)}: ${JSON.stringify(await pictures(page))}`,
  );
}

/** The loudest sound of others within two seconds, as root mean square (0 = silence, 1 = full scale). */
export function loudness(page: Page | Frame): Promise<number> {
  return page.evaluate(async () => {
    const streams = [...document.querySelectorAll('audio')]
      .map((element) => element.srcObject)
      .filter((source) => source instanceof MediaStream);
    const context = new AudioContext();
    const meter = context.createAnalyser();
    for (const stream of streams) context.createMediaStreamSource(stream).connect(meter);
    const samples = new Float32Array(meter.fftSize);
    let loudest = 0;
    for (let round = 0; round < 40; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      meter.getFloatTimeDomainData(samples);
      const square = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
      loudest = Math.max(loudest, Math.sqrt(square));
    }
    await context.close();
    return loudest;
  });
}

/** Waits until nothing is heard of the others; what was under way still arrives. */
export async function fallsSilent(page: Page | Frame): Promise<void> {
  const end = Date.now() + patience;
  let loudest = await loudness(page);
  while (loudest >= 0.001) {
    if (Date.now() > end) throw new Error(`others are still heard, at ${loudest}`);
    loudest = await loudness(page);
  }
}

/** Of how many others something is heard within two seconds; it is over as soon as that is `enough` of them. */
export function voices(page: Page | Frame, enough: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const streams = [...document.querySelectorAll('audio')]
      .map((element) => element.srcObject)
      .filter((source) => source instanceof MediaStream && source.getAudioTracks().length > 0);
    const context = new AudioContext();
    const meters = streams.map((stream) => {
      const meter = context.createAnalyser();
      context.createMediaStreamSource(stream as MediaStream).connect(meter);
      return meter;
    });
    const heard = new Set<AnalyserNode>();
    for (let round = 0; round < 40 && heard.size < wanted; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const meter of meters) {
        const samples = new Float32Array(meter.fftSize);
        meter.getFloatTimeDomainData(samples);
        if (samples.some((value) => Math.abs(value) > 0.01)) heard.add(meter);
      }
    }
    await context.close();
    return heard.size;
  }, enough);
}

/** Waits until this many others are heard. */
export async function hears(page: Page | Frame, count: number): Promise<void> {
  const end = Date.now() + patience;
  let heard = await voices(page, count);
  while (heard < count) {
    if (Date.now() > end) throw new Error(`${heard} of ${count} others are heard`);
    heard = await voices(page, count);
  }
}

/**
 * From now on the tab's camera opens when a call is already being set up, as one does that takes a second to warm
 * up: only after a session of media has made or got its first offer.
 */
export function openCameraLate(page: Page): Promise<void> {
  return page.evaluate(() => {
    const described = Promise.withResolvers<undefined>();
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('signalingstatechange', () => described.resolve(undefined));
      }
    };
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      if (stream.getVideoTracks().length > 0) await described.promise;
      return stream;
    };
  });
}
