import { onScopeDispose, ref, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import {
  knockByLink,
  knockByNumber,
  type Passed,
} from '../../../../../bridge/src/features/meetings/admission/contract.ts';
import { browserMemoryKey, callKey, need } from '../../../kernel/ports.ts';
import { useAction, type Action } from '../../../kernel/requests.ts';
import { useSession } from '../../access/session/index.ts';
import { digitsOf } from './number.ts';

/** A meeting that has not begun is asked for again after this many milliseconds; nobody without a session is pushed to. */
const again = 15_000;
const nameKey = 'campus-meet.guest-name';

/** Knocking at a door, as whoever is signed in or as a guest with a typed name. */
export interface Knock {
  /** The guest's name; the last one is remembered in this browser. */
  name: Ref<string>;
  isBusy: Action['isBusy'];
  failure: Action['failure'];
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
  const { isBusy, failure, run } = useAction();
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
    if (isBusy.value) return;
    clearTimeout(timer);
    await run(async () => goIn(await ask()));
    const code = failure.value?.code;
    // A line that is cut for a moment ends no waiting.
    waits.value = code === 'meeting/not-open' || (waits.value && code === 'network/unreachable');
    if (!waits.value) return;
    failure.value = null;
    timer = setTimeout(() => void knock(ask), again);
  };
  const stop = (): void => {
    clearTimeout(timer);
    waits.value = false;
  };
  onScopeDispose(stop);

  return {
    name,
    isBusy,
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
