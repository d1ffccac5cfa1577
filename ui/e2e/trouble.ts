import type { Browser, Frame } from 'playwright-core';

/** Of a page no more than this many characters: it stands in a report, beside those of everybody else. */
const enough = 1_500;

/**
 * What everybody in a browser saw when a test failed: each frame's address and words. It is added to the failure's own
 * message, because of a run elsewhere nothing but that is left.
 */
export async function withWhatWasSeen(browser: Browser, failure: Error): Promise<void> {
  const frames = browser
    .contexts()
    .flatMap((context) => context.pages())
    .flatMap((page) => page.frames());
  const seen = await Promise.all(frames.map(wordsOf));
  const text = `\n\n${seen.join('\n')}`;
  failure.message += text;
  if (failure.stack !== undefined) failure.stack = failure.message + stackAlone(failure.stack);
}

async function wordsOf(frame: Frame): Promise<string> {
  const words = await frame
    .locator('body')
    .innerText({ timeout: 2_000 })
    .catch((error: unknown) => `no answer: ${String(error).split('\n')[0] ?? ''}`);
  return `[${frame.url()}] ${words.replaceAll(/\s+/gu, ' ').slice(0, enough)}`;
}

const stackAlone = (stack: string): string => /(?:\n\s+at .*)+$/u.exec(stack)?.[0] ?? '';
