import { onScopeDispose } from 'vue';

/** Single keys (upper case, or `?`) and what they do. */
export type Shortcuts = Record<string, () => void>;

const typing = 'input, textarea, select, [contenteditable="true"]';

/** Where keys are pressed. */
type Keys = Pick<Window, 'addEventListener' | 'removeEventListener'>;

/** Runs a shortcut on key-down, but never while somebody types, holds a modifier or has a dialog or menu open. */
export function useShortcuts(shortcuts: Shortcuts, keys: Keys = window): void {
  const listen = (event: KeyboardEvent): void => {
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (modified || event.repeat || event.defaultPrevented || busy(event.target)) return;
    const run = shortcuts[event.key.toUpperCase()];
    if (!run) return;
    event.preventDefault();
    run();
  };
  keys.addEventListener('keydown', listen);
  onScopeDispose(() => keys.removeEventListener('keydown', listen));
}

function busy(target: EventTarget | null): boolean {
  const inField = target instanceof Element && target.closest(typing) !== null;
  return (
    inField ||
    document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  );
}
