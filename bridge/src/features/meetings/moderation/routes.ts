import { route, type Route } from '../../../kernel/route.ts';
import {
  changePermissions,
  getRules,
  removeFromMeeting,
  setExempt,
  setRole,
  setSpotlight,
} from './contract.ts';
import type { ParticipantModeration } from './people.ts';
import type { RuleModeration } from './rules.ts';
import type { Spotlight } from './spotlight.ts';

interface Services {
  people: ParticipantModeration;
  rules: RuleModeration;
  spotlight: Spotlight;
}

/** The routes of what hosts may do; who is a host is decided in the services. */
export function moderationRoutes({ people, rules, spotlight }: Services): Route[] {
  return [
    route(getRules, 'read', ({ params, caller }) => rules.get(params.meetingId, caller.personId)),
    route(changePermissions, 'write', ({ params, body, caller }) =>
      rules.change(params.meetingId, body, caller.personId),
    ),
    route(setExempt, 'write', ({ params, body, caller }) =>
      rules.setExempt({ ...params, callerId: caller.personId }, body.exempt),
    ),
    route(setSpotlight, 'write', ({ params, body, caller }) =>
      spotlight.set({ ...params, callerId: caller.personId }, body.spotlight),
    ),
    route(setRole, 'write', async ({ params, body, caller }) => {
      await people.setRole({ ...params, callerId: caller.personId }, body.role);
      return {};
    }),
    route(removeFromMeeting, 'write', async ({ params, body, caller }) => {
      await people.remove({ ...params, callerId: caller.personId }, body.ban ?? false);
      return {};
    }),
  ];
}
