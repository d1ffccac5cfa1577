import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Connections } from './connecting/ports.ts';
import { answerContact, type AnsweringDeps } from './contacts/answering.ts';
import type { ContactKind } from './contacts/contact.ts';
import { sourceContactsOf } from './contacts/contacts-repository.ts';
import type { AccountLinkShown } from './contacts/contract.ts';
import { answerLink, findLink, sweepLinks, type AccountLink } from './links-repository.ts';
import { masked } from './masked.ts';
import { codeMeters, type From } from './meters.ts';
import type { StoredRateLimit } from '../../../kernel/stored-rate-limit.ts';

export interface LinksDeps extends AnsweringDeps {
  db: Database;
  clock: Clock;
  key: Buffer;
  rateLimit: StoredRateLimit;
  connections: Pick<Connections, 'disconnect' | 'isInForce'>;
  /** Signs people out everywhere. */
  signOut: (personIds: readonly string[]) => Promise<void>;
}

export type AccountLinks = ReturnType<typeof createAccountLinks>;

/** Links by which somebody who was told of a change says that it is theirs, or is not. */
export function createAccountLinks(deps: LinksDeps) {
  const { db, clock, rateLimit } = deps;
  const find = async (token: string, from: From): Promise<AccountLink> => {
    const link = await rateLimit.attempt(codeMeters(deps, { personId: null, from }), () =>
      findLink(db, token, clock.now()),
    );
    if (!link) throw new Failure('account/link-unknown');
    return link;
  };
  return {
    /** @throws Failure account/link-unknown, request/too-many */
    read: async (token: string, from: From): Promise<AccountLinkShown> => {
      const link = await find(token, from);
      const { kind, contact } = link;
      return { kind, contact: contact && masked(contact), state: await stateOf(deps, link) };
    },

    /** @throws Failure account/link-unknown, account/contact-over, account/contact-taken, identity/…, request/too-many */
    answer: async (token: string, isMine: boolean, from: From): Promise<void> => {
      const link = await find(token, from);
      const now = clock.now();
      const first = async (trx: Database): Promise<void> => {
        if (await answerLink(trx, link.id, { isMine, now })) return;
        throw new Failure('account/contact-over');
      };
      if (link.kind === 'contact') {
        const { personId, about, contact } = link;
        const answer = { personId, kind: about as ContactKind, isMine, contact, actorId: null };
        await answerContact(deps, answer, first);
      } else if (isMine) {
        await db.transaction(first);
      } else {
        await deps.signOut(await deps.connections.disconnect(link.about, first));
      }
    },

    sweep: (): Promise<void> => sweepLinks(db, clock.now()),
  };
}

async function stateOf(
  { db, connections }: LinksDeps,
  { personId, kind, about, contact, isMine }: AccountLink,
): Promise<AccountLinkShown['state']> {
  if (isMine !== null) return isMine ? 'mine' : 'not-mine';
  if (kind === 'connected') return (await connections.isInForce(about)) ? 'open' : 'over';
  const all = await sourceContactsOf(db, [personId]);
  return all.some((one) => one.kind === about && one.pending === contact) ? 'open' : 'over';
}
