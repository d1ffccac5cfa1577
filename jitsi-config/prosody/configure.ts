import { join } from 'node:path';
import { raw } from '../template.ts';
import { lua, luaText } from './lua.ts';
import {
  behindWebServer,
  campusMeetOptions,
  clientModules,
  garbageCollection,
  noOtherPorts,
  roomOptions,
  tokenOptions,
  unwantedModules,
} from './parts.ts';

const here = import.meta.dirname;

/** What a Prosody of the demo and the tests is told. Ports are numbers, secrets have at least 32 characters. */
export interface ProsodySettings {
  /** XMPP domain; the rooms are on `conference.<domain>`, the focus is `focus.<domain>`. */
  domain: string;
  /** The one address to listen on. */
  address: string;
  httpPort: number;
  c2sPort: number;
  /** Where the focus connects as a component (XEP-0114), and what lets it in. */
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
  /** Most people in one room; the focus is not counted. */
  maxOccupants: number;
  logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** Ends Prosody when its standard input closes: for one that another process starts. */
  stopWithParent?: boolean;
}

/** In place of what Jitsi ships apart from Prosody. */
const standIns = {
  authentication: 'campus_token',
  host: ['campus_presence_identity', 'campus_conference_request', 'campus_av_moderation'],
  muc: ['campus_token_verification', 'campus_token_affiliation', 'campus_max_occupants'],
};

/** The whole configuration file as text, with the campus's stand-ins; a real one comes from `../generator`. */
export const prosodyConfig = (settings: ProsodySettings): string =>
  `${globalSection(settings)}\n${hosts(settings)}`;

function globalSection(settings: ProsodySettings): string {
  const { domain, address, dataFolder, focus } = settings;
  const own = settings.stopWithParent ? ['campus_stop_with_parent'] : [];
  return luaText`run_as_root = ${process.getuid?.() === 0}
pidfile = ${join(dataFolder, 'prosody.pid')}
data_path = ${join(dataFolder, 'data')}
certificates = ${join(dataFolder, 'data')} -- none there: TLS ends at the web server in front
plugin_paths = ${[join(here, 'modules'), join(here, 'stand-ins')]}
log = { { levels = { min = ${settings.logLevel ?? 'info'} }, to = "console" } }

admins = ${[`focus@focus.${domain}`]}
storage = "memory"
interfaces = ${[address]}
c2s_interfaces = ${[address]}
http_interfaces = ${[address]}
c2s_ports = ${[settings.c2sPort]} -- must stay on: websocket and BOSH build upon it
http_ports = ${[settings.httpPort]}
component_ports = ${[focus.port]}
component_interfaces = ${[address]}
http_default_host = ${domain}
c2s_require_encryption = false
${raw(garbageCollection)}
${raw(noOtherPorts)}
${raw(behindWebServer)}

modules_enabled = ${[...clientModules, ...own]}
modules_disabled = ${unwantedModules}

${raw(
  campusMeetOptions({
    eventsUrl: settings.eventsUrl,
    secret: settings.eventsSecret,
    queue: settings.eventQueue ?? 10_000,
  }),
)}
`;
}

function hosts({ domain, token, maxOccupants, focus }: ProsodySettings): string {
  const muc = `conference.${domain}`;
  return luaText`VirtualHost ${domain}
	authentication = ${standIns.authentication}
	${raw(tokenOptions(token))}
	campus_token_audience = ${token.audience}
	campus_focus = ${`focus.${domain}`}
	campus_focus_muc = ${muc}
	campus_av_moderation = ${`avmoderation.${domain}`}
	modules_enabled = ${standIns.host}

Component ${muc} "muc"
	modules_enabled = ${['campus_meet', ...standIns.muc]}
	${raw(roomOptions)}
	muc_max_occupants = ${maxOccupants}

Component ${`avmoderation.${domain}`} "campus_av_moderation"

Component ${raw(lua(`focus.${domain}`))}
	component_secret = ${focus.secret}
`;
}
