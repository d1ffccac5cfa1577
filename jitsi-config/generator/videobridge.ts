import {
  packetsPerCore,
  type CapacityPlan,
} from '../../bridge/src/features/operations/capacity/index.ts';
import { raw, when } from '../template.ts';
import { isIPv6, isPrivate } from './address.ts';
import { hocon } from './hocon.ts';
import { isSpread, namesOf } from './names.ts';
import { addressesOf, campusMeetMachine, listenAddress } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Settings, Videobridge } from './settings.ts';

export interface VideobridgeInput {
  settings: Settings;
  one: Videobridge;
  secrets: Secrets;
  /** Tells what one person more costs. */
  plan: Pick<CapacityPlan, 'person'>;
}

/** One videobridge’s configuration (HOCON), keys of August 2026. */
export function videobridgeConfig(input: VideobridgeInput): string {
  const { settings, one } = input;
  const { media } = settings;
  return hocon`# Videobridge ${raw(one.id)}, made by "npm run campus -- jitsi render": change the settings file instead.
# It holds a password: mode 640, owner root, group jitsi.
videobridge {
${raw(xmpp(input))}

  # Related to the other videobridges of a meeting; Jicofo knows it by this id and prefers it for people of its region.
  relay {
    enabled = true
    relay-id = ${one.id}
    region = ${one.region}
  }

  ice {
    # All media of everybody, by UDP.
    udp { port = ${one.mediaPort} }
    # People of the campus reach private addresses.
    advertise-private-candidates = true
  }

  # Only the loudest are sent on: three voices and whoever speaks most, however many microphones are open.
  loudest { route-loudest-only = true }
  cc {
    # The most pictures that anybody is sent.
    jvb-last-n = ${Math.max(...media.pictures.map(({ most }) => most))}
  }
  # Streams that one person is sent at most; the rest take turns on them.
  ssrc-limit { video = 50, audio = 50 }

${raw(load(input))}

${raw(channel(input))}

  # Campus Meet reads its state (GET /colibri/stats, /about/health) and drains it (POST /colibri/drain/enable). Everybody
  # who reaches this may do so: only the machine of Campus Meet must (firewall.nft, where that is another one).
  apis { rest { enabled = true } }
  http-servers {
    private {
      host = ${listenAddress(one.address, [campusMeetMachine(settings)])}
      port = ${one.httpPort}
    }
  }
  health {
    # "Valid" are public addresses only${raw(isInside(one) ? ': this one has none' : '')}.
    require-valid-address = ${!isInside(one)}
  }
  # Before an update people finish their meetings, for a day at most.
  shutdown { graceful-shutdown-max-duration = 24 hours }
}

ice4j {
  harvest {
    # Media use this and no other address of the machine; they leave loopback addresses out anyhow.
    allowed-addresses = ${addressesOf(one)}
    use-ipv6 = ${addressesOf(one).some(isIPv6)}
    # Nobody outside is asked what our address is.
    mapping {
      aws { enabled = false }
      stun { addresses = [] }
      ${when(one.publicAddress !== undefined, mapping(one))}
    }
    # Needs net.core.rmem_max (see sysctl.conf beside this file).
    udp { receive-buffer-size = 10485760 }
  }
}
`;
}

function xmpp({ settings, one, secrets }: VideobridgeInput): string {
  const names = namesOf(settings);
  const { signalling } = settings;
  const isHere = one.address === signalling.address;
  const security = isSpread(settings) ? 'required' : 'disabled';
  return hocon`  # Logs in at Prosody and says there how it is.
  apis {
    xmpp-client {
      configs {
        prosody {
          hostname = ${isHere ? '127.0.0.1' : signalling.address}
          port = ${signalling.prosodyClientPort}
          domain = ${names.auth}
          username = "jvb"
          password = ${secrets.videobridge}
          muc_jids = ${names.videobridges}
          # Each its own.
          muc_nickname = ${one.id}
          security_mode = ${security}
        }
      }
      # Only what Jicofo reads: hundreds of values every 5 seconds are of no use to it.
      stats-filter { enabled = true }
    }
  }`;
}

/** The share of its threshold at which a videobridge that was overloaded is not so any more; as in Jitsi’s defaults. */
const recovery = 0.8;

function load({ settings, one, plan }: VideobridgeInput): string {
  const threshold = one.cores * packetsPerCore;
  const measured = stressOf(one, settings);
  const packets = hocon`packet-rate {
  # Packets a second that make a load of 1: ${packetsPerCore} for each of ${one.cores} cores.
  load-threshold = ${threshold}
  recovery-threshold = ${threshold * recovery}
}`;
  return hocon`  load-management {
    load-measurements {
      # ${raw(measures[measured])}
      load-measurement = ${measured === 'cpu' ? 'cpu-usage' : 'packet-rate'}
      ${when(measured === 'packets', packets)}
    }
    # What one person more adds, as planned: ${Math.round(plan.person.packets)} packets a second of ${threshold}.
    average-participant-stress = ${perPerson(plan.person.packets, threshold)}
    # From so many people in the meeting on, so many pictures for each.
    conference-last-n-limits {
      ${raw(settings.media.pictures.map(({ from, most }) => `${from} = ${most}`).join('\n'))}
    }
  }`;
}

const measures = {
  cpu: 'The CPU of the whole machine: it is this videobridge’s alone. What else runs here counts as its load.',
  packets: 'Packets, because other programs use this machine’s CPU, which would count as its load.',
} as const;

/** A machine that is shared tells nothing about one of its programs. */
function stressOf(one: Videobridge, { videobridges, signalling }: Settings): 'cpu' | 'packets' {
  const neighbours = videobridges.filter(({ address }) => address === one.address).length;
  const isShared = neighbours > 1 || one.address === signalling.address;
  return one.stress ?? (isShared ? 'packets' : 'cpu');
}

/** To four digits; Jicofo divides by it. */
const perPerson = (packets: number, threshold: number): number =>
  Math.max(0.001, Math.round((packets / threshold) * 10_000) / 10_000);

function channel({ settings: { domain, media, signalling }, one }: VideobridgeInput): string {
  if (media.bridgeChannel === 'sctp') {
    return hocon`  # Browsers and other videobridges talk to it beside the media: no websockets.
  sctp { enabled = true }
  websockets { enabled = false }`;
  }
  const port = signalling.httpsPort === 443 ? '' : `:${signalling.httpsPort}`;
  return hocon`  # Browsers and other videobridges talk to it by websockets through nginx.
  sctp { enabled = false }
  websockets {
    enabled = true
    server-id = ${one.id}
    domains = ${[`${domain}${port}`]}
    tls = true
  }
  http-servers {
    public {
      host = ${listenAddress(one.address, [signalling.address])}
      port = ${one.websocketPort}
    }
  }`;
}

const mapping = ({ address, publicAddress }: Videobridge): string => hocon`# A router translates.
static-mappings = [
  { local-address = ${address}, public-address = ${publicAddress ?? address}, name = "router" }
]`;

const isInside = ({ address, publicAddress = address, address6 = address }: Videobridge): boolean =>
  isPrivate(publicAddress) && isPrivate(address6);
