import type { PageRoute } from '../../kernel/route.ts';
import type { ConferenceEventBatch } from './conference-event.ts';
import type { EventReader } from './ports.ts';

/** Where the conference server sends its signed events (decision 0001). */
export function conferenceEventRoute(
  reader: EventReader,
  take: (batch: ConferenceEventBatch) => Promise<void>,
): PageRoute {
  return {
    method: 'POST',
    path: '/jitsi/events',
    limit: 'server',
    maxBody: 1024 * 1024,
    handle: async ({ raw, header }) => {
      await take(reader.read(raw, header('X-Campus-Meet-Signature')));
      return { json: { ok: true } };
    },
  };
}
