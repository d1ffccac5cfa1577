import type { Clock } from '../../kernel/clock.ts';
import type { Database } from '../../kernel/database.ts';
import { Failure } from '../../kernel/failure.ts';
import { inTransaction } from '../people/index.ts';
import { entryOf, noteEntry, type Outbox, type Plan } from '../outbox/index.ts';
import type { Recipient, SeriesFacts } from './invitation.ts';
import { planOf } from './invitation-plan.ts';
import { invitationPosting, type Sender, type Told } from './invitation-postings.ts';
import { forgetInvited, invitedTo, rememberInvited } from './invited-repository.ts';
import { holdsLink, withoutLinks } from './plain.ts';
import type { MailQuota } from './quota.ts';
import { refusedAmong } from './refusals-repository.ts';
import type { StopLinks } from './stop-links.ts';

export interface InvitationParts {
  db: Database;
  clock: Clock;
  outbox: Pick<Outbox, 'add' | 'carries'>;
  sender: Sender;
  stopLinks: Pick<StopLinks, 'linker'>;
  quota: Pick<MailQuota, 'take'>;
  /** The people's own zones, by id; who has none is left out. Read in the transaction: SQLite has one connection. */
  zones: (personIds: readonly string[], trx: Database) => Promise<Map<string, string>>;
}

/** Mails invitations with a calendar file, and their changes and cancellations to all who got one. */
export function createInvitations(parts: InvitationParts) {
  const { db } = parts;
  return {
    /** Which addresses of strangers want no invitations of this host, or of anybody here. */
    refusing: (recipients: readonly Recipient[], hostId: string | null): Promise<string[]> =>
      refusing(db, parts, { recipients, hostId: hostId ?? '' }),
    /** @throws Failure mail/not-configured, mail/link-in-text, mail/quota */
    send: async (facts: Sent): Promise<void> => {
      requireMail(parts);
      requirePlain(facts.message);
      const { senderId, recipients } = facts;
      await parts.quota.take(senderId, { count: recipients.length, kind: 'invitation' });
      const plan = planOf(facts);
      await inTransaction(db, async (trx) => {
        const sequence = await noteEntry(trx, facts.seriesId, { plan, isChange: false });
        const told: Told = { ...facts, name: 'invitation', plan, sequence };
        for (const recipient of facts.recipients) {
          await rememberInvited(trx, facts.seriesId, recipient);
        }
        await post(parts, trx, { told, recipients: facts.recipients });
      });
    },
    /** @throws Failure mail/not-configured, mail/quota */
    update: async (facts: SeriesFacts): Promise<void> => {
      requireMail(parts);
      await takeForChange(parts, facts);
      const plan = planOf(facts);
      await inTransaction(db, async (trx) => {
        const sequence = await noteEntry(trx, facts.seriesId, { plan, isChange: true });
        const url = parts.sender.numberUrl(facts.number);
        const told: Told = { ...facts, name: 'changed', plan, sequence, url, message: null };
        await post(parts, trx, { told, recipients: await invitedTo(trx, facts.seriesId) });
      });
    },
    /** @throws Failure mail/not-configured, mail/quota */
    cancel: async (series: Cancelled): Promise<void> => {
      requireMail(parts);
      await takeForChange(parts, series);
      await inTransaction(db, async (trx) => {
        const { plan } = await entryOf(trx, series.seriesId);
        const sequence = await noteEntry(trx, series.seriesId, { plan, isChange: true });
        const told = cancellation(series, { plan, sequence });
        await post(parts, trx, { told, recipients: await invitedTo(trx, series.seriesId) });
        await forgetInvited(trx, series.seriesId);
      });
    },
  };
}

type Sent = SeriesFacts & {
  recipients: Recipient[];
  message: string | null;
  url: string;
  /** Who invites: by whom mails are counted. */
  senderId: string;
};
type Cancelled = Pick<SeriesFacts, 'seriesId' | 'title' | 'hostName' | 'hostId'>;

function requireMail({ outbox }: InvitationParts): void {
  if (!outbox.carries('mail')) throw new Failure('mail/not-configured');
}

/** The letter's words are the template's; what somebody adds leads nowhere. */
function requirePlain(message: string | null): void {
  if (message !== null && holdsLink(message)) throw new Failure('mail/link-in-text');
}

/** Everybody who was invited is mailed again: counted on whose meeting it is; a course's on nobody. */
async function takeForChange(
  { db, quota }: InvitationParts,
  { seriesId, hostId }: Pick<SeriesFacts, 'seriesId' | 'hostId'>,
): Promise<void> {
  if (hostId === null) return;
  const { length: count } = await invitedTo(db, seriesId);
  await quota.take(hostId, { count, kind: 'change' });
}

const cancellation = (
  series: Cancelled,
  { plan, sequence }: { plan: Plan | null; sequence: number },
): Told => ({
  ...series,
  name: 'cancelled',
  plan,
  sequence,
  startsAt: null,
  number: '',
  guestPassword: null,
  url: '',
  message: null,
});

async function post(
  parts: InvitationParts,
  trx: Database,
  { told, recipients }: { told: Told; recipients: readonly Recipient[] },
): Promise<void> {
  const ids = recipients.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const zones = await parts.zones(ids, trx);
  const now = parts.clock.now();
  const [title, hostName] = [withoutLinks(told.title), withoutLinks(told.hostName)];
  const plain = { ...told, title, hostName };
  const { to: linkTo, digestOf } = await parts.stopLinks.linker(trx);
  const hostId = told.hostId ?? '';
  const refused = new Set(await refusing(trx, parts, { recipients, hostId }));
  for (const recipient of recipients) {
    if (refused.has(recipient.email)) continue;
    const timezone = zones.get(recipient.personId ?? '') ?? null;
    const addressDigest = digestOf(recipient.email);
    const refuseUrl =
      recipient.personId === null ? linkTo({ kind: 'invitation', addressDigest, hostId }) : null;
    const to = { ...recipient, timezone, refuseUrl };
    await parts.outbox.add(trx, invitationPosting(plain, to, { sender: parts.sender, now }));
  }
}

async function refusing(
  db: Database,
  { stopLinks }: InvitationParts,
  { recipients, hostId }: { recipients: readonly Recipient[]; hostId: string },
): Promise<string[]> {
  const { digestOf } = await stopLinks.linker(db);
  const strangers = recipients.filter(({ personId }) => personId === null);
  const digests = strangers.map(({ email }) => digestOf(email));
  const refused = await refusedAmong(db, digests, hostId);
  return strangers.map(({ email }) => email).filter((email) => refused.has(digestOf(email)));
}
