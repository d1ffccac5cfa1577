import { timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../../kernel/caller.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newId } from '../../../kernel/ids.ts';
import { noDetails } from '../details-contract.ts';
import type { AdmissionDecision } from './admission.ts';
import { nameOfGuest } from './guests.ts';
import {
  decisionFor,
  grantAdmission,
  plainAdmission,
  type From,
  type JoinDeps,
  type Opening,
} from './joining.ts';
import { proposePassword } from './meeting-id.ts';
import type { Series } from './series.ts';

/** What somebody types who joins by a number. */
export interface JoinRequest {
  number: string;
  guestPassword?: string | undefined;
  name?: string | undefined;
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
      return grantAdmission(
        deps,
        { series, known, name, address },
        {
          ...plainAdmission,
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
  const decision = await decisionFor(deps, { series, known }, { door: 'number', password });
  const isWrong = !found || isRefused(decision, 'door/wrong');
  const isOpen = series.guestPassword === null;
  const was: 'wrong' | 'open' | 'right' = isWrong ? 'wrong' : isOpen ? 'open' : 'right';
  return { was, series, known, decision };
}

const isRefused = (decision: AdmissionDecision, code: string): boolean =>
  decision.outcome === 'refused' && decision.code === code;

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
