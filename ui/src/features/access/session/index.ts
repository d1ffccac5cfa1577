/** The session feature's public interface. */
export { useSession } from './store.ts';
export { useHandover } from './handover.ts';
export { default as SessionGate } from './SessionGate.vue';
export { useTimes } from './times.ts';
export { default as EntryPage } from './EntryPage.vue';
export { languageNames, languages, themes, useAppearance } from './appearance.ts';
export { default as BlockedTab } from './BlockedTab.vue';
