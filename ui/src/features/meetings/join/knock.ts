import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import {
  knockByLink,
  knockByNumber,
  type Passed,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { asFailure, type PanelFailure } from '../../../kernel/failure.ts';
import { browserMemoryKey, callKey, need } from '../../../kernel/ports.ts';
import { useSession } from '../../access/session/index.ts';
import { digitsOf } from './number.ts';

/** A meeting that has not begun is asked for again after this many milliseconds; nobody without a session is pushed to. */
const again = 15_000;
const nameKey = 'campus-meet.guest-name';

/** Knocking at a door, as whoever is signed in or as a guest with a typed name. */
export interface Knock {
  /** The guest's name; the last one is remembered in this browser. */
  name: Ref<string>;
  busy: Ref<boolean>;
  failure: ShallowRef<PanelFailure | null>;
  /** The door is open but there is no meeting yet: it is tried again by itself until `stop`. */
  waits: Ref<boolean>;
  stop: () => void;
  byNumber: (number: string, guestPassword: string) => Promise<void>;
  byLink: (token: string) => Promise<void>;
}

/** A door that opens leads to the meeting's page: device check, lobby and meeting are the same for all. */
export function useKnock(): Knock {
  const call = need(callKey);
  const memory = need(browserMemoryKey);
  const session = useSession();
  const router = useRouter();
  const name = ref(memory.read(nameKey) ?? '');
  const busy = ref(false);
  const failure = shallowRef<PanelFailure | null>(null);
  const waits = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const asGuest = () => (session.isPerson ? {} : { name: name.value.trim() });
  const goIn = async (passed: Passed): Promise<void> => {
    if (passed.guest) {
      memory.write(nameKey, name.value.trim());
      session.adopt(passed.guest);
    }
    await router.push({ name: 'meeting', params: { meetingId: passed.meetingId } });
  };
  const knock = async (ask: () => Promise<Passed>): Promise<void> => {
    if (busy.value) return;
    clearTimeout(timer);
    busy.value = true;
    failure.value = null;
    try {
      await goIn(await ask());
      waits.value = false;
    } catch (error) {
      const why = asFailure(error);
      const wasWaiting = waits.value;
      // A line that is cut for a moment ends no waiting.
      waits.value =
        why.code === 'meeting/not-open' || (wasWaiting && why.code === 'network/unreachable');
      if (waits.value) timer = setTimeout(() => void knock(ask), again);
      else failure.value = why;
    } finally {
      busy.value = false;
    }
  };
  const stop = (): void => {
    clearTimeout(timer);
    waits.value = false;
  };
  onScopeDispose(stop);

  return {
    name,
    busy,
    failure,
    waits,
    stop,
    byNumber: (number, guestPassword) =>
      knock(() =>
        call(knockByNumber, {
          body: {
            number: digitsOf(number),
            ...(guestPassword === '' ? {} : { guestPassword }),
            ...asGuest(),
          },
        }),
      ),
    byLink: (token) => knock(() => call(knockByLink, { body: { token, ...asGuest() } })),
  };
}
