import { computed, shallowRef } from 'vue';
import { defineStore } from 'pinia';
import {
  cancelSeries,
  changeSeries,
  getPersonalSeries,
  getSeries,
  listMyMeetings,
  startSeries,
  type MyMeeting,
  type Series,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { callKey, liveKey, need } from '../../../kernel/ports.ts';
import { useLoad } from '../../../kernel/requests.ts';

interface Lists {
  running: MyMeeting[];
  coming: MyMeeting[];
  past: MyMeeting[];
}

/** Many things happen in one moment when a class starts; asked once, this long after the first (milliseconds). */
const pause = 400;

/** The own meeting ID and all meetings of this person. Commands reject with a PanelFailure. */
export const useMine = defineStore('my-meetings', () => {
  const call = need(callKey);
  const live = need(liveKey);
  const personal = shallowRef<Series | null>(null);
  const lists = shallowRef<Lists | null>(null);
  const watched = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const { failure, load } = useLoad(
    async (signal) => {
      [personal.value, lists.value] = await Promise.all([
        call(getPersonalSeries, { signal }),
        call(listMyMeetings, { signal }),
      ]);
    },
    { immediate: false },
  );
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void load().then(watchAll), pause);
  };
  /** Each meeting that runs or comes says by itself when that changes. */
  function watchAll(): void {
    const now = lists.value ? [...lists.value.running, ...lists.value.coming] : [];
    const ids = new Set(now.map(({ meetingId }) => meetingId));
    for (const [id, end] of watched) {
      if (ids.has(id)) continue;
      end();
      watched.delete(id);
    }
    for (const id of ids) {
      if (watched.has(id)) continue;
      watched.set(id, live.watch(`meeting:${id}`, { meeting: soon, meetingEnded: soon }));
    }
  }

  /** Loads and follows; returns the function that ends following. */
  function follow(): () => void {
    const ends = [live.hear('notice', soon), live.resumed(soon)];
    void load().then(watchAll);
    return () => {
      clearTimeout(timer);
      for (const end of [...ends, ...watched.values()]) end();
      watched.clear();
    };
  }

  return {
    personal,
    running: computed(() => lists.value?.running ?? []),
    coming: computed(() => lists.value?.coming ?? []),
    past: computed(() => lists.value?.past ?? []),
    loaded: computed(() => lists.value !== null && personal.value !== null),
    failure,
    load: () => load().then(watchAll),
    follow,
    series: (seriesId: string): Promise<Series> => call(getSeries, { params: { seriesId } }),
    start: async (seriesId: string): Promise<string> =>
      (await call(startSeries, { params: { seriesId } })).meetingId,
    /** A personal ID stays; what is taken away is its time. */
    async cancel({ seriesId }: MyMeeting): Promise<void> {
      const params = { seriesId };
      if (seriesId === personal.value?.id)
        await call(changeSeries, { params, body: { schedule: null } });
      else await call(cancelSeries, { params });
      await load();
      watchAll();
    },
  };
});
