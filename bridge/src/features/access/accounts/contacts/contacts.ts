import type { Caller } from '../../../../kernel/caller.ts';
import { Failure } from '../../../../kernel/failure.ts';
import { kindOf } from '../../../directory/people/index.ts';
import { answerContact, type AnsweringDeps } from './answering.ts';
import type { ContactKind } from './contact.ts';
import { sourceContactsOf, type KnownContact } from './contacts-repository.ts';
import type { PersonContact, WaitingContact } from './contract.ts';

export interface ContactsDeps extends AnsweringDeps {
  /** Shows that the caller is who the session says. @throws Failure account/proof-needed, account/login-wrong */
  prove: (self: Pick<Caller, 'personId' | 'sessionId'>, current?: string) => Promise<void>;
  /** @throws Failure admin/not-allowed */
  requireSystem: (personId: string) => Promise<void>;
}

/** An answer as a contract took it. */
interface Said {
  kind: ContactKind;
  contact: string;
  isMine: boolean;
}

export type Contacts = ReturnType<typeof createContacts>;

/** What sources say of contacts that people log in with, and what is answered to it. */
export function createContacts(deps: ContactsDeps) {
  const { db, persons } = deps;
  return {
    mine: async ({ personId }: Caller): Promise<WaitingContact[]> =>
      (await sourceContactsOf(db, [personId])).flatMap((one) => waitingOf(one) ?? []),

    /** @throws Failure account/proof-needed, account/login-wrong, account/contact-over, account/contact-taken */
    answerMine: async (
      { personId, sessionId }: Caller,
      { current, ...said }: Said & { current?: string | undefined },
    ): Promise<void> => {
      if (said.isMine) await deps.prove({ personId, sessionId }, current);
      await answerContact(deps, { personId, actorId: personId, ...said });
    },

    /** @throws Failure admin/not-allowed, person/not-found */
    of: async (callerId: string, personId: string): Promise<PersonContact[]> => {
      await deps.requireSystem(callerId);
      if (!(await persons.find(personId))) throw new Failure('person/not-found');
      return (await sourceContactsOf(db, [personId])).map((one) => ({
        kind: one.kind,
        contact: one.isHeld ? one.contact : null,
        refused: one.refused,
        waiting: waitingOf(one),
      }));
    },

    /** @throws Failure admin/not-allowed, identity/yourself, account/contact-over, account/contact-taken */
    answerFor: async (callerId: string, personId: string, said: Said): Promise<void> => {
      await deps.requireSystem(callerId);
      if (callerId === personId) throw new Failure('identity/yourself');
      await answerContact(deps, { personId, actorId: callerId, ...said });
    },
  };
}

function waitingOf({ kind, pending, pendingBy, pendingAt }: KnownContact): WaitingContact | null {
  if (pending === null) return null;
  return { kind, contact: pending, source: kindOf(pendingBy ?? ''), since: pendingAt ?? 0 };
}
