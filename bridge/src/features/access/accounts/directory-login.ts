import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { saveProof } from './contact-repository.ts';
import { noteFamiliar, passwordMeters, type From } from './meters.ts';
import { openSessionFor, type LoggedIn, type OpeningDeps } from './opening.ts';
import type { Persons } from './persons.ts';
import type { CampusDirectory, DirectoryIdentity } from './ports.ts';
import type { StoredRateLimit } from '../../../kernel/stored-rate-limit.ts';

export interface DirectoryLoginDeps extends OpeningDeps {
  /** Keys that were in use before: browsers known by them still are. */
  formerKeys?: readonly Buffer[];
  /** Null where the campus directory is not configured for logging in. */
  directory: CampusDirectory | null;
  db: Database;
  rateLimit: StoredRateLimit;
  persons: Persons;
}

export type DirectoryLogin = ReturnType<typeof createDirectoryLogin>;

/** Logging in with the campus account: the directory says whether the password is right. */
export function createDirectoryLogin(deps: DirectoryLoginDeps) {
  const { directory, rateLimit, persons } = deps;
  return {
    isOffered: directory !== null,
    /**
     * @throws Failure account/login-wrong, whatever is wrong with it; account/not-registered for somebody whom the
     * directory knows and who is not (any more) registered here; directory/unavailable; request/too-many
     */
    logIn: async (
      { identifier, password }: { identifier: string; password: string },
      from: From,
    ): Promise<LoggedIn> => {
      if (!directory) throw new Failure('request/not-found');
      const person = await persons.one(identifier);
      const meters = await passwordMeters(deps, { identifier, person, from });
      const identity = await rateLimit.attempt(meters, () => directory.prove(identifier, password));
      if (!identity) throw new Failure('account/login-wrong');
      const known = await personOf(persons, identity);
      if (!known) throw new Failure('account/not-registered');
      await noteFamiliar(deps, known, from);
      const opened = await openSessionFor(deps, known, from.place);
      // The campus password proves as much as a code: who has lost the old number can confirm the new one.
      await saveProof(deps.db, opened.reply.session.id, deps.clock.now());
      return opened;
    },
  };
}

/** By the account's stable key; by campus number where the account was not read before. Never by name or mail. */
export async function personOf(
  persons: Persons,
  identity: DirectoryIdentity,
): Promise<string | null> {
  const owner = await persons.withAccount(identity.realm, identity.externalId);
  if (owner !== null) return (await persons.find(owner))?.id ?? null;
  const matched = identity.campusNumber === null ? null : await persons.matched(identity);
  return matched === null ? null : ((await persons.find(matched))?.id ?? null);
}
