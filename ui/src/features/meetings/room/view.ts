import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { ParticipantId } from '../../../conference/events.ts';
import { headCount, sharers } from '../../../conference/selectors.ts';
import { browserMemoryKey, need } from '../../../kernel/ports.ts';
import { onStage } from './on-stage.ts';
import { useSpotlight } from './spotlight.ts';
import { useMeeting } from './store.ts';

export type Layout = 'speaker' | 'grid';
export type Panel = 'chat' | 'people';
export type Dialog = 'settings' | 'help' | 'rules';

const layoutKey = 'campus-meet.layout';
/** `hidden`: this browser’s reader knows the icons of the control bar. */
const controlWordsKey = 'campus-meet.control-words';

/** How this person looks at the meeting: layout, pinned person, open panel and dialog, unread messages. */
export const useMeetingView = defineStore('meeting-view', () => {
  const memory = need(browserMemoryKey);
  const meeting = useMeeting();
  const wanted = ref<Layout | null>(readLayout(memory.read(layoutKey)));
  const hasControlWords = ref(memory.read(controlWordsKey) !== 'hidden');
  const panel = ref<Panel | null>(null);
  const dialog = ref<Dialog | null>(null);
  /** Whose connection is shown in a window. */
  const about = ref<ParticipantId | null>(null);
  const pinned = ref<ParticipantId | null>(null);
  /**
   * Of several shares the one that this person wants large. Two may share at once: a student shows a solution beside
   * the teacher's slides, and whoever forbids it makes them wait for each other's button. The newest takes the stage,
   * since somebody just began to show it to all; the others are tiles to press.
   */
  const chosenShare = ref<ParticipantId | null>(null);
  /** The newest message that was in sight. */
  const seen = ref<string | null>(null);

  const { spotlit, isSomebody: isSpotlight, isIgnored } = useSpotlight();
  const stages = computed(() =>
    onStage(meeting.state, {
      pinned: pinned.value,
      spotlit: spotlit.value,
      share: chosenShare.value,
    }),
  );
  const shared = computed(() => stages.value[0]?.kind === 'share');
  /** A share, a pinned person and the spotlight need the stage, whatever was wanted before. */
  const layout = computed<Layout>(() => {
    if (shared.value || pinned.value !== null) return 'speaker';
    if (isSpotlight.value) return isIgnored.value ? 'grid' : 'speaker';
    return wanted.value ?? fittingLayout(headCount(meeting.state));
  });
  const otherShares = computed(() =>
    sharers(meeting.state).filter((id) => id !== stages.value[0]?.participantId),
  );
  const unseen = computed(() => {
    const { chat } = meeting.state;
    const last = chat.findLastIndex((message) => message.id === seen.value);
    return chat.slice(last + 1).filter((message) => !message.mine);
  });

  watch(
    () => [panel.value, meeting.state.chat.at(-1)?.id ?? null] as const,
    ([open, newest]) => {
      if (open === 'chat') seen.value = newest;
    },
  );
  watch(
    () => sharers(meeting.state).at(-1),
    () => (chosenShare.value = null),
  );
  watch(
    () => meeting.state.participants,
    (present) => {
      for (const one of [pinned, about])
        if (one.value !== null && !present.has(one.value)) one.value = null;
    },
  );

  return {
    panel,
    dialog,
    about,
    pinned,
    spotlit,
    stages,
    shared,
    otherShares,
    layout,
    unread: computed(() => unseen.value.length),
    unreadPrivate: computed(() => unseen.value.filter(({ to }) => to !== null).length),
    hasControlWords,
    toggleControlWords() {
      hasControlWords.value = !hasControlWords.value;
      memory.write(controlWordsKey, hasControlWords.value ? null : 'hidden');
    },
    toggleLayout() {
      pinned.value = null;
      // The spotlight is left for as long as it lasts, and nothing of that is remembered.
      if (isSpotlight.value) isIgnored.value = !isIgnored.value;
      else {
        wanted.value = layout.value === 'grid' ? 'speaker' : 'grid';
        memory.write(layoutKey, wanted.value);
      }
    },
    togglePanel(which: Panel) {
      panel.value = panel.value === which ? null : which;
    },
    showShare(id: ParticipantId) {
      chosenShare.value = id;
    },
    togglePin(id: ParticipantId) {
      pinned.value = pinned.value === id ? null : id;
    },
  };
});

const readLayout = (kept: string | null): Layout | null =>
  kept === 'speaker' || kept === 'grid' ? kept : null;

/** Two look at each other, a seminar sees everybody, a lecture sees who speaks. */
const fittingLayout = (people: number): Layout => (people > 2 && people <= 9 ? 'grid' : 'speaker');
