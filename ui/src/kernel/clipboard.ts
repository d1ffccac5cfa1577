/**
 * Puts text on the clipboard; false when the browser does not let us. Call it in a press. In a frame that is not
 * granted `clipboard-write` the older command still works.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Deprecated, and the one way that frames without the permission have. */
interface Commands {
  execCommand(command: 'copy'): boolean;
}

function copyBySelection(text: string): boolean {
  const held = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.readOnly = true;
  field.className = 'only-heard';
  // Inside an open dialog, whose focus is held: elsewhere the selection would be taken away at once.
  const place = held?.closest('[role="dialog"]') ?? document.body;
  place.append(field);
  field.select();
  const copied = (document as Commands).execCommand('copy');
  field.remove();
  if (held instanceof HTMLElement) held.focus();
  return copied;
}
