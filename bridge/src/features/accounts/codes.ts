import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
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
import { codeDigest, codeRules, isSame, newCode } from './code.ts';
import type { CodeWay } from './contract.ts';
import type { AccountOutbox, AccountPeople, AccountPerson } from './ports.ts';
import { codePosting, destinationOf, type Destination } from './postings.ts';

export interface CodeParts {
  db: Database;
  clock: Clock;
  key: Buffer;
  people: AccountPeople;
  outbox: AccountOutbox;
  /** How the service is called in messages. */
  product: string;
}

/** A code that is asked for, by somebody who says who they are. */
interface Asked {
  identifier: string;
  via: CodeWay;
}

export type Codes = ReturnType<typeof createCodes>;

/** At most so many codes are made and sent in one round. */
const roundSize = 50;

/**
 * One-time codes. Asking only notes what was asked: who is meant is looked up when the code is made, a moment
 * after the answer has left. So the answer takes the same time, and does the same, for people and for strangers.
 */
export function createCodes(parts: CodeParts) {
  const { db, clock, key } = parts;
  return {
    /** Notes that a code was asked for. */
    ask: async ({ identifier, via }: Asked): Promise<{ codeId: string; expiresAt: number }> => {
      const now = clock.now();
      const row = { ...emptyRow, id: newId(), identifier, via, asked_at: now };
      const expiresAt = now + codeRules.lifeMs;
      await addCode(db, { ...row, expires_at: expiresAt });
      return { codeId: row.id, expiresAt };
    },

    /** Makes and sends what was asked for; safe beside other bridges' rounds. */
    deliver: async (): Promise<void> => {
      for (const row of await askedCodes(db, clock.now(), roundSize)) await deliver(parts, row);
    },

    /** Whose code it is: the person's id, or null when it is wrong, used, too old or nobody's. */
    use: async (codeId: string, code: string): Promise<string | null> => {
      const row = await findCode(db, codeId);
      const now = clock.now();
      const mayTry = await takeTry(db, codeId, { now, tries: codeRules.tries });
      const isRight = isSame(codeDigest(key, codeId, code), row?.digest ?? noDigest);
      if (!mayTry || !isRight || !row) return null;
      return (await useCode(db, codeId, now)) ? row.person_id : null;
    },

    sweep: (): Promise<void> => sweepCodes(db, clock.now() - codeRules.lifeMs),
  };
}

// No HMAC has these letters: what is compared with it is always wrong.
const noDigest = '-'.repeat(64);

const emptyRow: Omit<CodeRow, 'id' | 'identifier' | 'via' | 'asked_at' | 'expires_at'> = {
  person_id: null,
  session_id: null,
  contact: null,
  digest: null,
  tries: 0,
  sent_at: null,
  used_at: null,
};

async function deliver(parts: CodeParts, row: CodeRow): Promise<void> {
  const found = await receiver(parts, row);
  const code = newCode();
  const digest = found && codeDigest(parts.key, row.id, code);
  await parts.db.transaction(async (trx) => {
    const personId = found?.person.id ?? null;
    if (!(await settleCode(trx, row.id, { personId, digest, now: parts.clock.now() }))) return;
    if (!found) return;
    const news = { code, expiresAt: row.expires_at, product: parts.product };
    await parts.outbox.add(trx, codePosting(found.person, found.to, news));
  });
}

/** Whom the code is for, and where it goes. What fits several people is nobody's: no stranger gets a code. */
async function receiver(
  { people, outbox }: CodeParts,
  { identifier, via }: CodeRow,
): Promise<{ person: AccountPerson; to: Destination } | null> {
  const [person, ...others] = await people.knownBy(identifier.normalize('NFKC').trim());
  if (!person || others.length > 0) return null;
  const to = destinationOf(person, via, outbox.carries);
  return to && { person, to };
}
