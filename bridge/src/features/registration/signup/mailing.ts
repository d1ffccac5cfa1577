import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { digest, newSecret } from '../../../kernel/ids.ts';
import type { Application } from './application.ts';
import { codeDigest, newCode } from './code.ts';
import type { KnownPeople, Mail } from './ports.ts';
import { confirmPosting, knownPosting, type Addresses } from './postings.ts';
import { mailsDue, noteMailed } from './repository.ts';

export interface MailingDeps {
  db: Database;
  clock: Clock;
  key: Buffer;
  people: KnownPeople;
  outbox: Mail;
  addresses: Addresses;
}

/** At most so many mails are written in one round. */
const roundSize = 50;

/**
 * Writes the mails that are due; safe beside other bridges' rounds. Who is registered already is looked up only
 * here, a moment after the answer has left: so the answer takes the same time for everybody.
 */
export async function deliverMails(deps: MailingDeps): Promise<void> {
  for (const application of await mailsDue(deps.db, deps.clock.now(), roundSize)) {
    await deliver(deps, application);
  }
}

async function deliver(deps: MailingDeps, application: Application): Promise<void> {
  const { db, clock, key, people, outbox, addresses } = deps;
  const [known] = await people.named(application.email);
  const code = newCode();
  const token = newSecret();
  const posting = known
    ? knownPosting(application, known, addresses)
    : confirmPosting(application, { code, token }, addresses);
  const kept = known
    ? { codeDigest: null, linkDigest: null }
    : { codeDigest: codeDigest(key, application.id, code), linkDigest: digest(token) };
  await db.transaction(async (trx) => {
    if (!(await noteMailed(trx, application.id, { ...kept, now: clock.now() }))) return;
    await outbox.add(trx, posting);
  });
}
