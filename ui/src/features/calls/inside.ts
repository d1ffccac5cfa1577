import { defineStore } from 'pinia';
import { onScopeDispose, ref } from 'vue';

/** The meeting that this tab is in; null = none. Told by the meeting's screen, read by what rings. */
export const useInside = defineStore('inside', () => ({ meetingId: ref<string | null>(null) }));

/** Says that this tab is in a meeting, for as long as the component that says it is there. */
export function sayInside(meetingId: string): void {
  const inside = useInside();
  inside.meetingId = meetingId;
  onScopeDispose(() => {
    if (inside.meetingId === meetingId) inside.meetingId = null;
  });
}
