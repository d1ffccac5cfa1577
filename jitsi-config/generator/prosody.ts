import { luaText } from '../prosody/lua.ts';
import {
  behindWebServer,
  campusMeetOptions,
  clientModules,
  garbageCollection,
  noOtherPorts,
  roomOptions,
  tokenOptions,
  unwantedModules,
} from '../prosody/parts.ts';
import { raw, when } from '../template.ts';
import { installed, isSpread, namesOf, token } from './names.ts';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

/** Seats beside the people’s: somebody whose line broke holds the old seat for a minute and takes a new one. */
const seatsForReturning = 10;

/** Seconds after which somebody whose browser is gone is out of the meeting; Prosody’s own ten minutes are too long. */
const hibernationSeconds = 60;

/** Events that wait in Prosody while Campus Meet is away: hours of a campus. */
const eventQueue = 10_000;

/** Prosody’s configuration, for stock Jitsi modules and ours. Prosody 0.12 and 13. */
export const prosodyConfig = (settings: Settings, secrets: Secrets): string =>
  [
    globalSection(settings, secrets),
    conferenceHost(settings, secrets),
    rooms(settings),
    services(settings),
    accounts(settings),
    focusAndBrewery(settings),
    ...(settings.recording === undefined ? [] : [recorders(settings)]),
  ].join('\n');

function globalSection(settings: Settings, secrets: Secrets): string {
  const { domain, signalling, folders, campusMeet } = settings;
  const names = namesOf(settings);
  const services = [names.focusAccount, names.videobridgeAccount];
  const spread = isSpread(settings);
  return luaText`-- Prosody for Jitsi and Campus Meet, made by "npm run campus -- jitsi render": change the settings file instead.
-- It holds secrets: mode 640, owner root, group prosody.

pidfile = ${`${folders.prosodyRun}/prosody.pid`}
data_path = ${folders.prosodyData} -- the accounts of Jicofo and the videobridges; of people nothing is kept
plugin_paths = ${[folders.campusPlugins, folders.plugins]}
log = { { levels = { min = "info" }, to = "file", filename = ${`${folders.logs}/prosody/prosody.log`} } }

-- Jicofo and the videobridges: no participants, not bound by limits, owners of every room.
admins = ${services}
unlimited_jids = ${services}
component_admins_as_room_owners = true

-- Jitsi's modules find the rooms of a virtual host by these two.
muc_mapper_domain_base = ${domain}
muc_mapper_domain_prefix = "conference"

-- Jicofo and videobridges log in here${raw(spread ? ', from other machines too: with TLS' : ' on this machine, without TLS')}.
-- It must stay on: websocket and BOSH build upon it.
c2s_ports = ${[signalling.prosodyClientPort]}
c2s_interfaces = ${spread ? ['127.0.0.1', signalling.address] : ['127.0.0.1']}
c2s_require_encryption = ${spread}
c2s_stanza_size_limit = ${512 * 1024} -- the sources of hundreds of people in one stanza
${raw(garbageCollection)}
${raw(noOtherPorts)}
component_ports = {}

-- For nginx on this machine, which ends TLS.
http_ports = ${[signalling.prosodyHttpPort]}
http_interfaces = { "127.0.0.1" }
http_default_host = ${domain}
trusted_proxies = { "127.0.0.1" }
${raw(behindWebServer)}

modules_enabled = ${[
    ...clientModules,
    'roster', // Jicofo learns from it that its proxy is there.
    'posix',
    ...(spread ? ['tls'] : []),
    ...(settings.turn === undefined ? [] : ['external_services']),
  ]}
modules_disabled = ${unwantedModules}
storage = "memory"

-- A browser that lost its line comes back to the same place within this time, then it is out.
smacks_hibernation_time = ${hibernationSeconds}
smacks_max_old_sessions = 10

${raw(
  campusMeetOptions({
    eventsUrl: `${campusMeetAddress(campusMeet, signalling.address)}/jitsi/events`,
    secret: secrets.message,
    queue: eventQueue,
  }),
)}
campus_meet_excluded = ${settings.recording === undefined ? [] : [names.hidden]} -- recorders are no participants
${when(settings.turn !== undefined, `\n${turnServices(settings, secrets)}`)}
`;
}

/** Where Prosody reaches Campus Meet. */
function campusMeetAddress({ address, url, listen }: Settings['campusMeet'], here: string): string {
  return address === undefined || address === here
    ? `http://127.0.0.1:${listen}`
    : url.replace(/\/$/u, '');
}

