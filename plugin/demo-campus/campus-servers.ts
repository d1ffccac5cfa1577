import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { createActivityPlugin, type ActivityPlugin } from './activity-plugin/plugin.ts';
import type { Campus } from './campus.ts';
import { createCampus } from './data/seed.ts';
import { startDirectory } from './directory/server.ts';
import type { DemoSecrets } from './environment.ts';
import { mountIntranet } from './intranet/page.ts';
import { createVoucher, type Voucher } from './intranet/vouch.ts';
import { contentOf, type PlatformContent } from './lti-platform/platform.ts';
import { createMailbox } from './mail/mailbox.ts';
import { mountMailbox } from './mail/pages.ts';
import { startMailSink, type MailSink } from './mail/sink.ts';
import { mountSmsGateway } from './mail/sms-gateway.ts';
import type { DemoAddresses, DemoPorts } from './ports.ts';
import { createPortal } from './server.ts';
import { registerBridge } from './set-up.ts';
import { keepState, readState, type DemoState } from './state.ts';
import { mountWebServices, type WebServices } from './web-services/mount.ts';

/** How servers that started are ended, in their order. */
export type Ends = (() => Promise<unknown>)[];

export interface CampusOptions {
  ports: Pick<DemoPorts, 'campus' | 'smtp' | 'ldap'>;
  addresses: DemoAddresses;
  /** What was there at the end of the last demo in this folder is there again. */
  dataFolder: string;
  /** Empties the folder first. */
  isFresh?: boolean;
  /** False: the directory is somebody else's. */
  hasDirectory?: boolean;
  onLog?: (part: string, line: string) => void;
}

/**
 * The campus as somebody left it in the folder, or from its beginning: portal and LMS, directory, mail, SMS gateway.
 * @param started takes how each is ended
 * @throws Error in words when a port cannot be had, or what was kept cannot be used
 */
export async function startCampus(options: CampusOptions, started: Ends) {
  const { ports, addresses, hasDirectory = true, onLog = () => undefined } = options;
  const kept = await openFolder(options);
  const secrets = kept?.secrets ?? newSecrets();
  const campus = kept?.campus ?? createCampus();
  const mailbox = createMailbox({ kept: kept?.messages ?? [] });
  const mail = await startMailSink({ port: ports.smtp, mailbox });
  started.push(mail.stop);
  const bind = { bindDn: secrets.bindDn, bindPassword: secrets.bindPassword };
  if (hasDirectory)
    started.push((await startDirectory({ campus, port: ports.ldap, ...bind })).stop);
  const voucher = createVoucher(campus, { ...addresses, kept: kept?.intranetKey });
  const plugin = pluginOf(campus, options, kept);
  const platformKept = kept?.platform;
  const deps = { campus, addresses, secrets, mail, voucher, plugin, platformKept, onLog };
  const { server, platform, webServices } = await openPortal(deps);
  started.push(await listen(server, ports.campus));
  const running = { campus, mail, voucher, plugin, platform, webServices };
  return {
    ...running,
    secrets,
    isNew: kept === null,
    /** Keeps what the campus is, from now on. */
    keep: async (): Promise<void> => {
      started.push(await keepCampus(options, running, secrets));
    },
  };
}

/** Moodle's activity plugin, as it was left; to be connected at a first start. */
const pluginOf = (
  campus: Campus,
  { addresses, onLog }: CampusOptions,
  kept: DemoState | null,
): ActivityPlugin =>
  createActivityPlugin({
    campus,
    place: { ...addresses, wwwroot: addresses.campus },
    kept: kept?.plugin,
    failed: (error) => onLog?.('campus', `cron of the activity plugin: ${String(error)}`),
  });

type RunningCampus = Awaited<ReturnType<typeof startCampus>>;

/** Keeps what the campus is, from now on; answers what ends that. */
async function keepCampus(
  { dataFolder, onLog }: CampusOptions,
  {
    campus,
    platform,
    voucher,
    mail,
    plugin,
  }: Pick<RunningCampus, 'campus' | 'platform' | 'voucher' | 'mail' | 'plugin'>,
  secrets: DemoSecrets,
): Promise<() => Promise<void>> {
  const state = () => ({
    secrets,
    campus,
    platform: contentOf(platform),
    intranetKey: voucher.privateKey,
    messages: mail.mailbox.list(),
    plugin: plugin.content(),
  });
  const failed = (error: unknown) => onLog?.('campus', `not kept: ${String(error)}`);
  return (await keepState(dataFolder, state, failed)).stop;
}

/** Makes the data folder; answers what the last demo left in it. */
async function openFolder({ dataFolder, isFresh }: CampusOptions): Promise<DemoState | null> {
  const kept = isFresh ? null : await readState(dataFolder);
  // Without a state the first start did not come to its end: what it left is of no use.
  if (kept === null) await rm(dataFolder, { recursive: true, force: true });
  await rm(join(dataFolder, 'prosody'), { recursive: true, force: true });
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  return kept;
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
  plugin: ActivityPlugin;
  platformKept: PlatformContent | undefined;
  onLog: (part: string, line: string) => void;
}

async function openPortal(deps: PortalDeps) {
  const { campus, addresses, secrets, mail, voucher, plugin, platformKept, onLog } = deps;
  const origin = addresses.campus;
  let webServices: WebServices | undefined;
  const { app, platform } = await createPortal({
    campus,
    config: { origin },
    plugin,
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
