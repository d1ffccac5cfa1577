import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { useRouter } from 'vue-router';
import {
  knockByLink,
  knockByNumber,
  type Passed,
} from '../../../../bridge/src/features/doors/contract.ts';
import { asFailure, type PanelFailure } from '../../kernel/failure.ts';
import { browserMemoryKey, callKey, need } from '../../kernel/ports.ts';
import { useSession } from '../session/index.ts';
import { digitsOf } from './number.ts';

const nameKey = 'campus-meet.guest-name';

/** Knocking at a door, as whoever is signed in or as a guest with a typed name. */
export interface Knock {
  /** The guest's name; the last one is remembered in this browser. */
  name: Ref<string>;
  busy: Ref<boolean>;
  failure: ShallowRef<PanelFailure | null>;
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

  const asGuest = () => (session.status === 'open' ? {} : { name: name.value.trim() });
  const goIn = async (passed: Passed): Promise<void> => {
    if (passed.guest) {
      memory.write(nameKey, name.value.trim());
      session.adopt(passed.guest);
    }
    await router.push({ name: 'meeting', params: { meetingId: passed.meetingId } });
  };
  const knock = async (ask: () => Promise<Passed>): Promise<void> => {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      await goIn(await ask());
    } catch (error) {
      failure.value = asFailure(error);
    } finally {
      busy.value = false;
    }
  };

  return {
    name,
    busy,
    failure,
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
