import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** What push to talk needs of the meeting. */
export interface Talk {
  /** Switched on in the settings, and the hosts allow it. */
  isAllowed: () => boolean;
  isMuted: () => boolean;
  setMicrophone: (on: boolean) => void;
}

/** Milliseconds that the key is held before somebody is heard: a key that is only hit by the way opens no microphone. */
const hold = 150;

/** What takes the space bar for itself while it has the focus. */
const taking =
  'input, textarea, select, button, a[href], summary, video[controls], [contenteditable="true"], ' +
  '[role="button"], [role="menuitem"], [role="option"], [role="tab"], [role="slider"]';
const above = '[role="dialog"], [role="alertdialog"], [role="menu"]';

const isModified = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;

const isTaken = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest(taking) !== null) ||
  document.querySelector(above) !== null;

/**
 * Who is muted is heard for as long as they hold the space bar. It ends with the key, and when the window loses the
 * focus, because the key's release is not told then. Whoever mutes or unmutes meanwhile has the last word.
 * Answers whether somebody speaks this way now.
 */
export function usePushToTalk(talk: Talk): Ref<boolean> {
  const talking = ref(false);
  let held = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const begin = (): void => {
    if (!talk.isAllowed() || !talk.isMuted()) return;
    talking.value = true;
    talk.setMicrophone(true);
  };
  const end = (): void => {
    clearTimeout(timer);
    held = false;
    if (!talking.value) return;
    talking.value = false;
    talk.setMicrophone(false);
  };
  const down = (event: KeyboardEvent): void => {
    if (event.code !== 'Space' || isModified(event)) return;
    // Held down it comes again and again, and would scroll.
    if (held) event.preventDefault();
    if (held || event.repeat || event.defaultPrevented || isTaken(event.target)) return;
    if (!talk.isAllowed() || !talk.isMuted()) return;
    event.preventDefault();
    held = true;
    timer = setTimeout(begin, hold);
  };
  const up = (event: KeyboardEvent): void => {
    if (event.code === 'Space') end();
  };
  const hidden = (): void => {
    if (document.hidden) end();
  };
  /** A control that was clicked keeps the focus and would take the key: a mouse needs no focus. */
  const clicked = (event: MouseEvent): void => {
    const { activeElement } = document;
    const isBar = activeElement instanceof HTMLElement && activeElement.closest('[role="toolbar"]');
    if (event.detail > 0 && isBar && document.querySelector(above) === null) activeElement.blur();
  };
  // Muted by a host, or by a press, while the key is held.
  watch(talk.isMuted, (muted, was) => {
    if (muted && !was) talking.value = false;
  });
  window.addEventListener('keydown', down);
  window.addEventListener('keyup', up);
  window.addEventListener('blur', end);
  window.addEventListener('click', clicked);
  document.addEventListener('visibilitychange', hidden);
  onScopeDispose(() => {
    end();
    window.removeEventListener('keydown', down);
    window.removeEventListener('keyup', up);
    window.removeEventListener('blur', end);
    window.removeEventListener('click', clicked);
    document.removeEventListener('visibilitychange', hidden);
  });
  return talking;
}
