import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { TemplateRenderer } from '../../notifications/outbox/index.ts';
import { voidCodes } from './code-repository.ts';
import { createHashing } from './hashing.ts';
import { passwordIssue } from './password-rules.ts';
import { findPassword, savePassword, strengthenPassword } from './password-repository.ts';
import type { Sessions } from '../sessions/index.ts';
import type { AccountOutbox, AccountPerson, AuditTrail } from './ports.ts';
import { passwordPosting } from './postings.ts';

export interface PasswordDeps {
  db: Database;
  clock: Clock;
  outbox: AccountOutbox;
  audit: AuditTrail;
  sessions: Pick<Sessions, 'endOthers'>;
  templates: TemplateRenderer;
  /** What a password must not be made of. */
  product: string;
  /** Where people log in. */
  loginUrl: string;
}

/** Who sets a password, and how they showed that they may. */
export interface Setting {
  person: AccountPerson;
  sessionId: string;
  password: string;
  by: 'code' | 'password';
}

export type Passwords = ReturnType<typeof createPasswords>;

/** Passwords: kept as argon2id, changed with a trace, never told. */
export function createPasswords(deps: PasswordDeps) {
  const { db, product } = deps;
  const { hashPassword, isPassword, isOutdated } = createHashing();
  return {
    /** When it was set; null where there is none. */
    setAt: async (personId: string): Promise<number | null> =>
      (await findPassword(db, personId))?.setAt ?? null,

    /** Is it this person's password? For nobody (null) the same work is done. A weaker hash is renewed. */
    fits: async (personId: string | null, password: string): Promise<boolean> => {
      const kept = (await findPassword(db, personId ?? ''))?.hash ?? null;
      const fits = await isPassword(kept, password);
      if (fits && personId !== null && kept !== null && isOutdated(kept)) {
        const after = await hashPassword(password);
        await strengthenPassword(db, personId, { before: kept, after });
      }
      return fits;
    },

    /**
     * Sets a password and ends the person's other sessions; answers which. Tells the person by mail that it was
     * changed. @throws Failure account/password-…
     */
    set: async (setting: Setting): Promise<string[]> => {
      const { person, password } = setting;
      const flaw = passwordIssue(password, person, product);
      if (flaw) throw new Failure(flaw);
      const hash = await hashPassword(password);
      return db.transaction((trx) => change(deps, trx, { ...setting, hash }));
    },
  };
}

async function change(
  deps: PasswordDeps,
  trx: Database,
  { person, sessionId, by, hash }: Setting & { hash: string },
): Promise<string[]> {
  const now = deps.clock.now();
  const isFirst = (await findPassword(trx, person.id)) === null;
  const changed = by === 'code' ? 'password-reset' : 'password-changed';
  await savePassword(trx, person.id, { hash, now });
  await voidCodes(trx, person.id, now);
  await deps.audit.record(trx, {
    actorId: person.id,
    action: `account.${isFirst ? 'password-set' : changed}`,
    subject: { kind: 'person', id: person.id, name: person.displayName },
    scopeDepartmentId: null,
    before: null,
    after: null,
  });
  const posting = isFirst ? null : passwordPosting(person, deps);
  if (posting && deps.outbox.carries('mail')) await deps.outbox.add(trx, posting);
  return deps.sessions.endOthers(person.id, sessionId, trx);
}
