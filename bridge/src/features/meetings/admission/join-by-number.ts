import { timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId } from '../../../kernel/ids.ts';
import { noDetails } from '../details-contract.ts';
import type { Meeting } from '../meeting.ts';
import type { Opened } from '../../access/sessions/index.ts';
import type { Access } from './access.ts';
import type { Presented, AdmissionDecision } from './admission.ts';
import type { AdmissionRow, BelongingRepository } from './belonging-repository.ts';
import type { Passed } from './contract.ts';
import { nameOfGuest, type Guests, type Entrant } from './guests.ts';
import { proposePassword } from './meeting-id.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import type { AdmissionPolicy } from './policy.ts';
import type { GuessLimit } from './guess-limit.ts';
import { startOf } from './view.ts';

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

export interface JoinRequest {
  number: string;
  guestPassword?: string | undefined;
  name?: string | undefined;
}

/** Who asks to join, and from which address. */
export interface From {
  caller: Caller | null;
  address: string;
}

export type JoinByNumber = ReturnType<typeof createJoinByNumber>;

/** Admission by "meeting ID + guest password". */
export function createJoinByNumber(deps: JoinDeps) {
  // Where there is no such number, all the same is done for a series that nobody can enter.
  const decoy: Series = { ...emptySeries, id: newId(), guestPassword: proposePassword() };

  return {
    /**
     * A wrong number and a wrong password get the same answer in the same time.
     * @throws Failure door/wrong, door/campus-only …, request/too-many, meeting/not-open
     */
    byNumber: async (request: JoinRequest, { caller, address }: From): Promise<Opening> => {
      const name = nameOfGuest(caller, request.name);
      const isPerson = caller?.kind === 'person';
      const at = { from: isPerson ? caller.personId : address, number: request.number, isPerson };
      const { was, series, known, decision } = await deps.rateLimit.attempt(at, () =>
        look(deps, decoy, { request, caller }),
      );
      if (was === 'wrong') throw new Failure('door/wrong');
      if (decision.outcome === 'refused') throw new Failure(decision.code);
      return open(
        deps,
        { series, known, name, address },
        {
          ...nothingElse,
          door: 'number',
          password_changes: series.passwordChanges,
        },
      );
    },
  };
}

interface Looked {
  request: JoinRequest;
  caller: Caller | null;
}

async function look(deps: JoinDeps, decoy: Series, { request, caller }: Looked) {
  const found = await deps.series.findByNumber(request.number);
  const series = found ?? decoy;
  const known = await deps.guests.entrant(series, caller);
  const password = fits(series.guestPassword, request.guestPassword) ? 'right' : 'wrong';
  const decision = await decided(deps, { series, known }, { door: 'number', password });
  const isWrong = !found || isRefused(decision, 'door/wrong');
  const isOpen = series.guestPassword === null;
  const was: 'wrong' | 'open' | 'right' = isWrong ? 'wrong' : isOpen ? 'open' : 'right';
  return { was, series, known, decision };
}

interface Entry {
  series: Series;
  known: Entrant | null;
  name: string;
  address: string;
  /** Takes what can be taken only so often; refuses when there is none left. */
  useUp?: () => Promise<void>;
}

export const nothingElse = {
  password_changes: null,
  link_id: null,
  rotations: null,
  by_host: false,
} as const;

/** What one way of admission says to somebody, known or not. */
export const decided = (
  { policy }: Pick<JoinDeps, 'policy'>,
  { series, known }: Pick<Entry, 'series' | 'known'>,
  presented: Presented,
): Promise<AdmissionDecision> =>
  policy.byMethod(series, known ?? { id: newId(), kind: 'guest' }, presented);

const isRefused = (decision: AdmissionDecision, code: string): boolean =>
  decision.outcome === 'refused' && decision.code === code;

/** The meeting that the series leads to. @throws Failure meeting/not-open when there is none */
export async function meetingBehind({ access }: JoinDeps, series: Series): Promise<Meeting> {
  const meeting = await access.current(series);
  if (!meeting) throw new Failure('meeting/not-open');
  return meeting;
}

/** Notes the admission, and gives a guest a session. */
export async function open(
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

/** Compares in a time that tells nothing. What somebody typed may have other forms of the same characters. */
function fits(password: string | null, typed: string | undefined): boolean {
  const given = digest((typed ?? '').normalize('NFC').trim());
  const isSame = timingSafeEqual(Buffer.from(digest(password ?? '')), Buffer.from(given));
  return password === null || isSame;
}

const emptySeries: Omit<Series, 'id' | 'guestPassword'> = {
  kind: 'fresh',
  courseId: null,
  groupId: null,
  ownerPersonId: null,
  title: '',
  ...noDetails,
  number: '',
  uniqueKey: null,
  scope: 'anyone',
  passwordChanges: 0,
  lobby: false,
  locked: false,
  lecture: false,
  schedule: null,
  cancelledAt: null,
  createdAt: 0,
};
