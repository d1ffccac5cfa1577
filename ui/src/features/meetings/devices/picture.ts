import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { MakeEffect } from '../../../conference/effect.ts';

/** A camera's stream, and what is done to it. */
interface Picture {
  stream: () => MediaStream | null;
  isChanged: () => boolean;
  make: MakeEffect;
}

/**
 * The picture of a try-out as the others will see it: with the background that is chosen. While that is loaded, and
 * when it cannot be had, it is the camera's own: only this person sees it.
 */
export function usePicture({ stream, isChanged, make }: Picture): {
  stream: ShallowRef<MediaStream | null>;
  isPreparing: Ref<boolean>;
} {
  const shown = shallowRef<MediaStream | null>(null);
  const isPreparing = ref(false);
  watch(
    () => [stream(), isChanged()] as const,
    async ([camera, changed], _before, onCleanup) => {
      shown.value = camera;
      isPreparing.value = false;
      if (!camera || !changed) return;
      const turn = { isOver: false, stop: (): void => undefined };
      onCleanup(() => {
        turn.isOver = true;
        turn.stop();
      });
      isPreparing.value = true;
      const effect = await make().catch(() => null);
      if (turn.isOver) return;
      isPreparing.value = false;
      if (!effect) return;
      turn.stop = () => effect.stopEffect();
      shown.value = effect.startEffect(camera);
    },
    { immediate: true },
  );
  return { stream: shown, isPreparing };
}
