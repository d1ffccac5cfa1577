import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import { cleanText } from '../../../kernel/values.ts';
import type { Meeting } from '../meeting.ts';
import type { Opened, Sessions } from '../../access/sessions/index.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import { networkDigest } from './network.ts';
import type { Participant, Series } from './series.ts';

interface GuestDeps {
  belonging: BelongingRepository;
  sessions: Pick<Sessions, 'open'>;
  clock: Clock;
}

/** Who asks to come in: somebody with an account, a guest who was here before, or nobody that is known. */
export type Entrant = Pick<Participant, 'id' | 'kind'>;

/** What a guest says of themselves, and where they come from. */
export interface Newcomer {
  name: string;
  address: string;
}

export type Guests = ReturnType<typeof createGuests>;

/** People without an account: each is a guest of one series, and so is their session. */
export function createGuests({ belonging, sessions, clock }: GuestDeps) {
  return {
    /** Who the caller is to this series: a guest of another one is nobody here. */
    entrant: async (series: Series, caller: Caller | null): Promise<Entrant | null> => {
      if (!caller) return null;
      if (caller.kind === 'person') return { id: caller.personId, kind: 'person' };
      const guest = await belonging.findGuest(caller.personId);
      return guest?.series_id === series.id ? { id: guest.id, kind: 'guest' } : null;
    },
    /** Makes the guest, or gives the known one this name. */
    welcome: async (series: Series, known: Entrant | null, who: Newcomer): Promise<Entrant> => {
      if (known) {
        await belonging.renameGuest(known.id, who.name);
        return known;
      }
      const network = networkDigest(series.id, who.address);
      const guest = { id: newId(), series_id: series.id, name: who.name, network };
      await belonging.addGuest({ ...guest, created_at: clock.now() });
      return { id: guest.id, kind: 'guest' };
    },
    openSession: (guest: Entrant, meeting: Meeting): Promise<Opened> =>
      sessions.open({
        kind: 'guest',
        personId: guest.id,
        courseId: null,
        meetingId: meeting.id,
      }),
  };
}

/** The name that a guest gave. @throws Failure request/invalid where one is needed and none was given */
export function nameOfGuest(caller: Caller | null, name: string | undefined): string {
  // Marks that are not seen, or turn text around, are no part of a name.
  const clean = cleanText(name ?? '');
  if (clean !== '') return clean;
  if (caller?.kind === 'person') return '';
  const flaws = [{ field: 'body.name', message: 'is needed of guests' }];
  throw new Failure('request/invalid', { flaws });
}
