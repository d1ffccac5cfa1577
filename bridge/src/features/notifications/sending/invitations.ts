import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { Failure } from '../../../kernel/failure.ts';
import { eachDetail, type PlannedMeeting } from '../../meetings/details-contract.ts';
import type { Plan } from '../../../kernel/recurrence.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Invitation, Invited, InvitedBy, Recipient } from './invitation.ts';
import { invitationPosting, type Sender, type Announcement } from './invitation-postings.ts';
import {
  areWithoutLink,
  forgetInvited,
  giveLink,
  invitedTo,
  rememberInvited,
} from './invited-repository.ts';
import { holdsLink, withoutLinks } from './plain.ts';
import type { MailQuota } from './quota.ts';
import { refusedAmong } from './refusals-repository.ts';
import type { StopLinks } from './stop-links.ts';
import { inTransaction } from '../../../kernel/sql.ts';

export interface InvitationDeps {
  db: Database;
  clock: Clock;
  outbox: Pick<Outbox, 'add' | 'carries' | 'calendar'>;
  sender: Sender;
  stopLinks: Pick<StopLinks, 'linker'>;
  quota: Pick<MailQuota, 'take'>;
  /** The address of a link that still lets in, for telling it again. Read in the transaction. */
  links: { urlOf: (linkId: string, trx: Database) => Promise<string | null> };
  /** The people's own zones, by id; who has none is left out. Read in the transaction: SQLite has one connection. */
  zones: (personIds: readonly string[], trx: Database) => Promise<Map<string, string>>;
}

export type Invitations = ReturnType<typeof createInvitations>;

/** Mails invitations with a calendar file, and their changes and cancellations to all who got one. */
export function createInvitations(deps: InvitationDeps) {
  const { db, outbox } = deps;
  return {
    /** Which addresses of strangers want no invitations of this host, or of anybody here. */
    refusing: (recipients: readonly Recipient[], hostId: string | null): Promise<string[]> =>
      refusing(db, deps, { recipients, hostId: hostId ?? '' }),
    /** @throws Failure mail/not-configured, mail/link-in-text, mail/quota */
    send: async ({ meeting, recipients, senderId, message, link }: Invitation): Promise<void> => {
      requireMail(deps);
      requirePlain(message);
      const { seriesId } = meeting;
      await deps.quota.take(senderId, { count: recipients.length, kind: 'invitation' });
      const plan = planOf(meeting);
      await inTransaction(db, async (trx) => {
        const sequence = await outbox.calendar.noteEntry(trx, seriesId, { plan, isChange: false });
        const invited = recipients.map((one) => ({ ...one, linkId: link.id }));
        for (const one of invited) await rememberInvited(trx, seriesId, one);
        const announcement = { name: 'invitation' as const, meeting, plan, sequence, message };
        await post(deps, trx, {
          announcement,
          recipients: invited,
          urlOf: () => Promise.resolve(link.url),
        });
      });
    },
    areWithoutLink: (seriesId: string): Promise<boolean> => areWithoutLink(db, seriesId),
    /** Each is told the own link; those who have none get this one. @throws Failure mail/not-configured, mail/quota */
    update: async (change: { meeting: PlannedMeeting; link: InvitedBy | null }): Promise<void> => {
      const { meeting, link } = change;
      const { seriesId } = meeting;
      requireMail(deps);
      await takeForChange(deps, meeting);
      const plan = planOf(meeting);
      await inTransaction(db, async (trx) => {
        if (link) await giveLink(trx, seriesId, link.id);
        const sequence = await outbox.calendar.noteEntry(trx, seriesId, { plan, isChange: true });
        const announcement = { name: 'changed' as const, meeting, plan, sequence, message: null };
        const recipients = await invitedTo(trx, seriesId);
        await post(deps, trx, { announcement, recipients, urlOf: ownUrl(deps, trx, meeting) });
      });
    },
    /** Nothing is planned any more; the invited stay so, for another plan. @throws Failure mail/not-configured, mail/quota */
    unplan: async (meeting: PlannedMeeting): Promise<void> => {
      requireMail(deps);
      await takeForChange(deps, meeting);
      await inTransaction(db, async (trx) => {
        await takeOut(deps, trx, meeting);
        await outbox.calendar.noteEntry(trx, meeting.seriesId, { plan: null, isChange: false });
      });
    },
    /** What was planned goes out of calendars, and nobody is told of this series again. @throws as `unplan` */
    cancel: async (meeting: PlannedMeeting): Promise<void> => {
      requireMail(deps);
      await takeForChange(deps, meeting);
      await inTransaction(db, async (trx) => {
        await takeOut(deps, trx, meeting);
        await forgetInvited(trx, meeting.seriesId);
      });
    },
  };
}

