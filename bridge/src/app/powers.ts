import type { Live } from '../features/live/index.ts';
import type { Presence } from '../features/meetings/index.ts';
import {
  createHosts,
  createPeoplePowers,
  createPowersRepository,
  createRulePowers,
  powerRoutes,
  type PowersDoor,
  type PowersNews,
  type PowersReader,
  type PowersServer,
} from '../features/meetings/moderation/index.ts';
import type { RegistryParts } from './registry.ts';

interface PowerParts extends Pick<RegistryParts, 'db' | 'clock' | 'log'>, PowersReader {
  door: PowersDoor;
  server: PowersServer;
}

type LivePowers = Pick<Live, 'tell' | 'standingChanged'>;

/** Makes what hosts may do inside a meeting. */
export function composePowers(parts: PowerParts) {
  const late: { live?: LivePowers } = {};
  const shared = { ...parts, hosts: createHosts(parts), news: newsOver(late) };
  const rules = createRulePowers({ ...shared, repository: createPowersRepository(parts.db) });
  return {
    routes: powerRoutes(createPeoplePowers(shared), rules),
    lockChanged: rules.lockChanged,
    /** Where the news go; before this nobody is told. */
    to: (live: LivePowers) => {
      late.live = live;
    },
    /** Takes the conference server's events as `presence` does, and tells rooms that are new what is forbidden. */
    after: (presence: Presence): Presence => ({
      ...presence,
      take: async (batch) => {
        await presence.take(batch);
        const made = batch.events.filter(({ type }) => type === 'room-created');
        for (const { room } of made) await rules.roomMade(room);
      },
    }),
  };
}

const newsOver = (late: { live?: LivePowers }): PowersNews => ({
  rules: (told) => late.live?.tell.meeting({ meetingId: told.meetingId }, 'rules', told),
  role: (participantId, told) => late.live?.tell.people([participantId], 'role', told),
  standingChanged: (meetingId, ids) => late.live?.standingChanged(meetingId, ids),
});
