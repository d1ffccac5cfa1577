import { createCommands } from '../adapters/jitsi/commands.ts';
import { createEventReader } from '../adapters/jitsi/events.ts';
import { createRoomTokens } from '../adapters/jitsi/room-token.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Settings } from './config.ts';

/** The conference server as the bridge sees it: commands, events, tokens, and where browsers find it. */
export function connectConference(config: Settings, clock: Clock) {
  const secret = config.JITSI_MESSAGE_SECRET;
  return {
    server: createCommands({ url: config.JITSI_COMMANDS_URL, secret, clock }),
    events: createEventReader({ secret, clock }),
    tokens: createRoomTokens({
      secret: config.JITSI_APP_SECRET,
      issuer: config.JITSI_APP_ID,
      audience: config.JITSI_AUDIENCE,
      domain: config.JITSI_DOMAIN,
      clock,
    }),
    address: {
      domain: config.JITSI_DOMAIN,
      muc: config.JITSI_MUC,
      focus: config.JITSI_FOCUS,
      serviceUrl: config.JITSI_SERVICE_URL,
      libraryUrl: config.JITSI_LIBRARY_URL,
    },
    /** What the panel's content policy must let through. */
    origins: originsOf(config),
  };
}

function originsOf(config: Settings): string[] {
  const service = new URL(config.JITSI_SERVICE_URL);
  const http = `${service.protocol.replace('ws', 'http')}//${service.host}`;
  const library = new URL(config.JITSI_LIBRARY_URL).origin;
  return [...new Set([`${service.protocol}//${service.host}`, http, library])];
}
