import type { CapacityPlan } from '../../bridge/src/features/operations/capacity/index.ts';
import { composeFile, startScript } from './compose-file.ts';
import { coturnConfig } from './coturn.ts';
import { bridgeUnit } from './bridge-unit.ts';
import { environment } from './environment.ts';
import { firewallRules } from './firewall.ts';
import {
  accountsFile,
  accountsScript,
  installRecorder,
  installSignalling,
  installTurn,
  installVideobridge,
  luaModules,
} from './install.ts';
import { jibriConfig } from './jibri.ts';
import { jicofoConfig } from './jicofo.ts';
import { libraryOptions } from './library-options.ts';
import { monitoringTargets } from './monitoring.ts';
import { nginxConfig } from './nginx.ts';
import { nginxMain } from './nginx-container.ts';
import { recorderPages } from './recorder-pages.ts';
import { portsOf, portsTable } from './ports.ts';
import { prosodyConfig } from './prosody.ts';
import { readme } from './readme.ts';
import type { Secrets } from './secrets.ts';
import {
  jicofoUnit,
  logRotation,
  nginxLimits,
  prosodyLimits,
  recordingRetention,
  videobridgeKernel,
  videobridgeUnit,
} from './services.ts';
import type { Settings } from './settings.ts';
import { videobridgeConfig } from './videobridge.ts';

export interface RenderedFile {
  text: string;
  /** Holds a secret: nobody but its owner may read it. */
  isSecret: boolean;
}

/** Files by their path below the folder that is rendered into. */
export type Rendered = ReadonlyMap<string, RenderedFile>;

export interface RenderInput {
  settings: Settings;
  secrets: Secrets;
  plan: CapacityPlan;
  /** Of the XMPP server, PEM; null where everything is on one machine. */
  certificate: { key: string; certificate: string } | null;
}

/** Everything for this Jitsi: settings and secrets to files. Touches nothing. */
export function render(input: RenderInput): Rendered {
  const { settings, plan } = input;
  const files = new Map([
    ...open({
      'README.md': readme(settings, plan),
      'ports.tsv': portsTable(portsOf(settings)),
      'compose.yaml': composeFile(settings),
      'containers/start.sh': startScript,
      'containers/nginx.conf': nginxMain,
      'monitoring/jitsi.json': monitoringTargets(settings),
    }),
    ...signalling(input),
    ...settings.videobridges.flatMap((one) => videobridge(input, one)),
    ...turn(input),
    ...recorders(input),
    ...secret({ 'campus-meet/jitsi.env': environment(settings, input.secrets) }),
    ...open({
      'campus-meet/campus-meet@.service': bridgeUnit(settings),
      'campus-meet/library-options.json': libraryOptions(settings),
    }),
  ]);
  // By it the next run knows what was made here, and is rendered no more.
  const list = [...files.keys(), fileList].sort().map((path) => `${path}\n`);
  return files.set(fileList, { text: list.join(''), isSecret: false });
}

/** The list of the files that were rendered. */
export const fileList = 'files.txt';

type Files = [string, RenderedFile][];

const filesOf =
  (isSecret: boolean) =>
  (files: Readonly<Record<string, string | null>>): Files =>
    Object.entries(files).flatMap(([path, text]) =>
      text === null ? [] : [[path, { text, isSecret }] as [string, RenderedFile]],
    );
const open = filesOf(false);
const secret = filesOf(true);

function signalling({ settings, secrets, certificate }: RenderInput): Files {
  const { address } = settings.signalling;
  return [
    ...open({
      'signalling/install.sh': installSignalling(settings),
      'signalling/lua-modules.sh': luaModules,
      'signalling/accounts.sh': accountsScript(settings),
      'signalling/nginx.conf': nginxConfig(settings),
      'signalling/recorder-config.js': recorderPages(settings),
      'signalling/nginx-limits.conf': nginxLimits,
      'signalling/prosody-limits.conf': prosodyLimits,
      'signalling/jicofo.service': jicofoUnit(settings),
      'signalling/logrotate.conf': logRotation(settings),
      'signalling/firewall.nft': firewallRules(portsOf(settings), address),
      'signalling/xmpp.crt': certificate?.certificate ?? null,
    }),
    ...secret({
      'signalling/prosody.cfg.lua': prosodyConfig(settings, secrets),
      'signalling/jicofo.conf': jicofoConfig(settings, secrets),
      'signalling/accounts': accountsFile(settings, secrets),
      'signalling/xmpp.key': certificate?.key ?? null,
    }),
  ];
}

function videobridge(input: RenderInput, one: Settings['videobridges'][number]): Files {
  const { settings, secrets, plan, certificate } = input;
  const folder = `videobridges/${one.id}`;
  return [
    ...secret({ [`${folder}/jvb.conf`]: videobridgeConfig({ settings, one, secrets, plan }) }),
    ...open({
      [`${folder}/install.sh`]: installVideobridge(settings, one),
      [`${folder}/jvb.service`]: videobridgeUnit(settings, one),
      [`${folder}/sysctl.conf`]: videobridgeKernel,
      [`${folder}/logrotate.conf`]: logRotation(settings),
      [`${folder}/firewall.nft`]: firewallRules(portsOf(settings), one.address),
      [`${folder}/xmpp.crt`]: certificate?.certificate ?? null,
    }),
  ];
}

function turn({ settings, secrets }: RenderInput): Files {
  if (settings.turn === undefined) return [];
  return [
    ...secret({ 'turn/turnserver.conf': coturnConfig(settings, secrets) }),
    ...open({
      'turn/install.sh': installTurn(settings),
      'turn/logrotate.conf': logRotation(settings),
    }),
  ];
}

const recorders = ({ settings, secrets, certificate }: RenderInput): Files =>
  (settings.recording?.recorders ?? []).flatMap(({ id }) => [
    ...secret({ [`recorders/${id}/jibri.conf`]: jibriConfig(settings, secrets, id) }),
    ...open({
      [`recorders/${id}/install.sh`]: installRecorder(settings),
      [`recorders/${id}/tmpfiles.conf`]: recordingRetention(settings),
      [`recorders/${id}/xmpp.crt`]: certificate?.certificate ?? null,
    }),
  ]);