function requireMail({ outbox }: InvitationDeps): void {
  if (!outbox.carries('mail')) throw new Failure('mail/not-configured');
}

/** The mail's words are the template's; what somebody adds leads nowhere. */
function requirePlain(message: string | null): void {
  if (message !== null && holdsLink(message)) throw new Failure('mail/link-in-text');
}

/** Everybody who was invited is mailed again: counted on whose meeting it is; a course's on nobody. */
async function takeForChange(
  { db, quota }: InvitationDeps,
  { seriesId, hostId }: Pick<PlannedMeeting, 'seriesId' | 'hostId'>,
): Promise<void> {
  if (hostId === null) return;
  const { length: count } = await invitedTo(db, seriesId);
  await quota.take(hostId, { count, kind: 'change' });
}

/** What a calendar is told: null for what is not planned, or is over. */
const planOf = ({ startsAt, schedule }: PlannedMeeting): Plan | null =>
  startsAt === null ? null : schedule;

/** Tells those invited that what was planned last does not take place. */
async function takeOut(
  deps: InvitationDeps,
  trx: Database,
  meeting: PlannedMeeting,
): Promise<void> {
  const { seriesId } = meeting;
  const { calendar } = deps.outbox;
  const { plan } = await calendar.entryOf(trx, seriesId);
  const sequence = await calendar.noteEntry(trx, seriesId, { plan, isChange: true });
  // Nobody is to come any more: neither when nor how to come in is said.
  const dropped = { ...meeting, startsAt: null, number: '', guestPassword: null };
  const announcement = {
    name: 'cancelled' as const,
    meeting: dropped,
    plan,
    sequence,
    message: null,
  };
  const recipients = await invitedTo(trx, seriesId);
  await post(deps, trx, { announcement, recipients, urlOf: () => Promise.resolve('') });
}

/** The address of the own link; where it lets in no more, the page for the number. */
const ownUrl =
  ({ links, sender }: InvitationDeps, trx: Database, { number }: PlannedMeeting) =>
  async ({ linkId }: Invited): Promise<string> => {
    const url = linkId === null ? null : await links.urlOf(linkId, trx);
    return url ?? sender.numberUrl(number);
  };

interface Posted {
  announcement: Omit<Announcement, 'url'>;
  recipients: readonly Invited[];
  urlOf: (to: Invited) => Promise<string>;
}

async function post(
  deps: InvitationDeps,
  trx: Database,
  { announcement, recipients, urlOf }: Posted,
): Promise<void> {
  const ids = recipients.flatMap(({ personId }) => (personId === null ? [] : [personId]));
  const zones = await deps.zones(ids, trx);
  const now = deps.clock.now();
  const plain = { ...announcement, meeting: plainly(announcement.meeting) };
  const { to: linkTo, digestOf } = await deps.stopLinks.linker(trx);
  const hostId = announcement.meeting.hostId ?? '';
  const refused = new Set(await refusing(trx, deps, { recipients, hostId }));
  for (const recipient of recipients) {
    if (refused.has(recipient.email)) continue;
    const timezone = zones.get(recipient.personId ?? '') ?? null;
    const addressDigest = digestOf(recipient.email);
    const refuseUrl =
      recipient.personId === null ? linkTo({ kind: 'invitation', addressDigest, hostId }) : null;
    const to = { ...recipient, timezone, refuseUrl };
    const own = { ...plain, url: await urlOf(recipient) };
    await deps.outbox.add(trx, invitationPosting(own, to, { sender: deps.sender, now }));
  }
}

/** What hosts say leads nowhere: mail programs make links of addresses by themselves. */
const plainly = (meeting: PlannedMeeting): PlannedMeeting => ({
  ...meeting,
  title: withoutLinks(meeting.title),
  ...eachDetail((name) => meeting[name] && withoutLinks(meeting[name])),
  hostName: withoutLinks(meeting.hostName),
});

async function refusing(
  db: Database,
  { stopLinks }: InvitationDeps,
  { recipients, hostId }: { recipients: readonly Recipient[]; hostId: string },
): Promise<string[]> {
  const { digestOf } = await stopLinks.linker(db);
  const strangers = recipients.filter(({ personId }) => personId === null);
  const digests = strangers.map(({ email }) => digestOf(email));
  const refused = await refusedAmong(db, digests, hostId);
  return strangers.map(({ email }) => email).filter((email) => refused.has(digestOf(email)));
}
