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
import { digitsOf } from './meeting-id.ts';

/** A meeting that has not begun is asked for again after this many milliseconds; nobody without a session is pushed to. */
const again = 15_000;
const nameKey = 'campus-meet.guest-name';

/** Asking to join, as whoever is signed in or as a guest with a typed name. */
export interface JoinRequest {
  /** The guest's name; the last one is remembered in this browser. */
  name: Ref<string>;
  isBusy: Action['isBusy'];
  failure: Action['failure'];
  /** They may come in but there is no meeting yet: it is tried again by itself until `stop`. */
  waits: Ref<boolean>;
  stop: () => void;
  byNumber: (number: string, guestPassword: string) => Promise<void>;
  byLink: (token: string) => Promise<void>;
}

/** Who may come in is led to the meeting's page: device check, lobby and meeting are the same for all. */
export function useJoinRequest(): JoinRequest {
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
  const joinRequest = async (ask: () => Promise<Passed>): Promise<void> => {
    if (isBusy.value) return;
    clearTimeout(timer);
    await run(async () => goIn(await ask()));
    const code = failure.value?.code;
    // A line that is cut for a moment ends no waiting.
    waits.value = code === 'meeting/not-open' || (waits.value && code === 'network/unreachable');
    if (!waits.value) return;
    failure.value = null;
    timer = setTimeout(() => void joinRequest(ask), again);
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
      joinRequest(() =>
        call(knockByNumber, {
          body: {
            number: digitsOf(number),
            ...(guestPassword === '' ? {} : { guestPassword }),
            ...asGuest(),
          },
        }),
      ),
    byLink: (token) => joinRequest(() => call(knockByLink, { body: { token, ...asGuest() } })),
  };
}
