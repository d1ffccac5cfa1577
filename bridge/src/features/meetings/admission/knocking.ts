import { timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId } from '../../../kernel/ids.ts';
import type { Meeting } from '../meeting.ts';
import type { Opened } from '../../access/sessions/index.ts';
import type { Access } from './access.ts';
import type { Presented, Verdict } from './admission.ts';
import type { AdmissionRow, BelongingRepository } from './belonging-repository.ts';
import type { Passed } from './contract.ts';
import { nameOfGuest, type Guests, type Knocker } from './guests.ts';
import { proposePassword } from './number.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import type { Standings } from './standing.ts';
import type { Throttle } from './throttle.ts';
import { startOf } from './view.ts';

export interface KnockingParts {
  series: SeriesRepository;
  belonging: BelongingRepository;
  standings: Standings;
  access: Access;
  guests: Guests;
  throttle: Throttle;
  clock: Clock;
}

/** A door that was opened; for a guest with the session that was made. */
export interface Opening {
  passed: Omit<Passed, 'guest'>;
  guest: Opened | null;
}

export interface NumberKnock {
  number: string;
  guestPassword?: string | undefined;
  name?: string | undefined;
}

/** Who knocks, and from which address. */
export interface From {
  caller: Caller | null;
  address: string;
}

export type Knocking = ReturnType<typeof createKnocking>;

/** The door "meeting ID + guest password". */
export function createKnocking(parts: KnockingParts) {
  // Where there is no such number, all the same is done for a series that nobody can enter.
  const decoy: Series = { ...emptySeries, id: newId(), guestPassword: proposePassword() };

  return {
    /**
     * A wrong number and a wrong password get the same answer in the same time.
     * @throws Failure door/wrong, door/campus-only …, request/too-many, meeting/not-open
     */
    byNumber: async (knock: NumberKnock, { caller, address }: From): Promise<Opening> => {
      const name = nameOfGuest(caller, knock.name);
      const isPerson = caller?.kind === 'person';
      const at = { from: isPerson ? caller.personId : address, number: knock.number, isPerson };
      const { was, series, known, verdict } = await parts.throttle.attempt(at, () =>
        look(parts, decoy, { knock, caller }),
      );
      if (was === 'wrong') throw new Failure('door/wrong');
      if (verdict.outcome === 'refused') throw new Failure(verdict.code);
      return open(
        parts,
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
  knock: NumberKnock;
  caller: Caller | null;
}

async function look(parts: KnockingParts, decoy: Series, { knock, caller }: Looked) {
  const found = await parts.series.findByNumber(knock.number);
  const series = found ?? decoy;
  const known = await parts.guests.knocker(series, caller);
  const password = fits(series.guestPassword, knock.guestPassword) ? 'right' : 'wrong';
  const verdict = await judged(parts, { series, known }, { door: 'number', password });
  const isWrong = !found || isRefused(verdict, 'door/wrong');
  const isOpen = series.guestPassword === null;
  const was: 'wrong' | 'open' | 'right' = isWrong ? 'wrong' : isOpen ? 'open' : 'right';
  return { was, series, known, verdict };
}

interface Visit {
  series: Series;
  known: Knocker | null;
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

/** What one door says to somebody, known or not. */
export const judged = (
  { standings }: Pick<KnockingParts, 'standings'>,
  { series, known }: Pick<Visit, 'series' | 'known'>,
  presented: Presented,
): Promise<Verdict> => standings.atDoor(series, known ?? { id: newId(), kind: 'guest' }, presented);

const isRefused = (verdict: Verdict, code: string): boolean =>
  verdict.outcome === 'refused' && verdict.code === code;

/** The meeting that a door of the series leads to. @throws Failure meeting/not-open when there is none */
export async function meetingBehind({ access }: KnockingParts, series: Series): Promise<Meeting> {
  const meeting = await access.current(series);
  if (!meeting) throw new Failure('meeting/not-open');
  return meeting;
}

/** Notes that the door was passed, and gives a guest a session. */
export async function open(
  parts: KnockingParts,
  { series, known, name, address, useUp }: Visit,
  admission: Omit<AdmissionRow, 'series_id' | 'participant_id' | 'passed_at'>,
): Promise<Opening> {
  const meeting = await meetingBehind(parts, series);
  await useUp?.();
  const isPerson = known?.kind === 'person';
  const who = isPerson ? known : await parts.guests.welcome(series, known, { name, address });
  await parts.belonging.passed({
    series_id: series.id,
    participant_id: who.id,
    passed_at: parts.clock.now(),
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
    guest: isPerson ? null : await parts.guests.openSession(who, meeting),
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
  number: '',
  uniqueKey: null,
  scope: 'anyone',
  passwordChanges: 0,
  lobby: false,
  locked: false,
  schedule: null,
  cancelledAt: null,
  createdAt: 0,
};
