import type { Clock } from '../../../../kernel/clock.ts';
import type { Database } from '../../../../kernel/database.ts';
import { Failure } from '../../../../kernel/failure.ts';
import { masked } from '../masked.ts';
import type { Persons } from '../persons.ts';
import type { AuditTrail } from '../ports.ts';
import { answered, type ContactKind } from './contact.ts';
import { lockContact, saveSourceContacts, sourceContactsOf } from './contacts-repository.ts';
import { inTransaction } from '../../../../kernel/sql.ts';

export interface AnsweringDeps {
  db: Database;
  clock: Clock;
  persons: Persons;
  audit: AuditTrail;
}

/** An answer to a contact that waits. */
export interface ContactAnswer {
  personId: string;
  kind: ContactKind;
  isMine: boolean;
  /** The contact that is meant; null: whichever waits. */
  contact: string | null;
  /** Who says so; null: by a link that went to the old contact. */
  actorId: string | null;
}

/**
 * A contact that waits is the person's, and logs in from now on; or it is not, and never will.
 * @param first done in the same transaction, before anything else
 * @throws Failure account/contact-over: it does not wait any more; account/contact-taken
 */
export async function answerContact(
  deps: AnsweringDeps,
  answer: ContactAnswer,
  first: (trx: Database) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const { db, persons } = deps;
  const { personId, kind, isMine } = answer;
  const person = await persons.find(personId);
  const waiting = (await sourceContactsOf(db, [personId])).find((one) => one.kind === kind);
  const pending = waiting?.pending ?? null;
  if (!person || pending === null || (answer.contact ?? pending) !== pending) {
    throw new Failure('account/contact-over');
  }
  const known = isMine ? await persons.knownBy(pending) : [];
  if (known.some(({ id }) => id !== personId)) throw new Failure('account/contact-taken');
  await inTransaction(db, async (trx) => {
    await first(trx);
    await settle(trx, deps, { ...answer, contact: pending, name: person.displayName });
  });
}

async function settle(
  trx: Database,
  { clock, audit }: AnsweringDeps,
  { personId, kind, isMine, contact, actorId, name }: ContactAnswer & { name: string },
): Promise<void> {
  const before = await lockContact(trx, personId, kind);
  if (before?.pending !== contact) throw new Failure('account/contact-over');
  await saveSourceContacts(trx, [{ ...before, ...answered(before, isMine, clock.now()) }]);
  await audit.record(trx, {
    actorId,
    action: isMine ? 'account.contact-confirmed' : 'account.contact-refused',
    subject: { kind: 'person', id: personId, name },
    scopeDepartmentId: null,
    before: { contact: before.contact === null ? null : masked(before.contact) },
    after: { kind, contact: masked(contact ?? '') },
  });
}
