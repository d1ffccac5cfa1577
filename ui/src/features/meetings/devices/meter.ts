import { ref, watch, type Ref } from 'vue';
import { createHearing, type Hearing } from './hearing.ts';
import type { Devices } from './ports.ts';

/** How loud a microphone hears now, 0 to 1, and what that means. */
export interface Meter {
  level: Ref<number>;
  hearing: Ref<Hearing>;
  /** When it was read last, milliseconds since 1970: a level may well stay the same. */
  readAt: Ref<number>;
}

/** Measures whatever stream there is, anew for each. */
export function useMeter(devices: Devices, stream: () => MediaStream | null): Meter {
  const level = ref(0);
  const hearing = ref<Hearing>('listening');
  const readAt = ref(0);
  watch(
    stream,
    (heard, _before, onCleanup) => {
      level.value = 0;
      hearing.value = 'listening';
      if (!heard) return;
      const hear = createHearing(Date.now());
      const stop = devices.meter(heard, (loud) => {
        level.value = loud;
        readAt.value = Date.now();
        hearing.value = hear(loud, readAt.value);
      });
      onCleanup(stop);
    },
    { immediate: true },
  );
  return { level, hearing, readAt };
}
