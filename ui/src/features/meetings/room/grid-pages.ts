import { computed, ref, shallowRef, watch, type Ref } from 'vue';
import { onKeyStroke, useSwipe } from '@vueuse/core';
import type { ParticipantId } from '../../../conference/events.ts';
import { dominantSpeaker, grid } from '../../../conference/selectors.ts';
import { nextOrder } from './grid-order.ts';
import { useMeeting } from './store.ts';

/** A finger that moves less is no swipe, CSS pixels. */
const swipeLength = 50;

/** Where a key leads from `page`, of `pages`. */
const keys: Readonly<Record<string, (page: number, pages: number) => number>> = {
  PageDown: (page) => page + 1,
  ArrowRight: (page) => page + 1,
  PageUp: (page) => page - 1,
  ArrowLeft: (page) => page - 1,
  Home: () => 0,
  End: (_page, pages) => pages - 1,
};

/** The pages of the grid in `box`: turned by keys where the grid has the focus, by a finger, and by `turn`. */
export function useGridPages(
  box: Readonly<Ref<HTMLElement | null>>,
  perPage: Readonly<Ref<number>>,
) {
  const meeting = useMeeting();
  const wanted = ref(0);
  const order = shallowRef<readonly ParticipantId[]>([]);
  const pages = computed(() => Math.max(1, Math.ceil(order.value.length / perPage.value)));
  const page = computed(() => Math.min(wanted.value, pages.value - 1));
  const speaker = computed(() => dominantSpeaker(meeting.state));
  const shown = computed(() =>
    order.value.slice(page.value * perPage.value, (page.value + 1) * perPage.value),
  );
  watch(
    () => [meeting.state.participants, perPage.value, speaker.value, page.value] as const,
    ([, tiles, speaks, at]) => {
      const { hands, selfId, speakers } = meeting.state;
      order.value = nextOrder(order.value, {
        present: grid(meeting.state).map(({ id }) => id),
        perPage: tiles,
        // Whoever looks at another page keeps it as it is, and is told.
        forward: at === 0 && speaks !== null ? [speaks] : [],
        spoke: speakers,
        stays: (id) => id === selfId || hands.has(id),
      });
    },
    { immediate: true },
  );

  const turn = (to: number): void => {
    wanted.value = Math.min(Math.max(to, 0), pages.value - 1);
  };
  onKeyStroke(
    Object.keys(keys),
    (event) => {
      const to = keys[event.key]?.(page.value, pages.value);
      if (to === undefined || pages.value === 1) return;
      event.preventDefault();
      turn(to);
    },
    { target: box },
  );
  useSwipe(box, {
    threshold: swipeLength,
    onSwipeEnd: (_event, direction) => {
      if (direction === 'left') turn(page.value + 1);
      if (direction === 'right') turn(page.value - 1);
    },
  });
  return { page, pages, shown, speaker, turn };
}
