import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { isFailure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import type { PlannedMeeting } from '../details-contract.ts';
import type { Invitation, Invitations, Recipient } from '../../notifications/sending/index.ts';
import type { Starting } from '../starting.ts';
import type { Access } from './access.ts';
import type { BelongingRepository } from './belonging-repository.ts';
import type { invite } from './contract.ts';
import type { Links } from './links.ts';
import type { Invitee, InviteeReader, ParticipantReader } from './ports.ts';
import type { Series } from './series.ts';
import { detailsNow, startOf } from './view.ts';

interface InvitationDeps {
  access: Access;
  belonging: BelongingRepository;
  links: Pick<Links, 'makeKept' | 'drop'>;
  invitees: Pick<InviteeReader, 'findMany'>;
  /** Hidden people are as if not there: neither invited nor told of. */
  sight: { withoutHidden: (readerId: string, ids: readonly string[]) => Promise<string[]> };
  participants: ParticipantReader;
  invitations: Invitations;
  starting: Pick<Starting, 'scheduled' | 'running'>;
  clock: Clock;
  log: Log;
}

type Wanted = z.infer<(typeof invite)['body']>;

export type InvitationService = ReturnType<typeof createInvitationService>;

/** Invites people and mail addresses, and tells them of changes. */
export function createInvitationService(deps: InvitationDeps) {
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // The change itself is done; that nobody can be told by mail is no reason to refuse it.
      if (!isFailure(error, 'mail/not-configured', 'mail/quota')) throw error;
      deps.log.info({ code: error.code }, 'invited people were not told');
    }
  };

  return {
    /** Invited people belong to the series, whether or not the mail can be sent. @throws Failure mail/not-configured, invitation/not-allowed */
    invite: async (
      seriesId: string,
      { personIds = [], emails = [], message }: Wanted,
      personId: string,
    ): Promise<{ mailed: number; withoutAddress: string[]; refused: string[] }> => {
      const series = await deps.access.inviting(seriesId, personId);
      const people = await deps.invitees.findMany(
        await deps.sight.withoutHidden(personId, [...new Set(personIds)]),
      );
      await deps.belonging.invite(
        series.id,
        people.map(({ id }) => id),
        deps.clock.now(),
      );
      const all = recipientsOf(people, emails);
      const refused = await deps.invitations.refusing(all, series.ownerPersonId);
      const recipients = all.filter(({ email }) => !refused.includes(email));
      if (recipients.length > 0) {
        await send(deps, series, {
          recipients,
          senderId: personId,
          message: message ?? null,
        });
      }
      const withoutAddress = people.filter(({ email }) => email === null).map(({ id }) => id);
      return { mailed: recipients.length, withoutAddress, refused };
    },
    unplanned: (series: Series): Promise<void> =>
      quietly(async () => {
        await deps.invitations.unplan(await plannedOf(deps, series));
      }),
    changed: (series: Series): Promise<void> =>
      quietly(async () => {
        const meeting = await plannedOf(deps, series);
        // Whoever was invited before addresses were kept gets one that goes on from now on.
        const isMissing = await deps.invitations.areWithoutLink(series.id);
        const link = isMissing ? await deps.links.makeKept(series.id) : null;
        await deps.invitations.update({ meeting, link });
      }),
    cancelled: (series: Series): Promise<void> =>
      quietly(async () => {
        await deps.invitations.cancel(await plannedOf(deps, series));
      }),
  };
}

/** One link for all of one invitation: withdrawn in one click. */
async function send(
  deps: InvitationDeps,
  series: Series,
  content: Pick<Invitation, 'recipients' | 'senderId' | 'message'>,
): Promise<void> {
  const meeting = await plannedOf(deps, series);
  const link = await deps.links.makeKept(series.id);
  try {
    await deps.invitations.send({ meeting, ...content, link });
  } catch (error) {
    await deps.links.drop(link.id);
    throw error;
  }
}

/** Each address once, however it was written and named. */
function recipientsOf(people: readonly Invitee[], emails: readonly string[]): Recipient[] {
  const byAddress = new Map<string, Recipient>();
  for (const email of emails) {
    byAddress.set(email.toLowerCase(), { personId: null, name: null, email, locale: null });
  }
  for (const { id, displayName, email, locale } of people) {
    if (email === null) continue;
    byAddress.set(email.toLowerCase(), { personId: id, name: displayName, email, locale });
  }
  return [...byAddress.values()];
}

async function plannedOf(deps: InvitationDeps, series: Series): Promise<PlannedMeeting> {
  const next = (await deps.starting.scheduled(series)) ?? (await deps.starting.running(series));
  const owner =
    series.ownerPersonId === null ? null : await deps.participants.find(series.ownerPersonId);
  return {
    ...series,
    seriesId: series.id,
    isPersonal: series.kind === 'personal',
    hostName: owner?.displayName ?? next?.hostName ?? '',
    hostId: series.ownerPersonId,
    startsAt: next && startOf(next),
    ...detailsNow(series, next),
  };
}
