import {
  changePermissions,
  getRules,
  removeFromMeeting,
  setExempt,
  setRole,
  setSpotlight,
  type PermissionChanges,
  type SpotlightChange,
} from '../src/features/meetings/moderation/contract.ts';
import type { Actor } from './campus.ts';
import type { moderationFixture } from './moderation-fixture.ts';

type Fixture = Awaited<ReturnType<typeof moderationFixture>>;

/** The requests of one fixture, by who does what about whom. */
export function requests({ ask, meetingId }: Pick<Fixture, 'ask' | 'meetingId'>) {
  const about = (whom: Actor) => ({ meetingId, participantId: whom.id });
  return {
    rules: (who: Actor) => ask(who, getRules, { params: { meetingId } }),
    permit: (who: Actor, body: PermissionChanges) =>
      ask(who, changePermissions, { params: { meetingId }, body }),
    exempt: (who: Actor, whom: Actor, exempt = true) =>
      ask(who, setExempt, { params: about(whom), body: { exempt } }),
    spotlight: (who: Actor, whom: Actor, spotlight: SpotlightChange = 'also') =>
      ask(who, setSpotlight, { params: about(whom), body: { spotlight } }),
    role: (who: Actor, whom: Actor, role: 'host' | 'member' = 'host') =>
      ask(who, setRole, { params: about(whom), body: { role } }),
    remove: (who: Actor, whom: Actor, body: { ban?: boolean } = {}) =>
      ask(who, removeFromMeeting, { params: about(whom), body }),
  };
}
