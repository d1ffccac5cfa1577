import { siteOf } from './site.ts';
import { namesOf } from './names.ts';
import type { Settings } from './settings.ts';

/**
 * What a client of this Jitsi tells lib-jitsi-meet, as JSON. Campus Meet’s panel says the same by itself
 * (ui/src/adapters/jitsi/options.ts); another client, or somebody who looks for a fault, reads it here.
 */
export const libraryOptions = (settings: Settings): string =>
  `${JSON.stringify(optionsOf(settings), null, 2)}\n`;

function optionsOf(settings: Settings) {
  const { domain, media } = settings;
  const names = namesOf(settings);
  return {
    connection: {
      hosts: { domain, muc: names.rooms, focus: names.focus },
      // The client adds ?room=<room> and &token=<room token>.
      serviceUrl: `wss://${siteOf(settings)}/xmpp-websocket`,
      enableWebsocketResume: true,
      bridgeChannel: { preferSctp: media.bridgeChannel === 'sctp' },
      // Without it every stream of hundreds is announced to everybody.
      flags: { ssrcRewritingEnabled: true },
    },
    conference: {
      openBridgeChannel: true,
      p2p: { enabled: true },
      channelLastN: Math.max(...media.pictures.map(({ most }) => most)),
    },
  };
}
