import { route, type Route } from '../../kernel/route.ts';
import type { Answering } from './answering.ts';
import {
  answer,
  cancelCall,
  changeRingSettings,
  countInvitees,
  decline,
  getRingSettings,
  listCalls,
  listIncoming,
  listMissed,
  markMissedSeen,
  ring,
  ringMissing,
} from './contract.ts';
import type { Calling } from './service.ts';
import type { OwnSettings } from './settings.ts';

/** The routes of calls. Who may ring whom is decided in the services. */
export function callRoutes(calls: Calling, answering: Answering, settings: OwnSettings): Route[] {
  return [
    route(countInvitees, 'write', ({ params, body, caller }) =>
      calls.count(params.meetingId, caller.personId, body),
    ),
    route(ring, 'write', ({ params, body, caller }) =>
      calls.ring(params.meetingId, caller.personId, body),
    ),
    route(ringMissing, 'write', ({ params, body, caller }) =>
      calls.ringMissing(params.meetingId, caller.personId, body.confirmedSize),
    ),
    route(listCalls, 'read', async ({ params, caller }) => ({
      calls: await calls.ofMeeting(params.meetingId, caller.personId),
      audience: await calls.audience(params.meetingId, caller.personId),
      whole: await calls.whole(caller.personId),
    })),
    route(cancelCall, 'write', ({ params, body, caller }) =>
      calls.cancel(params.callId, caller.personId, body.inviteeIds),
    ),
    route(listIncoming, 'read', async ({ caller }) => ({
      incoming: await answering.incoming(caller.personId),
    })),
    // With video or voice is for the panel, which goes in with it; for the bridge an answer is an answer.
    route(answer, 'write', ({ params, caller }) => answering.answer(params.inviteeId, caller)),
    route(decline, 'write', async ({ params, body, caller }) => {
      await answering.decline(params.inviteeId, caller, body.message ?? null);
      return {};
    }),
    route(listMissed, 'read', async ({ caller }) => {
      const missed = await answering.missed(caller.personId);
      return { missed, unseen: missed.filter(({ seen }) => !seen).length };
    }),
    route(markMissedSeen, 'write', async ({ caller }) => {
      await answering.seen(caller.personId);
      return {};
    }),
    route(getRingSettings, 'read', ({ caller }) => settings.get(caller.personId)),
    route(changeRingSettings, 'write', ({ body, caller }) =>
      settings.change(caller.personId, body),
    ),
  ];
}
