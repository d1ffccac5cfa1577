import { z } from 'zod';
import type { Caller } from '../../../kernel/caller.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Codes } from './codes.ts';
import { isProvenSince, saveContact, saveProof, sweepProofs } from './contact-repository.ts';
import type { AskedCode, CodeWay, MyAccount } from './contract.ts';
import { answered } from './contacts/contact.ts';
import {
  markProven,
  saveSourceContacts,
  sourceContactsOf,
} from './contacts/contacts-repository.ts';
import { masked } from './masked.ts';
import { ownCodeMeters, ownPasswordMeters } from './meters.ts';
import type { Passwords } from './passwords.ts';
import type { Persons } from './persons.ts';
import type { AccountOutbox, AccountPerson } from './ports.ts';
import { destinationOf } from './postings.ts';
import type { StoredRateLimit } from '../../../kernel/stored-rate-limit.ts';

export interface MyAccountDeps {
  db: Database;
  clock: Clock;
  codes: Codes;
  passwords: Passwords;
  persons: Persons;
  rateLimit: StoredRateLimit;
  outbox: Pick<AccountOutbox, 'carries'>;
  /** These sessions are over: their sockets are to be closed. */
  ended: (sessionIds: string[]) => void;
}

/** For so long after a code a password may be set without the former one, milliseconds. */
export const proofMs = 15 * 60_000;

type Self = Pick<Caller, 'personId' | 'sessionId'>;
export type OwnAccount = ReturnType<typeof createMyAccount>;

/** One's own account: claiming it with a phone or an address, setting a password. */
export function createMyAccount(deps: MyAccountDeps) {
  const { db, clock, codes, passwords, rateLimit, outbox } = deps;
  return {
    view: async (self: Self): Promise<MyAccount> => {
      const person = await own(deps, self);
      const { phone, email, campusNumber } = person;
      return {
        passwordSetAt: await passwords.setAt(person.id),
        phone: phone && masked(phone),
        email: email && masked(email),
        campusNumber,
        ways: (['sms', 'mail'] as const).filter((way) => outbox.carries(way)),
        isProven: await isProven(deps, self),
      };
    },

    /**
     * Sends a code to what is known of the caller, or to a new number or address. A new one needs a proof first
     * where there is anything to prove by: else whoever finds an open tab could make the account their own.
     * @throws Failure account/proof-needed, account/no-way, account/no-contact, request/invalid, request/too-many
     */
    askForCode: async (
      self: Self,
      { via, contact }: { via: CodeWay; contact?: string | undefined },
    ): Promise<AskedCode> => {
      const person = await own(deps, self);
      const known = destinationOf(person, via, outbox.carries);
      const fresh = contact === undefined ? null : contactOf(deps.persons, via, contact);
      if (fresh !== null) {
        const isOwned = known !== null || (await passwords.setAt(person.id)) !== null;
        if (isOwned && !(await isProven(deps, self))) throw new Failure('account/proof-needed');
      }
      const carried = waysCarried(deps);
      if (fresh === null ? carried.length === 0 : !carried.includes(via)) {
        throw new Failure('account/no-way');
      }
      if (fresh === null && !known) throw new Failure('account/no-contact');
      const nextAt = await rateLimit.take(ownCodeMeters(person.id, fresh));
      return { ...(await codes.ask({ ...self, via, contact: fresh })), nextAt };
    },

    /** @throws Failure account/code-wrong; account/contact-taken when somebody else is known by it */
    confirm: async (self: Self, given: { codeId: string; code: string }): Promise<void> => {
      const shown = await codes.use(given, { sessionId: self.sessionId, purpose: 'own' });
      if (shown?.personId !== self.personId) throw new Failure('account/code-wrong');
      if (shown.contact !== null) await claim(deps, self.personId, shown.contact);
      await saveProof(db, self.sessionId, clock.now());
      await markProven(db, self.personId, clock.now());
    },

    /** @throws Failure account/proof-needed, account/login-wrong, account/password-… , request/too-many */
    setPassword: async (
      self: Self,
      { password, current }: { password: string; current?: string | undefined },
    ): Promise<void> => {
      const person = await own(deps, self);
      const by = (await isProven(deps, self)) ? 'code' : 'password';
      if (by === 'password') await proveByPassword(deps, person, current);
      const { sessionId } = self;
      deps.ended(await passwords.set({ person, sessionId, password, by }));
    },

    /**
     * Shows that the caller is who the session says: by a code of a moment ago, or by the present password. Where
     * there is nothing to prove by (an account that came by a launch) the session is enough.
     * @throws Failure account/proof-needed, account/login-wrong, request/too-many
     */
    prove: async (self: Self, current?: string): Promise<void> => {
      if (await isProven(deps, self)) return;
      const person = await own(deps, self);
      const ways = (['sms', 'mail'] as const).map((way) =>
        destinationOf(person, way, outbox.carries),
      );
      const hasWay =
        ways.some((way) => way !== null) || (await passwords.setAt(person.id)) !== null;
      if (hasWay) await proveByPassword(deps, person, current);
    },

    /** Forgets what is over. */
    sweep: async (): Promise<void> => {
      await codes.sweep();
      await rateLimit.sweep();
      await sweepProofs(db, clock.now() - proofMs);
    },
  };
}

const waysCarried = ({ outbox }: Pick<MyAccountDeps, 'outbox'>): CodeWay[] =>
  (['sms', 'mail'] as const).filter((way) => outbox.carries(way));

async function own({ persons }: MyAccountDeps, { personId }: Self): Promise<AccountPerson> {
  const person = await persons.find(personId);
  if (!person) throw new Failure('session/ended');
  return person;
}

const isProven = ({ db, clock }: MyAccountDeps, { sessionId }: Self): Promise<boolean> =>
  isProvenSince(db, sessionId, clock.now() - proofMs);

async function proveByPassword(
  { passwords, rateLimit }: MyAccountDeps,
  { id }: AccountPerson,
  current: string | undefined,
): Promise<void> {
  if (current === undefined) throw new Failure('account/proof-needed');
  const meters = ownPasswordMeters(id);
  await rateLimit.take(meters);
  if (!(await passwords.fits(id, current))) throw new Failure('account/login-wrong');
  await rateLimit.giveBack(meters);
}

async function claim(
  { db, clock, persons }: MyAccountDeps,
  personId: string,
  contact: string,
): Promise<void> {
  const others = (await persons.knownBy(contact)).filter(({ id }) => id !== personId);
  if (others.length > 0) throw new Failure('account/contact-taken');
  await saveContact(db, personId, { contact, now: clock.now() });
  // What a source says as well needs no other confirmation.
  const waiting = (await sourceContactsOf(db, [personId])).find((one) => one.pending === contact);
  if (waiting)
    await saveSourceContacts(db, [{ ...waiting, ...answered(waiting, true, clock.now()) }]);
}

const mailAddress = z.email().max(191);

/** A new number (E.164) or address in the form in which it is kept. @throws Failure request/invalid */
function contactOf({ phoneKey }: Persons, via: CodeWay, contact: string): string {
  const found =
    via === 'sms'
      ? phoneKey(contact)
      : (mailAddress.safeParse(contact.normalize('NFKC').trim().toLowerCase()).data ?? null);
  if (found !== null) return found;
  const message = via === 'sms' ? 'must be a phone number' : 'must be a mail address';
  throw new Failure('request/invalid', { flaws: [{ field: 'body.contact', message }] });
}
