import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Campus } from './campus.ts';
import { certificateFor } from './certificate.ts';
import { startConference, type RunningConference } from './conference.ts';
import { createCampus } from './data/seed.ts';
import { changeSinceSync } from './data/since-sync.ts';
import { runBridgeCommand, startBridge, type RunningBridge } from './bridge-process.ts';
import { bridgeEnvironment, type DemoSecrets } from './environment.ts';
import { startDirectory } from './directory/server.ts';
import { mountIntranet } from './intranet/page.ts';
import { createVoucher, type Voucher } from './intranet/vouch.ts';
import { createMailbox } from './mail/mailbox.ts';
import { startMailSink, type MailSink } from './mail/sink.ts';
import { mountMailbox } from './mail/pages.ts';
import { startLanProxy } from './lan-proxy.ts';
import { addressesOf, type DemoAddresses, type DemoPorts } from './ports.ts';
import { mountSmsGateway } from './mail/sms-gateway.ts';
import { firstCommands, registerBridge } from './set-up.ts';
import { createPortal } from './server.ts';
import { contentOf, type Platform, type PlatformContent } from './lti-platform/platform.ts';
import { keepState, readState, type DemoState } from './state.ts';
import { mountWebServices, type WebServices } from './web-services/mount.ts';

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
  onLog?: (part: string, line: string) => void;
}

/** The demo while it runs; tests use it as people do, and may look behind it. */
export interface RunningDemo extends RunningConference {
  addresses: DemoAddresses;
  campus: Campus;
  platform: Platform;
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
    await setUpCampus(options, started);
  } finally {
    await endAll(started);
  }
}

type Ends = (() => Promise<unknown>)[];

async function endAll(started: Ends): Promise<void> {
  for (const end of started.splice(0).reverse()) await end();
}

async function startParts(options: DemoOptions, started: Ends) {
  const { step = () => undefined, onLog = () => undefined } = options;
  const { addresses, env, secrets, command, ...campus } = await setUpCampus(options, started);
  step('bridge');
  const bridge = await startBridge(env, (line) => onLog('bridge', line));
  started.push(bridge.stop);
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
  const kept = await openFolder(options);
  const secrets = kept?.secrets ?? newSecrets();
  step('campus: portal, LMS, directory, mail');
  const campus = await startCampus(options, { secrets, kept }, started);
  const addresses = addressesOf(ports, options.lan);
  const env = {
    ...bridgeEnvironment({ addresses, ports, secrets, dataFolder }),
    ...options.bridgeSettings,
  };
  const command = (args: string[]) => runBridgeCommand(args, env);
  if (kept === null) {
    step('bridge: register with the LMS, first rosters');
    for (const args of await firstCommands({ addresses, dataFolder, ...campus }))
      await command(args);
    if (options.changesSinceSync) changeSinceSync(campus.campus);
  }
  started.push(await keepCampus(options, campus, secrets));
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

/** Keeps what the campus is, from now on; answers what ends that. */
async function keepCampus(
  { dataFolder, onLog }: DemoOptions,
  { campus, platform, voucher, mail }: Awaited<ReturnType<typeof startCampus>>,
  secrets: DemoSecrets,
): Promise<() => Promise<void>> {
  const state = () => ({
    secrets,
    campus,
    platform: contentOf(platform),
    intranetKey: voucher.privateKey,
    messages: mail.mailbox.list(),
  });
  const failed = (error: unknown) => onLog?.('campus', `not kept: ${String(error)}`);
  return (await keepState(dataFolder, state, failed)).stop;
}

/** Makes the data folder; answers what the last demo left in it. */
async function openFolder({ dataFolder, isFresh }: DemoOptions): Promise<DemoState | null> {
  const kept = isFresh ? null : await readState(dataFolder);
  // Without a state the first start did not come to its end: what it left is of no use.
  if (kept === null) await rm(dataFolder, { recursive: true, force: true });
  await rm(join(dataFolder, 'prosody'), { recursive: true, force: true });
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  return kept;
}

interface Known {
  secrets: DemoSecrets;
  kept: DemoState | null;
}

async function startCampus(options: DemoOptions, { secrets, kept }: Known, started: Ends) {
  const { ports, onLog = () => undefined } = options;
  const campus = kept?.campus ?? createCampus();
  const mailbox = createMailbox({ kept: kept?.messages ?? [] });
  const mail = await startMailSink({ port: ports.smtp, mailbox });
  started.push(mail.stop);
  const bind = { bindDn: secrets.bindDn, bindPassword: secrets.bindPassword };
  const directory = await startDirectory({ campus, port: ports.ldap, ...bind });
  started.push(directory.stop);
  const addresses = addressesOf(ports, options.lan);
  const voucher = createVoucher(campus, { ...addresses, kept: kept?.intranetKey });
  const platformKept = kept?.platform;
  const portal = await openPortal({
    campus,
    addresses,
    secrets,
    mail,
    voucher,
    platformKept,
    onLog,
  });
  started.push(await listen(portal.server, ports.campus));
  const { platform, webServices } = portal;
  return { campus, mail, voucher, platform, webServices };
}

const newSecrets = (): DemoSecrets => {
  const secret = () => randomBytes(24).toString('hex');
  return {
    bindDn: 'cn=bridge,dc=lakeside,dc=test',
    bindPassword: secret(),
    webServiceToken: secret(),
    smsKey: secret(),
    message: secret(),
    token: secret(),
    seal: secret(),
  };
};

interface PortalDeps {
  campus: Campus;
  addresses: DemoAddresses;
  secrets: DemoSecrets;
  mail: MailSink;
  voucher: Voucher;
  platformKept: PlatformContent | undefined;
  onLog: (part: string, line: string) => void;
}

async function openPortal(deps: PortalDeps) {
  const { campus, addresses, secrets, mail, voucher, platformKept, onLog } = deps;
  const origin = addresses.campus;
  let webServices: WebServices | undefined;
  const { app, platform } = await createPortal({
    campus,
    config: { origin },
    kept: platformKept,
    log: (error) => onLog('campus', String(error)),
    extraRoutes: (router, pages) => {
      webServices = mountWebServices(router, { campus, token: secrets.webServiceToken, origin });
      mountMailbox(router, { mailbox: mail.mailbox, language: pages.language, page: pages.page });
      mountIntranet(router, { campus, pages, voucher, bridge: addresses.bridge });
      mountSmsGateway(router, { mailbox: mail.mailbox, key: secrets.smsKey });
    },
  });
  if (!webServices) throw new Error('the portal did not mount the web services');
  registerBridge(platform, addresses);
  const handle = app.callback();
  const server = createServer((request, response) => void handle(request, response));
  return { server, platform, webServices };
}

/** Starts listening on 127.0.0.1 (which `localhost` is); answers how to stop. */
async function listen(server: Server, port: number): Promise<() => Promise<void>> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
