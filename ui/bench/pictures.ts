import type { Page } from 'playwright-core';

/**
 * Puts a picture of 60 a second, four pixels wide, on a page. Chromium takes two videos or more for a conference and
 * draws the whole page as often as the quickest of them has pictures: 30 times a second for those of the scenes,
 * however little there is to do. Whether a page could be drawn 60 times is to be seen only when one of them wants it.
 */
export const askForSixtyFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 16;
    const context = canvas.getContext('2d');
    let painted = 0;
    setInterval(() => {
      painted += 1;
      if (context) context.fillStyle = painted % 2 === 0 ? '#123' : '#124';
      context?.fillRect(0, 0, canvas.width, canvas.height);
    }, 1000 / 60);
    const video = document.createElement('video');
    video.muted = video.autoplay = true;
    video.dataset['bench'] = '';
    video.srcObject = canvas.captureStream();
    Object.assign(video.style, { position: 'fixed', inset: '0 auto auto 0', inlineSize: '4px' });
    document.documentElement.append(video);
  });

/** Shows the panel's videos in the same places of the same page, and nothing of the panel: what any page would need for them. */
export const leaveBareVideos = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const panel = document.getElementById('app');
    const shown = [...(panel?.querySelectorAll('video') ?? [])].map((video) => {
      const { left, top, width, height } = video.getBoundingClientRect();
      const bare = document.createElement('video');
      bare.muted = bare.autoplay = true;
      bare.srcObject = video.srcObject;
      const place = { left: `${left}px`, top: `${top}px`, width: `${width}px` };
      const fit = getComputedStyle(video).objectFit;
      Object.assign(bare.style, { position: 'fixed', height: `${height}px`, ...place });
      bare.style.objectFit = fit;
      return bare;
    });
    panel?.remove();
    document.body.replaceChildren(...shown);
  });
