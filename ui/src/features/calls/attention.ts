import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { need } from '../../kernel/ports.ts';
import { bellKey, type Loudness } from './ports.ts';

/** Rings while `ringing`; answers how it is heard here, null while nothing rings. */
export function useBell(ringing: () => boolean): Ref<Loudness | null> {
  const bell = need(bellKey);
  const loudness = ref<Loudness | null>(null);
  let stop: (() => void) | null = null;
  const quiet = (): void => {
    stop?.();
    stop = null;
    loudness.value = null;
  };
  watch(
    ringing,
    (rings) => {
      quiet();
      if (rings) stop = bell.ring((how) => (loudness.value = how));
    },
    { immediate: true },
  );
  onScopeDispose(quiet);
  return loudness;
}

/** How long each of the two titles stays, milliseconds. */
const beat = 1_200;

/** Lets the tab's title change to and fro while there is a text. The page's own title stays its own. */
export function useTitleBlink(text: () => string | null): void {
  let own: string | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const show = (blink: string): void => {
    if (document.title === blink) {
      back();
      return;
    }
    own = document.title;
    document.title = blink;
  };
  const back = (): void => {
    if (own !== null) document.title = own;
    own = null;
  };
  watch(
    text,
    (blink, before) => {
      clearInterval(timer);
      // Somebody else may have renamed the page meanwhile; that name counts.
      if (before && document.title === before) back();
      own = null;
      if (blink === null) return;
      show(blink);
      timer = setInterval(() => show(blink), beat);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearInterval(timer);
    back();
  });
}
