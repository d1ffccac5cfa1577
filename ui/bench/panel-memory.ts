import type { Page } from 'playwright-core';
import { part } from '../../bridge/bench/share.ts';
import { chromiumAt } from '../../bridge/test/parts.ts';
import { openStage } from '../test/stage.ts';
import type { Figure } from './figures.ts';
import { heapOf } from './page-pace.ts';

const minutes = part(10);

/** What there is in a page after a minute. */
interface Sample {
  /** Megabytes that scripts hold, after what nobody needs is thrown away. */
  heap: number;
  elements: number;
  audio: number;
  video: number;
}

/**
 * Ten minutes among 500 in which everything happens at once: 50 mute toggles and four new speakers a second, four
 * people who go and as many who come, the list that is scrolled and the page of the grid that is turned. What the page
 * holds then must be what it held after the first minute.
 */
export async function bench(): Promise<Figure[]> {
  const program = chromiumAt();
  if (!program) throw new Error('There is no Chromium.');
  const stage = await openStage(program);
  const { page } = await stage.show('meeting-500-grid');
  await page.locator('[data-participant] video').first().waitFor();
  await page.keyboard.press('p');
  await page.locator('[aria-setsize="500"]').first().waitFor();
  const samples: Sample[] = [];
  for (let minute = 0; minute < minutes; minute += 1) {
    await page.evaluate(beBusy, 60_000);
    samples.push(await sampleOf(page));
  }
  return [
    { name: 'JavaScript heap, minute by minute', value: `${listed(samples, 'heap', 1)} MB` },
    { name: 'Elements in the page', value: listed(samples, 'elements', 0) },
    { name: 'Audio elements', value: listed(samples, 'audio', 0) },
    { name: 'Video elements', value: listed(samples, 'video', 0) },
  ];
}

const listed = (samples: readonly Sample[], key: keyof Sample, digits: number): string =>
  samples.map((sample) => sample[key].toFixed(digits)).join(' · ');

async function sampleOf(page: Page): Promise<Sample> {
  const count = (name: string): Promise<number> => page.locator(name).count();
  return {
    heap: await heapOf(page),
    elements: await count('*'),
    audio: await count('audio'),
    video: await count('video'),
  };
}

/** Runs in the page: it must need nothing of this file. */
async function beBusy(duration: number): Promise<void> {
  const { director } = window.scene.conference;
  const list = document.querySelector('.people .list');
  const next = document.querySelectorAll<HTMLButtonElement>('.pages > button');
  const people = director.present().filter(({ self }) => !self);
  const until = Date.now() + duration;
  for (let turn = 0; Date.now() < until; turn += 1) {
    const person = people[(turn * 37) % people.length];
    if (person && turn % 2 === 0) director.unmute(person.id, 'audio');
    else if (person) director.mute(person.id, 'audio');
    if (person && turn % 12 === 0) {
      director.leave(person.id);
      director.enter(person, { camera: turn % 36 === 0, microphone: true });
      director.tell({ kind: 'dominant-speaker', id: person.id });
      list?.scrollTo(0, (turn * 60) % list.scrollHeight);
    }
    if (turn % 100 === 0) next[(turn / 100) % 20 < 10 ? 1 : 0]?.click();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
