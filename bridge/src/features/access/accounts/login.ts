import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Codes } from './codes.ts';
import { saveProof } from './contact-repository.ts';
import { markProven } from './contacts/contacts-repository.ts';
import type { AskedCode, CodeWay } from './contract.ts';
import {
  askingMeters,
  codeAddressMeters,
  codeMeters,
  noteFamiliar,
  passwordMeters,
  type From,
} from './meters.ts';
import { openSessionFor, type LoggedIn, type OpeningDeps } from './opening.ts';
import type { Passwords } from './passwords.ts';
import type { Persons } from './persons.ts';
import type { AccountOutbox } from './ports.ts';
import type { StoredRateLimit } from '../../../kernel/stored-rate-limit.ts';

export interface LoginDeps extends OpeningDeps {
  /** Keys that were in use before: browsers known by them still are. */
  formerKeys?: readonly Buffer[];
  db: Database;
  codes: Codes;
  passwords: Passwords;
  rateLimit: StoredRateLimit;
  persons: Persons;
  outbox: Pick<AccountOutbox, 'carries'>;
}

export type Login = ReturnType<typeof createLogin>;

/** Logging in without a portal. Every refusal is the same whether or not somebody is known. */
export function createLogin(deps: LoginDeps) {
  const { db, clock, codes, passwords, rateLimit, persons, outbox } = deps;
  return {
    ways: () => ({ sms: outbox.carries('sms'), mail: outbox.carries('mail') }),

    /** @throws Failure account/no-way when neither SMS nor mail is configured; request/too-many */
    askForCode: async (
      asked: { identifier: string; via: CodeWay },
      { address }: From,
    ): Promise<AskedCode> => {
      if (!outbox.carries('sms') && !outbox.carries('mail')) throw new Failure('account/no-way');
      const { own, shared } = askingMeters(asked.identifier, address);
      const nextAt = await rateLimit.take(own);
      // Nothing is right or wrong here: null, so that it counts.
      await rateLimit.share(shared, () => Promise.resolve(null));
      return { ...(await codes.ask(asked)), nextAt };
    },

    /** @throws Failure account/code-wrong, whatever is wrong with it; request/too-many */
    byCode: async (given: { codeId: string; code: string }, from: From): Promise<LoggedIn> => {
      const personId = await codes.ownerOf(given.codeId);
      const person = await rateLimit.attempt(codeMeters(deps, { personId, from }), async () => {
        const shown = await codes.use(given, { sessionId: null, purpose: 'login' });
        return shown && (await persons.find(shown.personId));
      });
      if (!person) throw new Failure('account/code-wrong');
      await rateLimit.giveBack(codeAddressMeters(from.address));
      await noteFamiliar(deps, person.id, from);
      const opened = await openSessionFor(deps, person.id, from.place);
      await saveProof(db, opened.reply.session.id, clock.now());
      await markProven(db, person.id, clock.now());
      return opened;
    },

    /** @throws Failure account/login-wrong, whatever is wrong with it; request/too-many */
    byPassword: async (
      { identifier, password }: { identifier: string; password: string },
      from: From,
    ): Promise<LoggedIn> => {
      const person = await persons.one(identifier);
      const meters = await passwordMeters(deps, { identifier, person, from });
      const fits = await rateLimit.attempt(meters, async () =>
        (await passwords.fits(person?.id ?? null, password)) ? true : null,
      );
      if (!person || !fits) throw new Failure('account/login-wrong');
      await noteFamiliar(deps, person.id, from);
      return openSessionFor(deps, person.id, from.place);
    },
  };
}
