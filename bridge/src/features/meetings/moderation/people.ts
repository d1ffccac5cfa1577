import type { Events } from '../../../kernel/events.ts';
import { Failure, isFailure } from '../../../kernel/failure.ts';
import type { Log } from '../../../kernel/log.ts';
import type { Meeting } from '../meeting.ts';
import { commandServer } from './asking.ts';
import type { Hosts } from './hosts.ts';
import type { ModerationAdmission, ModerationReader, ModerationServer } from './ports.ts';

export interface ParticipantModerationDeps extends ModerationReader {
  hosts: Hosts;
  admission: ModerationAdmission;
  server: ModerationServer;
  events: Events;
  log: Log;
}

/** Somebody in a meeting, and the host who does something about them. */
export interface ByHost {
  meetingId: string;
  participantId: string;
  callerId: string;
}

export type ParticipantModeration = ReturnType<typeof createParticipantModeration>;

/** What hosts do about others: make them hosts, and take them out. */
export function createParticipantModeration(deps: ParticipantModerationDeps) {
  return {
    /**
     * Makes a co-host of this meeting, or a member again.
     * @throws Failure meeting/host-protected for the owner and course hosts, meeting/last-host for a host who
     * would leave the meeting without one
     */
    setRole: async (who: ByHost, role: 'host' | 'member'): Promise<void> => {
      const meeting = await deps.hosts.hosted(who.meetingId, who.callerId);
      if (role === 'member') await refuseLastHost(deps, meeting, who);
      const { meetingId, participantId } = who;
      await deps.admission.setCoHost({ meetingId, participantId, isHost: role === 'host' });
      await publishRole(deps, meeting, { participantId, role });
    },

    /**
     * Takes somebody out, with `ban` for good and also who is not in.
     * @throws Failure meeting/host-protected, meeting/participant-not-found, conference/unavailable
     */
    remove: async (who: ByHost, ban: boolean): Promise<void> => {
      const { meetingId, participantId } = who;
      const meeting = await deps.hosts.hosted(meetingId, who.callerId);
      const wasHost = (await deps.roleIn(meeting, participantId)) === 'host';
      if (ban) await deps.admission.ban({ meetingId, participantId });
      else await sendOut(deps, meeting, participantId);
      if (wasHost) await publishRole(deps, meeting, { participantId, role: 'member' });
      else deps.events.emit('access.changed', { meetingId, participantIds: [participantId] });
      await kick(deps, meeting, participantId);
    },
  };
}

async function refuseLastHost(
  { occupants, roleIn }: ModerationReader,
  meeting: Meeting,
  { participantId, callerId }: ByHost,
): Promise<void> {
  if (participantId !== callerId) return;
  for (const id of await occupants.presentIds(meeting.id)) {
    if (id !== callerId && (await roleIn(meeting, id)) === 'host') return;
  }
  throw new Failure('meeting/last-host');
}

async function publishRole(
  { server, events, log }: ParticipantModerationDeps,
  meeting: Meeting,
  { participantId, role }: { participantId: string; role: 'host' | 'member' },
): Promise<void> {
  await commandServer(log, () => server.setRole(meeting.room, participantId, role));
  events.emit('role.changed', { participantId, meetingId: meeting.id, role });
  events.emit('access.changed', { meetingId: meeting.id, participantIds: [participantId] });
}

/** For now: they may come back, but not as a co-host. */
async function sendOut(
  { occupants, admission }: ParticipantModerationDeps,
  meeting: Meeting,
  participantId: string,
): Promise<void> {
  if (!(await occupants.isPresent(meeting.id, participantId))) {
    throw new Failure('meeting/participant-not-found');
  }
  const who = { meetingId: meeting.id, participantId };
  await admission.refuseProtected(who);
  await admission.setCoHost({ ...who, isHost: false }).catch((error: unknown) => {
    // A guest with a host's link stays one until the link is revoked.
    if (!isFailure(error, 'meeting/host-protected')) throw error;
  });
  await admission.sentOut(who);
}

async function kick(
  { server }: ParticipantModerationDeps,
  meeting: Meeting,
  participantId: string,
): Promise<void> {
  try {
    await server.kick(meeting.room, participantId, 'A host removed you.');
  } catch (error) {
    // Refused means: not in the room (any more), which is what was wanted.
    if (!isFailure(error, 'conference/refused')) throw error;
  }
}