/** XEP-0215: browsers ask for TURN and are given credentials that end by themselves. */
function turnServices({ turn }: Settings, secrets: Secrets): string {
  if (turn === undefined) return '';
  return luaText`-- What browsers are told of coturn, with credentials that it takes for a day.
external_service_secret = ${secrets.turn}
external_services = {
	{ type = "stun", transport = "udp", host = ${turn.host}, port = ${turn.port} };
	{ type = "turn", transport = "udp", host = ${turn.host}, port = ${turn.port}, secret = true, ttl = 86400, algorithm = "turn" };
	{ type = "turns", transport = "tcp", host = ${turn.host}, port = ${turn.tlsPort}, secret = true, ttl = 86400, algorithm = "turn" };
}`;
}

function conferenceHost(settings: Settings, secrets: Secrets): string {
  const { domain } = settings;
  const names = namesOf(settings);
  return luaText`-- People log in here, with the token that Campus Meet signed for one room.
VirtualHost ${domain}
	authentication = "token"
	${raw(tokenOptions({ issuer: token.issuer, secret: secrets.token }))}
	asap_accepted_audiences = ${[token.audience]}
	main_muc = ${names.rooms}
	-- Without features_identity Jicofo finds no AV moderation.
	modules_enabled = { "features_identity", "smacks", "jitsi_session", "presence_identity", "conference_duration" }
	av_moderation_component = ${`avmoderation.${domain}`}
	speakerstats_component = ${`speakerstats.${domain}`}
	end_conference_component = ${`endconference.${domain}`}
	room_metadata_component = ${`metadata.${domain}`}
`;
}

function rooms(settings: Settings): string {
  const { peoplePerMeeting, signalling, recording } = settings;
  const names = namesOf(settings);
  const uncounted = [names.focusAccount, ...(recording === undefined ? [] : [names.hidden])];
  return luaText`Component ${names.rooms} "muc"
	-- campus_meet: the bridge is told who is in, and tells who is host and what is forbidden.
	modules_enabled = {
		"campus_meet", "muc_hide_all", "muc_meeting_id", "token_verification", "token_affiliation",
		"muc_max_occupants", "muc_rate_limit",
	}
	${raw(roomOptions)}
	muc_max_occupants = ${peoplePerMeeting + seatsForReturning} -- ${peoplePerMeeting} people, and seats for who comes back
	muc_access_whitelist = ${uncounted} -- not counted
	token_verification_allowlist = ${uncounted} -- need no token
	-- Jitsi's own 3 a second would make the last of 500 wait for 167 s; each who joins is told to all who are in.
	muc_rate_joins = ${signalling.joinsPerSecond}
	muc_rate_leaves = ${signalling.joinsPerSecond}
`;
}

/** What Jicofo and lib-jitsi-meet look for, one component each. */
function services(settings: Settings): string {
  const { domain } = settings;
  const muc = namesOf(settings).rooms;
  const component = (name: string, module: string, why: string): string =>
    luaText`-- ${raw(why)}
Component ${`${name}.${domain}`} ${module}
	muc_component = ${muc}
`;
  return [
    component('avmoderation', 'av_moderation_component', 'hosts forbid microphones and cameras'),
    component('speakerstats', 'speakerstats_component', 'who spoke for how long'),
    component('endconference', 'end_conference', 'a host ends the meeting for all'),
    component('metadata', 'room_metadata_component', 'what a room is, for Jicofo and clients'),
  ].join('\n');
}

function accounts(settings: Settings): string {
  const names = namesOf(settings);
  const certificates = installed.prosodyCertificates;
  const tls = luaText`ssl = {
	key = ${`${certificates}/${names.auth}.key`};
	certificate = ${`${certificates}/${names.auth}.crt`};
}`;
  return luaText`-- Accounts of servers: Jicofo, videobridges, recorders. install.sh makes them.
VirtualHost ${names.auth}
	authentication = "internal_hashed"
	storage = "internal"
	modules_enabled = { "smacks", "limits_exception" }
	smacks_hibernation_time = 15 -- a server that is gone is not waited for
	${when(isSpread(settings), tls)}
`;
}

function focusAndBrewery(settings: Settings): string {
  const names = namesOf(settings);
  return luaText`-- What clients ask of focus.<domain> goes to Jicofo's account.
Component ${names.focus} "client_proxy"
	target_address = ${names.focusAccount}

-- Videobridges and recorders say here how they are; nobody else may come in.
Component ${names.internal} "muc"
	modules_enabled = { "muc_hide_all", "muc_filter_access" }
	muc_filter_whitelist = ${names.auth}
	${raw(roomOptions)}
`;
}

function recorders(settings: Settings): string {
  return luaText`-- Recorders log in here to a meeting: seen by nobody, counted nowhere.
VirtualHost ${namesOf(settings).hidden}
	authentication = "internal_hashed"
	storage = "internal"
	modules_enabled = { "smacks" }
`;
}
