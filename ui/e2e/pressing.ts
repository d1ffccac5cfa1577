import type { JSHandle, Locator } from 'playwright-core';

/** So often a press is made that came to nothing. */
const attempts = 5;

type Press = (this: Locator, ...given: never[]) => Promise<void>;
const patched = new WeakSet<object>();

/**
 * Lets a press in a frame be made again that the frame never got. The browser passes what the mouse does to the process
 * whose frame it drew at that place last; on a busy machine that is behind what the page has become meanwhile, and
 * the page around the frame gets the press (Playwright takes a press that nobody noticed for done). A person presses
 * what they see.
 */
export function pressUntilFelt(anyLocator: Locator): void {
  const methods = Object.getPrototypeOf(anyLocator) as Record<'click' | 'check', Press>;
  if (patched.has(methods)) return;
  patched.add(methods);
  for (const name of ['click', 'check'] as const) {
    const press = methods[name];
    methods[name] = function (...given) {
      return untilFelt(this, () => press.apply(this, given));
    };
  }
}

async function untilFelt(locator: Locator, press: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const noted = await locator.evaluateHandle(noteNextPress);
    const failure = await failureOf(press);
    if (attempt === attempts || (await wasFelt(noted)) || !cameToNothing(failure)) {
      if (failure !== null) throw failure;
      return;
    }
  }
}

/** In the page. At the top nothing goes elsewhere. */
function noteNextPress(): { felt: boolean } {
  const noted = { felt: window === window.top };
  const feel = () => (noted.felt = true);
  window.addEventListener('pointerdown', feel, { capture: true, once: true });
  return noted;
}

/** A page that is gone by now was pressed. */
const wasFelt = (noted: JSHandle<{ felt: boolean }>): Promise<boolean> =>
  noted.evaluate(({ felt }) => felt).catch(() => true);

async function failureOf(press: () => Promise<void>): Promise<Error | null> {
  try {
    await press();
    return null;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}

/** What Playwright says of a box that was pressed and stayed as it was. */
const cameToNothing = (failure: Error | null): boolean =>
  failure === null || failure.message.includes('did not change its state');
