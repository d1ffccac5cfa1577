import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import {
  addCode,
  askedCodes,
  findCode,
  settleCode,
  sweepCodes,
  takeTry,
  useCode,
  type CodeRow,
} from './code-repository.ts';
import { codeDigest, codeRules, isSameByAny, newCode } from './code.ts';
import type { CodeWay } from './contract.ts';
import type { Persons } from './persons.ts';
import type { TemplateRenderer } from '../../notifications/outbox/index.ts';
import type { AccountOutbox, AccountPerson } from './ports.ts';
import { codePosting, connectPosting, destinationOf, type Destination } from './postings.ts';

export interface CodeDeps {
  db: Database;
  clock: Clock;
  key: Buffer;
  /** Keys that were in use before: codes by them still hold. */
  formerKeys?: readonly Buffer[];
  persons: Persons;
  outbox: AccountOutbox;
  templates: TemplateRenderer;
}

/** A code that is asked for: by somebody who says who they are, or by somebody who is signed in. */
type Asked =
  | { identifier: string; via: CodeWay }
  /** By somebody who is signed in and says to be somebody else as well. */
  | { identifier: string; sessionId: string; via: CodeWay }
  | {
      personId: string;
      sessionId: string;
      via: CodeWay;
      /** A new number or address that is to be confirmed; null: what is known. */
      contact: string | null;
    };

/** What a code opens: a session, a change of one's own account, or a connection with somebody else's. */
export type CodePurpose = 'login' | 'own' | 'connect';

const purposeOf = (asked: Asked): CodePurpose =>
  'personId' in asked ? 'own' : 'sessionId' in asked ? 'connect' : 'login';

/** Whose code it must be to be used, and what is asked before it is used up. */
export interface UseOf {
  /** The session that asked; null: somebody who was not signed in. */
  sessionId: string | null;
  purpose: CodePurpose;
  /** What else the right code needs; throws where it is not given: the code is still good then. */
  first?: (personId: string) => Promise<void>;
}

/** Who has shown the right code, and what it was asked for. */
export interface Shown {
  personId: string;
  sessionId: string | null;
  contact: string | null;
}

export type Codes = ReturnType<typeof createCodes>;

/** At most so many codes are made and sent in one round. */
const roundSize = 50;

/**
 * One-time codes. Asking only notes what was asked: who is meant is looked up when the code is made, a moment
 * after the answer has left. So the answer takes the same time, and does the same, for people and for strangers.
 */
export function createCodes(deps: CodeDeps) {
  const { db, clock, key, formerKeys = [] } = deps;
  return {
    /** Notes that a code was asked for. */
    ask: async (asked: Asked): Promise<{ codeId: string; expiresAt: number }> => {
      const now = clock.now();
      const expiresAt = now + codeRules.lifeMs;
      const row = { ...newRow(asked), asked_at: now, expires_at: expiresAt };
      await addCode(db, row);
      return { codeId: row.id, expiresAt };
    },

    /** Makes and sends what was asked for; safe beside other bridges' rounds. */
    deliver: async (): Promise<void> => {
      for (const row of await askedCodes(db, clock.now(), roundSize)) await deliver(deps, row);
    },

    /** Whom a code was sent to; null for nobody. */
    ownerOf: async (codeId: string): Promise<string | null> =>
      (await findCode(db, codeId))?.person_id ?? null,

    /** Uses a code up. Null when it is wrong, used, too old, nobody's, or was asked for elsewhere or for something else. */
    use: async (
      { codeId, code }: { codeId: string; code: string },
      { sessionId, purpose, first }: UseOf,
    ): Promise<Shown | null> => {
      const row = await findCode(db, codeId);
      const now = clock.now();
      const mayTry = await takeTry(db, codeId, { now, tries: codeRules.tries });
      const digestBy = (one: Buffer) => codeDigest(one, codeId, code);
      const isRight = isSameByAny([key, ...formerKeys], digestBy, row?.digest ?? noDigest);
      if (!mayTry || !isRight || row?.session_id !== sessionId || row.person_id === null)
        return null;
      if (row.purpose !== purpose) return null;
      await first?.(row.person_id);
      if (!(await useCode(db, codeId, now))) return null;
      return { personId: row.person_id, sessionId, contact: row.contact };
    },

    sweep: (): Promise<void> => sweepCodes(db, clock.now() - codeRules.lifeMs),
  };
}

// No HMAC has these letters: what is compared with it is always wrong.
const noDigest = '-'.repeat(64);

function newRow(asked: Asked): Omit<CodeRow, 'asked_at' | 'expires_at'> {
  const isOwn = 'personId' in asked;
  return {
    id: newId(),
    via: asked.via,
    purpose: purposeOf(asked),
    identifier: isOwn ? '' : asked.identifier,
    person_id: isOwn ? asked.personId : null,
    session_id: 'sessionId' in asked ? asked.sessionId : null,
    contact: isOwn ? asked.contact : null,
    digest: null,
    tries: 0,
    sent_at: null,
    used_at: null,
  };
}

async function deliver(deps: CodeDeps, row: CodeRow): Promise<void> {
  const found = await receiver(deps, row);
  const code = newCode();
  const digest = found && codeDigest(deps.key, row.id, code);
  await deps.db.transaction(async (trx) => {
    const personId = found?.person.id ?? null;
    if (!(await settleCode(trx, row.id, { personId, digest, now: deps.clock.now() }))) return;
    if (!found) return;
    const notification = { code, expiresAt: row.expires_at, templates: deps.templates };
    const write = row.purpose === 'connect' ? connectPosting : codePosting;
    await deps.outbox.add(trx, write(found.person, found.to, notification));
  });
}

/** Whom the code is for, and where it goes. What fits several people is nobody's: no stranger gets a code. */
async function receiver(
  { persons, outbox }: CodeDeps,
  { identifier, via, person_id: personId, contact, purpose }: CodeRow,
): Promise<{ person: AccountPerson; to: Destination } | null> {
  const id = personId ?? (await persons.one(identifier))?.id;
  const person = id === undefined ? null : await persons.find(id);
  if (!person) return null;
  // Only whom a source of the campus itself knows can be connected with.
  if (purpose === 'connect' && !(await persons.isRegistered(person.id))) return null;
  if (contact !== null) return { person, to: { via, to: contact } };
  const to = destinationOf(person, via, outbox.carries);
  return to && { person, to };
}
