const fields = 'input, textarea, select, [contenteditable="true"]';

/** True while somebody is in a field: nothing may take the focus away then. */
export const isTyping = (): boolean => document.activeElement?.matches(fields) ?? false;
