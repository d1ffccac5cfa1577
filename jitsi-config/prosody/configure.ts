import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lua, type LuaValue } from './lua.ts';

const here = import.meta.dirname;

/** What a Prosody for Campus Meet is told. Times in seconds, ports as numbers, secrets at least 32 characters. */
export interface ProsodySettings {
  /** XMPP domain; the rooms are on `conference.<domain>`, the focus is `focus.<domain>`. */
  domain: string;
  /** The one address to listen on. */
  address: string;
  httpPort: number;
  c2sPort: number;
  /** Where the focus connects, and what lets it in; with the stand-ins only. */
  focus: { port: number; secret: string };
  /** Where Prosody keeps its data and its pid file. */
  dataFolder: string;
  /** Where signed events go: `<bridge>/jitsi/events`. */
  eventsUrl: string;
  /** Signs events and commands; shared with the bridge. */
  eventsSecret: string;
  /** Events kept while the bridge is away; 10,000 unless given. */
  eventQueue?: number;
  /** Signs room tokens; shared with the bridge. */
  token: { secret: string; issuer: string; audience: string };
  /** Most people in one room; the focus is not counted with the stand-ins. */
  maxOccupants: number;
  /** Campus stand-ins for Jitsi's own modules and Jicofo, or the stock ones from `jitsiPlugins`. */
  modules: { kind: 'stand-ins' } | { kind: 'stock'; jitsiPlugins: string };
  logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** Ends Prosody when its standard input closes: for one that another process starts. */
  stopWithParent?: boolean;
}

const base = ['saslauth', 'disco', 'ping', 'http', 'websocket', 'bosh'];

const standIns = {
  authentication: 'campus_token',
  host: ['campus_presence_identity', 'campus_conference_request'],
  muc: ['campus_token_verification', 'campus_token_affiliation', 'campus_max_occupants'],
};

/** Names as in jitsi-meet's resources/prosody-plugins. */
const stock = {
  authentication: 'token',
  host: ['smacks', 'jitsi_session', 'presence_identity', 'conference_duration'],
  muc: ['muc_meeting_id', 'token_verification', 'token_affiliation', 'muc_max_occupants'],
};

/** The whole configuration file as text. Renders without touching the disk beyond reading the template. */
export function prosodyConfig(settings: ProsodySettings): string {
  const values = { ...placeValues(settings), ...moduleValues(settings) };
  const template = readFileSync(join(here, 'prosody.cfg.lua'), 'utf8');
  const body = template.slice(template.indexOf('run_as_root'));
  const rendered = body.replace(/\{\{(\w+)\}\}/gu, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`prosody.cfg.lua names an unknown value: ${name}`);
    return lua(value);
  });
  return `${rendered}\n${focusComponent(settings)}`;
}

function placeValues(settings: ProsodySettings): Record<string, LuaValue> {
  return {
    runAsRoot: process.getuid?.() === 0,
    pidFile: join(settings.dataFolder, 'prosody.pid'),
    dataPath: join(settings.dataFolder, 'data'),
    logLevel: settings.logLevel ?? 'info',
    interfaces: [settings.address],
    c2sPort: settings.c2sPort,
    httpPort: settings.httpPort,
    componentPorts: settings.modules.kind === 'stand-ins' ? [settings.focus.port] : [],
    domain: settings.domain,
    muc: `conference.${settings.domain}`,
    focus: `focus.${settings.domain}`,
    eventsUrl: settings.eventsUrl,
    eventsSecret: settings.eventsSecret,
    eventQueue: settings.eventQueue ?? 10_000,
    tokenIssuer: settings.token.issuer,
    tokenSecret: settings.token.secret,
    tokenAudience: settings.token.audience,
    maxOccupants: settings.maxOccupants,
  };
}

function moduleValues(settings: ProsodySettings): Record<string, LuaValue> {
  const { modules, domain } = settings;
  const names = modules.kind === 'stand-ins' ? standIns : stock;
  const extra = modules.kind === 'stand-ins' ? join(here, 'stand-ins') : modules.jitsiPlugins;
  const focusHost = modules.kind === 'stand-ins' ? `focus.${domain}` : `auth.${domain}`;
  return {
    pluginPaths: [join(here, 'modules'), extra],
    admins: [`focus@${focusHost}`],
    globalModules: settings.stopWithParent ? [...base, 'campus_stop_with_parent'] : base,
    authentication: names.authentication,
    hostModules: names.host,
    mucModules: ['campus_meet', ...names.muc],
  };
}

/** The stand-in connects as the component itself (XEP-0114); the stock one passes on to Jicofo's account. */
function focusComponent({ domain, modules, focus }: ProsodySettings): string {
  if (modules.kind === 'stand-ins') {
    return `Component ${lua(`focus.${domain}`)}\n\tcomponent_secret = ${lua(focus.secret)}\n`;
  }
  const target = lua(`focus@auth.${domain}`);
  return [
    `VirtualHost ${lua(`auth.${domain}`)}\n\tauthentication = "internal_hashed"\n\tstorage = "internal"\n`,
    `Component ${lua(`focus.${domain}`)} "client_proxy"\n\ttarget_address = ${target}\n`,
  ].join('\n');
}
