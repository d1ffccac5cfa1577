import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { ParticipantId } from '../../conference/events.ts';
import { stage as stageOf } from '../../conference/selectors.ts';
import { browserMemoryKey, need } from '../../kernel/ports.ts';
import { useMeeting } from './store.ts';

export type Layout = 'speaker' | 'grid';
export type Panel = 'chat' | 'people';
export type Dialog = 'settings' | 'help';

const layoutKey = 'campus-meet.layout';

/** How this person looks at the meeting: layout, pinned person, open panel and dialog, unread messages. */
export const useMeetingView = defineStore('meeting-view', () => {
  const memory = need(browserMemoryKey);
  const meeting = useMeeting();
  const wanted = ref<Layout>(memory.read(layoutKey) === 'speaker' ? 'speaker' : 'grid');
  const panel = ref<Panel | null>(null);
  const dialog = ref<Dialog | null>(null);
  const pinned = ref<ParticipantId | null>(null);
  const seen = ref(0);

  const stage = computed(() => stageOf(meeting.state, pinned.value));
  const shared = computed(() => stage.value?.kind === 'share');
  /** A share and a pinned person need the stage, whatever was wanted before. */
  const layout = computed<Layout>(() =>
    shared.value || pinned.value !== null ? 'speaker' : wanted.value,
  );
  const unread = computed(
    () => meeting.state.chat.slice(seen.value).filter((message) => !message.mine).length,
  );

  watch(
    () => [panel.value, meeting.state.chat.length] as const,
    ([open, length]) => {
      if (open === 'chat' || length < seen.value) seen.value = length;
    },
  );
  watch(
    () => pinned.value !== null && !meeting.state.participants.has(pinned.value),
    (gone) => {
      if (gone) pinned.value = null;
    },
  );

  return {
    panel,
    dialog,
    pinned,
    stage,
    shared,
    layout,
    unread,
    toggleLayout() {
      pinned.value = null;
      wanted.value = layout.value === 'grid' ? 'speaker' : 'grid';
      memory.write(layoutKey, wanted.value);
    },
    togglePanel(which: Panel) {
      panel.value = panel.value === which ? null : which;
    },
    togglePin(id: ParticipantId) {
      pinned.value = pinned.value === id ? null : id;
    },
  };
});
