import type { Presence } from '../directory/address-book/contract.ts';
import type { CallMeetings, Connections, Relationships } from './ports.ts';
import type { SettingsRepository } from './settings-repository.ts';
import { defaultSettings, maySee, strangers } from './who-may.ts';

export interface PresenceDeps {
  settings: SettingsRepository;
  connections: Connections;
  meetings: Pick<CallMeetings, 'whereabouts'>;
  relationships: Relationships;
}

/** Whether people can be reached, as each of them lets the reader know; who does not is left out. */
export function createPresenceReader({
  settings,
  connections,
  meetings,
  relationships,
}: PresenceDeps) {
  return {
    presenceOf: async (
      personIds: readonly string[],
      readerId: string,
    ): Promise<Map<string, Presence>> => {
      const [wishes, between] = await Promise.all([
        settings.of(personIds),
        relationships.between(readerId, personIds),
      ]);
      const shown = personIds.filter((id) => {
        const { presenceFor } = wishes.get(id) ?? defaultSettings;
        return id === readerId || maySee(presenceFor, between.get(id) ?? strangers);
      });
      const [connected, places] = await Promise.all([
        connections.of(shown),
        meetings.whereabouts(shown),
      ]);
      return new Map(shown.map((id) => [id, presence(connected.get(id), places.has(id))]));
    },
  };
}

function presence(connected: { away: boolean } | undefined, isInMeeting: boolean): Presence {
  if (isInMeeting) return 'in-meeting';
  if (!connected) return 'offline';
  return connected.away ? 'away' : 'online';
}
