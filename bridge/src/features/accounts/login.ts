import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Opened, Place } from '../sessions/index.ts';
import type { Codes } from './codes.ts';
import { saveProof } from './contact-repository.ts';
import type { AskedCode, CodeWay } from './contract.ts';
import { deviceToken } from './device.ts';
import { askingMeters, passwordMeters, wrongMeters, type From } from './meters.ts';
import type { Passwords } from './passwords.ts';
import type { Persons } from './persons.ts';
import type { AccountOutbox, AccountPerson, SessionOpener } from './ports.ts';
import type { Throttle } from './throttle.ts';

export interface LoginParts {
  db: Database;
  clock: Clock;
  key: Buffer;
  codes: Codes;
  passwords: Passwords;
  throttle: Throttle;
  persons: Persons;
  sessions: SessionOpener;
  outbox: Pick<AccountOutbox, 'carries'>;
}

/** A session that was opened, and what lets this browser be known again. */
export interface LoggedIn extends Opened {
  device: string;
}

export type Login = ReturnType<typeof createLogin>;

/** Logging in without a portal. Every refusal is the same whether or not somebody is known. */
export function createLogin(parts: LoginParts) {
  const { db, clock, codes, passwords, throttle, persons, outbox } = parts;
  return {
    ways: () => ({ sms: outbox.carries('sms'), mail: outbox.carries('mail') }),

    /** @throws Failure account/no-way when neither SMS nor mail is configured; request/too-many */
    askForCode: async (
      asked: { identifier: string; via: CodeWay },
      { address }: From,
    ): Promise<AskedCode> => {
      if (!outbox.carries('sms') && !outbox.carries('mail')) throw new Failure('account/no-way');
      const nextAt = await throttle.take(askingMeters(asked.identifier, address));
      return { ...(await codes.ask(asked)), nextAt };
    },

    /** @throws Failure account/code-wrong, whatever is wrong with it; request/too-many */
    byCode: async (given: { codeId: string; code: string }, from: From): Promise<LoggedIn> => {
      const meters = wrongMeters(from.address);
      await throttle.take(meters);
      const shown = await codes.use(given, null);
      const person = shown && (await persons.find(shown.personId));
      if (!person) throw new Failure('account/code-wrong');
      await throttle.giveBack(meters);
      const opened = await open(parts, person, from.place);
      await saveProof(db, opened.reply.session.id, clock.now());
      return opened;
    },

    /** @throws Failure account/login-wrong, whatever is wrong with it; request/too-many */
    byPassword: async (
      { identifier, password }: { identifier: string; password: string },
      from: From,
    ): Promise<LoggedIn> => {
      const person = await persons.one(identifier);
      const meters = passwordMeters(parts, { identifier, person, from });
      await throttle.take(meters);
      const fits = await passwords.fits(person?.id ?? null, password);
      if (!person || !fits) throw new Failure('account/login-wrong');
      await throttle.giveBack(meters);
      return open(parts, person, from.place);
    },
  };
}

async function open(
  { sessions, key, clock }: LoginParts,
  { id }: AccountPerson,
  place: Place,
): Promise<LoggedIn> {
  const grant = { kind: 'person' as const, personId: id, courseId: null, meetingId: null };
  return { ...(await sessions.open(grant, place)), device: deviceToken(key, id, clock.now()) };
}
