import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startProsody, type RunningProsody } from '../../jitsi-config/prosody/run.ts';
import { startMedia, type RunningMedia } from '../../jitsi-config/stand-in/start.ts';
import type { DemoSecrets } from './environment.ts';
import { startJitsiWeb } from './jitsi-web/server.ts';
import type { DemoAddresses, DemoPorts } from './ports.ts';

export interface ConferenceOptions {
  ports: DemoPorts;
  addresses: DemoAddresses;
  dataFolder: string;
  /** Where browsers send media to: an address of this machine; 127.0.0.1 unless given. */
  mediaAddress: string | undefined;
  /** Where Prosody tells what happens; the bridge, unless somebody listens in between. */
  eventsUrl?: string | undefined;
  onLog?: ((part: string, line: string) => void) | undefined;
}

/** What takes a Jitsi deployment's place. */
export interface RunningConference {
  /** Prosody is a real one. */
  prosody: RunningProsody;
  /** The focus and the videobridges: stand-ins for Jicofo and Jitsi's videobridge. */
  media: RunningMedia;
}

const domain = 'meet.campus.test';

/**
 * Starts the conference server: Prosody, the focus, two videobridges, and the web server that has the library.
 * @param started gets what ends each of them
 */
export async function startConference(
  { ports, addresses, dataFolder, mediaAddress, eventsUrl, onLog }: ConferenceOptions,
  secrets: DemoSecrets,
  started: (() => Promise<unknown>)[],
): Promise<RunningConference> {
  const web = await startJitsiWeb({ port: ports.jitsiWeb });
  started.push(web.stop);
  // Between processes that all start anew: nothing is kept of it.
  const focusSecret = randomBytes(24).toString('hex');
  const prosody = await startProsody({
    domain,
    address: '127.0.0.1',
    httpPort: ports.prosodyHttp,
    c2sPort: ports.prosodyC2s,
    focus: { port: ports.prosodyComponents, secret: focusSecret },
    dataFolder: join(dataFolder, 'prosody'),
    eventsUrl: eventsUrl ?? `${addresses.bridgeInside}/jitsi/events`,
    eventsSecret: secrets.message,
    token: { secret: secrets.token, issuer: 'campus-meet', audience: 'jitsi' },
    maxOccupants: 510,
    onLog: (line) => onLog?.('prosody', line),
  });
  started.push(prosody.stop);
  const media = await startMedia({
    domain,
    focus: { componentPort: ports.prosodyComponents, httpPort: ports.focus },
    secrets: { component: focusSecret, bridges: randomBytes(24).toString('hex') },
    bridges: { jvb1: ports.videobridge1, jvb2: ports.videobridge2 },
    mediaAddress,
    onLog,
  });
  started.push(media.stop);
  return { prosody, media };
}
