import type { Page } from 'playwright-core';

/** Waits until nothing has changed on the screen for some frames: answers have come, pictures are drawn. */
export const settledScreen = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    let quiet = 0;
    const observer = new MutationObserver(() => (quiet = 0));
    observer.observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
    for (; quiet < 8; quiet += 1) await frame();
    observer.disconnect();
  });
