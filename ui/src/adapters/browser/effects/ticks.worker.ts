/*
 * Ticks for work on pictures: timers of a page that nobody looks at stand still, those of a worker do not. It is told
 * the milliseconds between two ticks; 0 stops it.
 */
let timer: ReturnType<typeof setInterval> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<number>) => {
  clearInterval(timer);
  if (data > 0) timer = setInterval(() => self.postMessage(null), data);
});
