import { gzipSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';

/** Sizes of the scripts that the pages of a context load, compressed, each counted once. */
export function gatherScripts(context: BrowserContext) {
  const sizes = new Map<string, number>();
  context.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    void response.body().then((body) => sizes.set(response.url(), gzipSync(body).length));
  });
  const sum = (counts: (url: string) => boolean): number =>
    [...sizes].reduce((all, [url, size]) => all + (counts(url) ? size : 0), 0);
  const isOf = (origin: string) => (url: string) => url.startsWith(`${origin}/`);
  return {
    size: (origin: string) => sum(isOf(origin)),
    others: (origin: string) =>
      sum((url) => url.endsWith('lib-jitsi-meet.min.js') && !isOf(origin)(url)),
  };
}
