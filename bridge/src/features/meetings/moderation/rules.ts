import type { Events } from '../../../kernel/events.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Meeting } from '../meeting.ts';
import { commandServer } from './asking.ts';
import { mostExempt, type PermissionChanges, type Permissions, type Rules } from './contract.ts';
import type { Hosts } from './hosts.ts';
import type { ByHost } from './people.ts';
import type { ModerationAdmission, ModerationReader, ModerationServer } from './ports.ts';
import type { ModerationRepository } from './repository.ts';

export interface RuleModerationDeps extends ModerationReader {
  repository: ModerationRepository;
  hosts: Hosts;
  admission: Pick<ModerationAdmission, 'seriesRules'>;
  server: Pick<ModerationServer, 'setPermissions'>;
  events: Events;
  clock: Clock;
  log: Log;
}

export type RuleModeration = ReturnType<typeof createRuleModeration>;

/** What members may do in a meeting: kept here, told to the conference server and to every panel. */
export function createRuleModeration(deps: RuleModerationDeps) {
  const { repository, hosts } = deps;
  return {
    /** For whoever may enter. */
    get: async (meetingId: string, callerId: string): Promise<Rules> =>
      rulesOf(deps, await hosts.entered(meetingId, callerId)),

    change: async (
      meetingId: string,
      changes: PermissionChanges,
      callerId: string,
    ): Promise<Rules> => {
      const meeting = await hosts.hosted(meetingId, callerId);
      await repository.change(meetingId, changes);
      const { permissions } = await rulesOf(deps, meeting);
      // Where nothing is forbidden nobody is exempt: what is forbidden later binds everybody anew.
      if (isUnrestricted(permissions)) await repository.clearExempt(meetingId);
      return published(deps, meeting, callerId);
    },

    /** @throws Failure meeting/participant-not-found, meeting/too-many-exempt */
    setExempt: async (who: ByHost, exempt: boolean): Promise<Rules> => {
      const { meetingId, participantId } = who;
      const meeting = await hosts.hosted(meetingId, who.callerId);
      if (exempt) await addExempt(deps, meeting, participantId);
      else await repository.dropExempt(meetingId, participantId);
      return published(deps, meeting, who.callerId);
    },

    /** Tells everybody in the meeting what holds now. */
    publish: (meeting: Meeting): Promise<Rules> => publishRules(deps, meeting),

    /** A room was made anew on the conference server, which forgot what was forbidden in it. */
    roomMade: async (room: string): Promise<void> => {
      const meeting = await deps.meetings.findByRoom(room);
      if (meeting?.state !== 'open') return;
      const rules = await rulesOf(deps, meeting);
      if (!isUnrestricted(rules.permissions)) await tellServer(deps, meeting, { rules, by: null });
    },

    /** A series was locked or opened again, or is a lecture now, or none: those in its meeting see it. */
    seriesRulesChanged: async (seriesId: string): Promise<void> => {
      for (const meeting of await deps.meetings.ofSeries([seriesId], deps.clock.now())) {
        if (meeting.state === 'open') await published(deps, meeting, null);
      }
    },
  };
}

const isUnrestricted = ({ microphone, camera, share, chat }: Permissions): boolean =>
  microphone && camera && share && chat === 'everybody';

async function rulesOf(deps: RuleModerationDeps, { id }: Meeting): Promise<Rules> {
  const [said, exempt, spotlight, ofSeries] = await Promise.all([
    deps.repository.said(id),
    deps.repository.exempt(id),
    deps.repository.spotlit(id),
    deps.admission.seriesRules(id),
  ]);
  const lecture = said.lecture ?? ofSeries.lecture;
  const permissions = lecture ? { ...said.permissions, ...silence } : said.permissions;
  return { permissions, lecture, exempt, spotlight, locked: ofSeries.locked };
}

const media = ['microphone', 'camera', 'share'] as const;
/** What lecture mode leaves to members of the media. */
const silence = { microphone: false, camera: false, share: false };

async function addExempt(
  { repository, roleIn }: RuleModerationDeps,
  meeting: Meeting,
  participantId: string,
): Promise<void> {
  if (!(await roleIn(meeting, participantId))) {
    throw new Failure('meeting/participant-not-found');
  }
  const others = (await repository.exempt(meeting.id)).filter((id) => id !== participantId);
  if (others.length >= mostExempt) throw new Failure('meeting/too-many-exempt');
  await repository.addExempt(meeting.id, participantId);
}

/** Tells all who must know how it is now. */
async function published(
  deps: RuleModerationDeps,
  meeting: Meeting,
  by: string | null,
): Promise<Rules> {
  const rules = await publishRules(deps, meeting);
  await tellServer(deps, meeting, { rules, by });
  return rules;
}

async function publishRules(deps: RuleModerationDeps, meeting: Meeting): Promise<Rules> {
  const rules = await rulesOf(deps, meeting);
  deps.events.emit('rules.changed', { meetingId: meeting.id, rules });
  return rules;
}

const tellServer = (
  { server, log }: RuleModerationDeps,
  { room }: Meeting,
  { rules: { permissions, exempt }, by }: { rules: Rules; by: string | null },
): Promise<void> =>
  commandServer(log, () => {
    const forbidden = media.filter((medium) => !permissions[medium]);
    return server.setPermissions(room, { chat: permissions.chat, forbidden, exempt, by });
  });
