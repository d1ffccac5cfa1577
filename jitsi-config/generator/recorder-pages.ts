import { namesOf } from './names.ts';
import type { Settings } from './settings.ts';
import { siteOf } from './site.ts';

/** config.js of Jitsi’s own pages, by which recorders join; null where there are none. */
export function recorderPages(settings: Settings): string | null {
  if (settings.recording === undefined) return null;
  const { domain } = settings;
  const names = namesOf(settings);
  const config = {
    hosts: { domain, muc: names.rooms, focus: names.focus },
    // Who logs in there is shown to nobody.
    hiddenDomain: names.hidden,
    websocket: `wss://${siteOf(settings)}/xmpp-websocket`,
    bosh: `https://${siteOf(settings)}/http-bind`,
    p2p: { enabled: false },
    flags: { ssrcRewritingEnabled: true },
    disableThirdPartyRequests: true,
    analytics: { disabled: true },
  };
  return `// Jitsi's own pages for recorders, made by "npm run campus -- jitsi render".
var config = ${JSON.stringify(config, null, 2)};
`;
}
