import { join } from 'node:path';
import type { ActivityPlugin } from './activity-plugin/plugin.ts';
import type { Campus } from './campus.ts';
import { startCampus, type Ends } from './campus-servers.ts';
import { certificateFor } from './certificate.ts';
import { startConference, type RunningConference } from './conference.ts';
import { changeSinceSync } from './data/since-sync.ts';
import { runBridgeCommand, startBridge, type RunningBridge } from './bridge-process.ts';
import { bridgeEnvironment } from './environment.ts';
import type { MailSink } from './mail/sink.ts';
import { startLanProxy } from './lan-proxy.ts';
import { addressesOf, type DemoAddresses, type DemoPorts } from './ports.ts';
import { connectPlugin, firstCommands } from './set-up.ts';
import type { Platform } from './lti-platform/platform.ts';
import type { WebServices } from './web-services/mount.ts';

export interface DemoOptions {
  ports: DemoPorts;
  /** What was there at the end of the last demo in this folder is there again. */
  dataFolder: string;
  /** Empties the folder first. */
  isFresh?: boolean;
  /** People join, move and leave after the bridge has read the directory: something to look at. */
  changesSinceSync?: boolean;
  /** An address of this machine in the network, where browsers find everything but the campus, by HTTPS. */
  lan?: string;
  /** Told what is being done, for progress. */
  step?: (what: string) => void;
  /** Settings of the bridge that differ from the demo's usual ones. */
  bridgeSettings?: Record<string, string>;
  /** Where Prosody tells what happens; the bridge, unless somebody listens in between. */
  eventsUrl?: string;
  onLog?: (part: string, line: string) => void;
}

/** The demo while it runs; tests use it as people do, and may look behind it. */
export interface RunningDemo extends RunningConference {
  addresses: DemoAddresses;
  campus: Campus;
  platform: Platform;
  /** Moodle's activity plugin (a stand-in for its PHP). */
  plugin: ActivityPlugin;
  mail: MailSink;
  webServices: WebServices;
  bridge: RunningBridge;
  /** Runs `npm run campus -- …` for the demo's bridge; answers what it printed. */
  command: (args: string[]) => Promise<string>;
  /** Stops everything, in the order opposite to the start. */
  stop: () => Promise<void>;
}

/**
 * Starts the whole demo: campus (portal, LMS, directory, mail), Jitsi's stand-ins with a real Prosody, and
 * the bridge as a process of its own, configured as it would be for real servers.
 * @throws Error in words when a part cannot start; whatever had started is stopped again
 */
export async function startDemo(options: DemoOptions): Promise<RunningDemo> {
  const started: Ends = [];
  const stop = () => endAll(started);
  try {
    return { ...(await startParts(options, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Registers everybody in a folder where no demo was, and ends: the next start on the same ports goes on from there. */
export async function prepareDemo(options: DemoOptions): Promise<void> {
  const started: Ends = [];
  try {
    const { env, plugin, addresses, command } = await setUpCampus(options, started);
    const bridge = await startBridge(env, () => undefined);
    started.push(bridge.stop);
    await connectPlugin(plugin, addresses, command);
  } finally {
    await endAll(started);
  }
}

async function endAll(started: Ends): Promise<void> {
  for (const end of started.splice(0).reverse()) await end();
}

async function startParts(options: DemoOptions, started: Ends) {
  const { step = () => undefined, onLog = () => undefined } = options;
  const { addresses, env, secrets, command, ...campus } = await setUpCampus(options, started);
  step('bridge');
  const bridge = await startBridge(env, (line) => onLog('bridge', line));
  started.push(bridge.stop);
  await connectPlugin(campus.plugin, addresses, command);
  if (options.lan !== undefined) await openToLan(options, options.lan, started);
  step('conference server: Prosody, and stand-ins for Jicofo and two videobridges');
  const conference = await startConference(
    {
      ...options,
      addresses,
      mediaAddress: options.lan ?? process.env['DEMO_MEDIA_ADDRESS'],
    },
    secrets,
    started,
  );
  return { addresses, ...campus, ...conference, bridge, command };
}

/** The campus with everybody in it, as the last demo in the folder left it or from its beginning. */
async function setUpCampus(options: DemoOptions, started: Ends) {
  const { ports, dataFolder, step = () => undefined } = options;
  step('campus: portal, LMS, directory, mail');
  const addresses = addressesOf(ports, options.lan);
  const { secrets, isNew, keep, ...campus } = await startCampus({ ...options, addresses }, started);
  const env = {
    ...bridgeEnvironment({ addresses, ports, secrets, dataFolder }),
    ...options.bridgeSettings,
  };
  const command = (args: string[]) => runBridgeCommand(args, env);
  if (isNew) {
    step('bridge: register with the LMS, first rosters');
    for (const args of await firstCommands({ addresses, dataFolder, ...campus }))
      await command(args);
    if (options.changesSinceSync) changeSinceSync(campus.campus);
  }
  await keep();
  return { addresses, env, secrets, command, ...campus };
}

/** Lets browsers elsewhere in the network in. */
async function openToLan({ ports, dataFolder }: DemoOptions, lan: string, started: Ends) {
  const { bridgeInside, prosodyHttp, jitsiWeb } = addressesOf(ports, lan);
  const proxy = await startLanProxy({
    address: lan,
    port: ports.bridge,
    certificate: await certificateFor(lan, join(dataFolder, 'certificate')),
    bridge: bridgeInside,
    prosody: prosodyHttp,
    jitsiWeb,
  });
  started.push(proxy.stop);
}
