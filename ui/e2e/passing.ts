import type { Frame, Page } from 'playwright-core';

/** A line, or the selector of what is shown. */
export type Passing = string | { selector: string };

/**
 * Does something and waits for what it brings on a page, which goes by itself after seconds. So the page notes it
 * itself: looked at from outside, on a busy machine, it would come and go between two looks.
 */
export async function tells(
  page: Page | Frame,
  passing: readonly Passing[],
  act: () => Promise<unknown>,
): Promise<void> {
  const noted = await page.evaluateHandle(note, passing);
  await act();
  await page.waitForFunction(({ missing }) => missing.length === 0, noted);
  await noted.dispose();
}

/** In the page: what has not been there yet. */
function note(passing: readonly Passing[]): { missing: Passing[] } {
  const noted = { missing: [...passing] };
  const isThere = (one: Passing): boolean =>
    typeof one === 'string'
      ? document.body.textContent.includes(one)
      : document.querySelector(one.selector) !== null;
  new MutationObserver((_, observer) => {
    noted.missing = noted.missing.filter((one) => !isThere(one));
    if (noted.missing.length === 0) observer.disconnect();
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  return noted;
}
