import { computed, shallowRef, watch, type Ref } from 'vue';
import type { ParticipantId } from '../../../conference/events.ts';
import { nextOrder } from './grid-order.ts';
import { besideStage } from './beside-stage.ts';
import { useMeeting } from './store.ts';
import { useMeetingView } from './view.ts';

/** Who stands beside the stage, and who of them is in sight where there is room for so many. */
export function useStrip(room: Readonly<Ref<number>>) {
  const meeting = useMeeting();
  const view = useMeetingView();
  const beside = shallowRef<readonly ParticipantId[]>([]);
  const onStage = computed(() =>
    view.stages.flatMap((one) => (one.kind === 'camera' ? [one.participantId] : [])),
  );
  /** One place is taken by the word how many more there are. */
  const faces = computed(() =>
    beside.value.length <= room.value ? room.value : Math.max(1, room.value - 1),
  );
  watch(
    () =>
      [
        meeting.state.participants,
        meeting.state.speakers,
        onStage.value.join(' '),
        view.spotlit.join(' '),
        faces.value,
      ] as const,
    () => {
      const { state } = meeting;
      const present = besideStage(state, { onStage: onStage.value, spotlit: view.spotlit });
      const [latest] = state.speakers.filter((id) => present.includes(id));
      beside.value = nextOrder(beside.value, {
        present,
        perPage: faces.value,
        forward: [
          ...view.spotlit.filter((id) => present.includes(id)),
          ...(latest === undefined ? [] : [latest]),
        ],
        spoke: state.speakers,
        stays: (id) => id === state.selfId,
      });
    },
    { immediate: true },
  );
  return { beside, inSight: computed(() => beside.value.slice(0, faces.value)) };
}
