import type { PageRoute } from '../../kernel/route.ts';
import type { EventReader } from './ports.ts';
import type { Presence } from './presence.ts';

/** Where the conference server sends its signed events (decision 0001). */
export function conferenceEventRoute(reader: EventReader, presence: Presence): PageRoute {
  return {
    method: 'POST',
    path: '/jitsi/events',
    limit: 'server',
    maxBody: 1024 * 1024,
    handle: async ({ raw, header }) => {
      await presence.take(reader.read(raw, header('X-Campus-Meet-Signature')));
      return { json: { ok: true } };
    },
  };
}
