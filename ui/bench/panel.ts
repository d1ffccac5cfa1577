import type { Page } from 'playwright-core';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage } from '../test/stage.ts';
import type { Figure } from './figures.ts';
import { heapOf, measured, type Measured } from './page-pace.ts';
import { askForSixtyFrames, leaveBareVideos } from './pictures.ts';

/** How long each thing is done, milliseconds. */
const lasts = 5_000;

/**
 * The panel among 500 (scripted participants, real Chromium, drawn without a graphics card): the longest task of its
 * only thread, and frames, while people come, mute, speak, and while the list and the grid are looked through.
 */
export async function bench(): Promise<Figure[]> {
  const program = chromiumAt();
  if (!program) throw new Error('There is no Chromium.');
  const stage = await openStage(program);
  const { page } = await stage.show('home');
  const idle = inWords(await measured(page, lasts, nothing));
  const speaker = await figuresOf('speaker', (await stage.show('meeting-500')).page, plain);
  const grid = await figuresOf('grid', (await stage.show('meeting-500-grid')).page, [
    ...plain,
    { name: 'a page turned every half second', work: turns },
  ]);
  // What this machine draws where nothing moves; more cannot be expected of pictures.
  return [{ name: 'a page without pictures', value: idle }, ...speaker, ...grid];
}

interface Doing {
  name: string;
  work: (page: Page) => Promise<void>;
  /** Milliseconds; `lasts` when left out. */
  length?: number;
}

async function figuresOf(where: string, page: Page, doings: readonly Doing[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  const measure = async ({ name, work, length = lasts }: Doing): Promise<void> => {
    const value = inWords(await measured(page, length, work));
    figures.push({ name: `${where}: ${name}`, value });
  };
  await page.locator('[data-participant] video').first().waitFor();
  await measure({ name: 'nothing happens, frames as Chromium wants', work: nothing });
  await askForSixtyFrames(page);
  for (const doing of doings) await measure(doing);
  await page.keyboard.press('p');
  await page.locator('[aria-setsize="500"]').first().waitFor();
  for (const doing of withList) await measure({ ...doing, name: `list open, ${doing.name}` });
  const kept = [
    { name: `${where}: elements that play`, value: await playing(page) },
    { name: `${where}: JavaScript heap`, value: `${(await heapOf(page)).toFixed(1)} MB` },
  ];
  await page.keyboard.press('p');
  await measure({ name: 'nothing happens, again', work: nothing });
  await leaveBareVideos(page);
  await measure({ name: 'the same videos without the panel', work: nothing });
  return [...figures, ...kept];
}

const inWords = ({ longest, longestWork, frames, busy, drawing }: Measured): string =>
  [
    `longest task ${longestWork.toFixed(0)} ms of work, ${longest.toFixed(0)} by the clock`,
    `${frames.toFixed(1)} frames/s`,
    `${(busy * 100).toFixed(0)} % of a core, ${(drawing * 100).toFixed(0)} % to draw`,
  ].join(' · ');

const nothing = (): Promise<void> => Promise.resolve();

const playing = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const count = (name: string): number =>
      document.querySelectorAll(`${name}:not([data-bench])`).length;
    return `${count('audio')} audio, ${count('video')} video, ${count('*')} in all`;
  });

/** Each of these runs in the page: it must need nothing of this file. */
const toggles = (page: Page): Promise<void> =>
  page.evaluate(async (duration) => {
    const { director } = window.scene.conference;
    const until = Date.now() + duration;
    for (let turn = 0; Date.now() < until; turn += 1) {
      const id = `p${String((turn * 37) % 499).padStart(3, '0')}`;
      if (turn % 2 === 0) director.unmute(id, 'audio');
      else director.mute(id, 'audio');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }, lasts);

const speakers = (page: Page): Promise<void> =>
  page.evaluate(async (duration) => {
    const { director } = window.scene.conference;
    const until = Date.now() + duration;
    for (let turn = 0; Date.now() < until; turn += 1) {
      const id = `p${String((turn * 61) % 499).padStart(3, '0')}`;
      director.unmute(id, 'audio');
      director.tell({ kind: 'dominant-speaker', id });
      for (let step = 1; step <= 5; step += 1) {
        director.tell({ kind: 'audio-level', id, level: step / 6 });
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }, lasts);

const turns = async (page: Page): Promise<void> => {
  const next = page.getByRole('button', { name: 'Next page' });
  const until = Date.now() + lasts;
  while (Date.now() < until) {
    await next.click();
    await page.waitForTimeout(500);
  }
};

const scrolls = (page: Page): Promise<void> =>
  page.evaluate(async (duration) => {
    const list = document.querySelector('.people .list');
    const until = Date.now() + duration;
    for (let turn = 0; Date.now() < until; turn += 1) {
      list?.scrollTo(0, (turn * 60) % list.scrollHeight);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, lasts);

/** All but oneself are gone, and come back, each for themselves. */
const arrivals = (page: Page): Promise<void> =>
  page.evaluate(async (duration) => {
    const { director } = window.scene.conference;
    const people = director.present();
    for (const { id } of people) director.leave(id);
    for (const [index, person] of people.entries()) {
      director.enter(person, { camera: index % 3 === 0, microphone: index % 25 === 0 });
      await new Promise((resolve) => setTimeout(resolve, duration / people.length));
    }
  }, 2 * lasts);

/** All but oneself are gone at once, as when the server was away, and come back a hundred a second. */
const storm = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const { director } = window.scene.conference;
    const people = director.present();
    for (const { id } of people) director.leave(id);
    for (let index = 0; index < people.length; index += 10) {
      for (const person of people.slice(index, index + 10))
        director.enter(person, { camera: index % 30 === 0, microphone: index % 50 === 0 });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

const plain: readonly Doing[] = [
  { name: 'nothing happens', work: nothing },
  { name: '50 mute toggles a second', work: toggles },
  { name: 'four new speakers a second', work: speakers },
];
const withList: readonly Doing[] = [
  { name: '50 mute toggles a second', work: toggles },
  { name: 'scrolled through', work: scrolls },
  { name: '499 come one by one in ten seconds', work: arrivals, length: 2 * lasts },
  { name: '499 leave and come in five seconds', work: storm, length: 2 * lasts },
];
