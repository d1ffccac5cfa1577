import { stressThreshold } from '../../bridge/src/features/operations/capacity/index.ts';
import { raw, when } from '../template.ts';
import { hocon } from './hocon.ts';
import { isSpread, namesOf } from './names.ts';
import { campusMeetMachine, listenAddress } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** Jicofo’s configuration (HOCON), keys of August 2026. */
export function jicofoConfig(settings: Settings, secrets: Secrets): string {
  const { signalling, media, domain } = settings;
  const names = namesOf(settings);
  const spread = isSpread(settings);
  return hocon`# Jicofo, made by "npm run campus -- jitsi render": change the settings file instead.
# It holds a password: mode 640, owner root, group jitsi.
jicofo {
  xmpp {
    client {
      # Prosody is on this machine${raw(spread ? '; TLS is asked of everybody, because videobridges are elsewhere' : ': no TLS needed')}.
      hostname = "127.0.0.1"
      port = ${signalling.prosodyClientPort}
      domain = ${names.auth}
      username = "focus"
      password = ${secrets.focus}
      use-tls = ${spread}
      # Where people are, and their rooms.
      xmpp-domain = ${domain}
      conference-muc-jid = ${names.rooms}
      # Requests come through Prosody's proxy, which names the sender.
      client-proxy = ${names.focus}
    }
    # Who may say that it is a recorder.
    trusted-domains = ${settings.recording === undefined ? [] : [names.auth, names.hidden]}
  }

  # Several videobridges in one meeting, related to each other; each videobridge has relay.enabled as well.
  octo {
    enabled = true
    sctp-datachannels = ${media.bridgeChannel === 'sctp'}
  }
  sctp { enabled = ${media.bridgeChannel === 'sctp'} }

  bridge {
    # Videobridges say here how they are.
    brewery-jid = ${names.videobridges}
    # A videobridge of one's own region first; when it is full or loaded, another one.
    selection-strategy = RegionBasedBridgeSelectionStrategy
    # People of one meeting on one videobridge; what is beyond goes to the next.
    max-bridge-participants = ${media.peoplePerVideobridge}
    # How many of one meeting a videobridge takes within a minute: it tells its load only every 5 seconds, so a class
    # that comes all at once would overload it before anybody knows.
    max-bridge-participants-per-interval = ${media.peoplePerMinute}
    max-bridge-participants-interval = 1 minute
    # From this load on a videobridge is given nobody new.
    stress-threshold = ${stressThreshold}
    # People are moved away from a videobridge that is overloaded all the same.
    load-redistribution {
      enabled = true
      # Must be more than stress-threshold.
      stress-threshold = ${overloadStress}
    }
    health-checks { enabled = true }
    # A videobridge that many people cannot reach is given nobody new.
    ice-failure-detection { enabled = true }
  }

  conference {
    # Who is host is said by Campus Meet in the token: nobody becomes one by being first.
    enable-auto-owner = false
    # Who may send at the same time; more are told that the limit is reached. Whoever comes when so many people are in
    # starts muted, by Jicofo's word and not by the panel's alone.
    max-audio-senders = ${media.microphones}
    max-video-senders = ${media.cameras}
    # A bounded number of streams for everybody, however many send.
    use-ssrc-rewriting = true
    # Changes of sources are collected for so many milliseconds, by the size of the meeting: one message to each of
    # hundreds, not one for each change.
    source-signaling-delays {
      50 = 1000
      100 = 2000
    }
  }
${when(settings.recording !== undefined, `\n${jibri(settings)}\n`)}
  # Campus Meet reads how it is and moves people (GET /about/health, /debug, /stats). Everybody who reaches this may do
  # so: only the machine of Campus Meet must (firewall.nft, where that is another one).
  health { enabled = true }
  rest {
    enabled = true
    host = ${listenAddress(signalling.address, [campusMeetMachine(settings)])}
    port = ${signalling.jicofoPort}
  }
}
`;
}

/** The load from which people are moved away; jicofo’s own value. */
const overloadStress = 0.9;

const jibri = (settings: Settings): string => hocon`  # Recorders say here that they are free.
  jibri {
    brewery-jid = ${namesOf(settings).recorders}
    pending-timeout = 90 seconds
  }`;
