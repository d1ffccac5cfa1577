/** A file as it came from the bridge. */
export interface SavedFile {
  name: string;
  type: string;
  content: Uint8Array;
}

/** Saves a file as if a link to it had been pressed. */
export function saveFile({ name, type, content }: SavedFile): void {
  const url = URL.createObjectURL(new Blob([content.slice()], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
