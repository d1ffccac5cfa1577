import { stressThreshold } from '../../bridge/src/features/operations/capacity/index.ts';
import { namesOf, token } from './names.ts';
import { campusMeetMachine, jicofoAt, videobridgeAt } from './ports.ts';
import type { Secrets } from './secrets.ts';
import { isOneSite, siteOf } from './site.ts';
import type { Settings } from './settings.ts';

/** The part of campus-meet.env that has to agree with this Jitsi: names as `npm run campus -- settings` lists them. */
export function environment(settings: Settings, secrets: Secrets): string {
  const lines = Object.entries(values(settings, secrets)).map(
    ([name, value]) => `${name}=${value}`,
  );
  return `# What Campus Meet has to know of this Jitsi, made by "npm run campus -- jitsi render".
# Put it into campus-meet.env, in place of the lines of these names. It holds secrets: mode 600.
${lines.join('\n')}
`;
}

function values(settings: Settings, secrets: Secrets): Record<string, string | number> {
  const { domain, signalling, media, peoplePerMeeting } = settings;
  const names = namesOf(settings);
  const campus = campusMeetMachine(settings);
  const isHere = campus === signalling.address;
  return {
    MEETING_CAPACITY: peoplePerMeeting,
    JITSI_DOMAIN: domain,
    JITSI_MUC: names.rooms,
    JITSI_FOCUS: names.focus,
    JITSI_SERVICE_URL: `wss://${siteOf(settings)}/xmpp-websocket`,
    JITSI_LIBRARY_URL: `https://${siteOf(settings)}/libs/lib-jitsi-meet.min.js`,
    JITSI_COMMANDS_URL: isHere
      ? `http://127.0.0.1:${signalling.prosodyHttpPort}/campus-meet/commands`
      : `https://${siteOf(settings)}/campus-meet/commands`,
    JITSI_MESSAGE_SECRET: secrets.message,
    JITSI_APP_ID: token.issuer,
    JITSI_APP_SECRET: secrets.token,
    JITSI_AUDIENCE: token.audience,
    JICOFO_URL: jicofoAt(settings),
    VIDEOBRIDGE_URLS: videobridgeUrls(settings),
    JICOFO_STRESS_THRESHOLD: stressThreshold,
    JICOFO_MAX_BRIDGE_PARTICIPANTS: media.peoplePerVideobridge,
    // Jicofo has whoever comes beyond these start muted, too: nobody is to believe that they are on before.
    START_MUTED_FROM: quietFrom(media.microphones, usual.microphones),
    START_CAMERA_OFF_FROM: quietFrom(media.cameras, usual.cameras),
    ...proxies(settings),
  };
}

/** From how many people on Campus Meet itself has newcomers start muted, and without a camera. */
const usual = { microphones: 25, cameras: 50 };
/** Campus Meet takes no less than two. */
const quietFrom = (sending: number, usually: number): number =>
  Math.max(2, Math.min(sending, usually));

const videobridgeUrls = (settings: Settings): string =>
  settings.videobridges.map((one) => `${one.id}=${videobridgeAt(one, settings)}`).join(',');

/** Where this nginx stands before Campus Meet, what it says of addresses is believed. */
const proxies = (settings: Settings): Record<string, number> =>
  isOneSite(settings) ? { CAMPUS_MEET_TRUSTED_PROXIES: 1 } : {};
