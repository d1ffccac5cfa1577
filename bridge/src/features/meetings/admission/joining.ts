import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Opened } from '../../access/sessions/index.ts';
import type { Meeting } from '../meeting.ts';
import type { Access } from './access.ts';
import type { AdmissionDecision, Presented } from './admission.ts';
import type { AdmissionRow, BelongingRepository } from './belonging-repository.ts';
import type { Passed } from './contract.ts';
import type { Entrant, Guests } from './guests.ts';
import type { GuessLimit } from './guess-limit.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import { startOf } from './view.ts';

/** What joining needs, by whatever method. */
export interface JoinDeps {
  series: SeriesRepository;
  belonging: BelongingRepository;
  policy: AdmissionPolicy;
  access: Access;
  guests: Guests;
  rateLimit: GuessLimit;
  clock: Clock;
}

/** An admission; for a guest with the session that was made. */
export interface Opening {
  passed: Omit<Passed, 'guest'>;
  guest: Opened | null;
}

/** Who asks to join, and from which address. */
export interface From {
  caller: Caller | null;
  address: string;
}

/** Somebody who comes into a series. */
interface Entry {
  series: Series;
  known: Entrant | null;
  name: string;
  address: string;
  /** Takes what can be taken only so often; refuses when there is none left. */
  useUp?: () => Promise<void>;
}

/** An admission that says nothing but its method. */
export const plainAdmission = {
  password_changes: null,
  link_id: null,
  rotations: null,
  by_host: false,
} as const;

/** What one way of admission says to somebody, known or not. */
export const decisionFor = (
  { policy }: Pick<JoinDeps, 'policy'>,
  { series, known }: Pick<Entry, 'series' | 'known'>,
  presented: Presented,
): Promise<AdmissionDecision> =>
  policy.byMethod(series, known ?? { id: newId(), kind: 'guest' }, presented);

/** The meeting that the series leads to. @throws Failure meeting/not-open when there is none */
async function meetingBehind({ access }: JoinDeps, series: Series): Promise<Meeting> {
  const meeting = await access.current(series);
  if (!meeting) throw new Failure('meeting/not-open');
  return meeting;
}

/** Notes the admission, and gives a guest a session. */
export async function grantAdmission(
  deps: JoinDeps,
  { series, known, name, address, useUp }: Entry,
  admission: Omit<AdmissionRow, 'series_id' | 'participant_id' | 'passed_at'>,
): Promise<Opening> {
  const meeting = await meetingBehind(deps, series);
  await useUp?.();
  const isPerson = known?.kind === 'person';
  const who = isPerson ? known : await deps.guests.welcome(series, known, { name, address });
  await deps.belonging.passed({
    series_id: series.id,
    participant_id: who.id,
    passed_at: deps.clock.now(),
    ...admission,
  });
  const state = meeting.state === 'scheduled' ? 'scheduled' : 'open';
  return {
    passed: {
      meetingId: meeting.id,
      title: meeting.title,
      hostName: meeting.hostName,
      state,
      startsAt: startOf(meeting),
    },
    guest: isPerson ? null : await deps.guests.openSession(who, meeting),
  };
}
