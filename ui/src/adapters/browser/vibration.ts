/** Milliseconds on and off, and how often the pattern comes again. */
const pattern = [400, 200, 400];
const every = 3_200;

/** Vibrates like a telephone until the returned function is called; nothing happens where it cannot. */
export function vibrate(): () => void {
  if (!('vibrate' in navigator)) return () => undefined;
  // Browsers vibrate only for somebody who has touched the page, and complain about others.
  const shake = (): boolean => navigator.userActivation.hasBeenActive && navigator.vibrate(pattern);
  shake();
  const timer = setInterval(shake, every);
  return () => {
    clearInterval(timer);
    if (navigator.userActivation.hasBeenActive) navigator.vibrate(0);
  };
}
