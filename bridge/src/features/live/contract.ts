import { z } from 'zod';
import { id } from '../../kernel/contract.ts';
import { callEvent, incoming, ringStoppedEvent } from '../calls/contract.ts';
import { admissionEvent, lobbyEvent } from '../meetings/admission/waiting-contract.ts';
import { entranceEvent } from '../meetings/entry-queue/contract.ts';
import { meetingSummary } from '../meetings/contract.ts';
import { notificationEvent } from '../notifications/contract.ts';
import { maintenanceNow } from '../operations/maintenance/contract.ts';
import { roleEvent, rulesEvent } from '../meetings/moderation/contract.ts';

/** The path of the socket (socket.io); the handshake's `auth` carries `{accessToken}`. */
export const livePath = '/live';

export const liveAuth = z.strictObject({ accessToken: z.string().min(20).max(200) });

/** What a browser may ask to be told about. Its own `person:` topic is watched by itself. */
export const topic = z.string().regex(/^(course|meeting):[0-9a-f-]{36}$/u);

/** Client → server: `watch`, acknowledged with `{ok: true}` or `{ok: false, code}`. */
export const watchRequest = z.strictObject({ topic });

/** Client → server: `presence`, whenever the panel was hidden or idle for five minutes, or is used again. */
export const presenceReport = z.strictObject({ away: z.boolean() });

/** Server → client, by event name. */
export const liveEvents = {
  meeting: meetingSummary,
  'meeting-ended': z.object({ meetingId: id, reason: z.string() }),
  'session-ended': z.object({ code: z.string() }),
  /** A topic is not (any more) for this person: nothing is told of it. */
  'watch-ended': z.object({ topic, code: z.string() }),
  /** To the one who waits in a lobby. */
  admission: admissionEvent,
  /** To the one who waits before the room: another place, or the turn. */
  entrance: entranceEvent,
  /** To the hosts of a meeting. */
  lobby: lobbyEvent,
  /** To the invitee of a call. */
  ring: incoming,
  'ring-stopped': ringStoppedEvent,
  /** To the caller and the hosts of the meeting. */
  call: callEvent,
  /** To everybody in the meeting. */
  rules: rulesEvent,
  /** To the one whose role changed. */
  role: roleEvent,
  /** To those who may join. */
  notice: notificationEvent,
  /** To everybody. */
  maintenance: maintenanceNow,
};
export type LiveEvents = { [K in keyof typeof liveEvents]: z.infer<(typeof liveEvents)[K]> };
