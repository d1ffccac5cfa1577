import { luaText } from './lua.ts';

/*
 * What every Prosody of Campus Meet has, the demo's and a real one, each once: it goes into `configure.ts` here and
 * into the generator of a deployment.
 */

/** What browsers log in with. */
export const clientModules = ['saslauth', 'disco', 'ping', 'http', 'websocket', 'bosh'] as const;

/** Nobody from other servers, no messages kept for who is away, no accounts for who asks. */
export const unwantedModules = ['s2s', 'offline', 'register'] as const;

/** TLS ends at the web server in front, which alone reaches the HTTP port. */
export const behindWebServer = `consider_websocket_secure = true
consider_bosh_secure = true
https_ports = {}
http_max_content_size = 1024 * 1024`;

/** The only way in is c2s: no other servers, no direct TLS. */
export const noOtherPorts = `s2s_ports = {}
c2s_direct_tls_ports = {}`;

/**
 * Prosody's own default collects anew when memory has grown by a twentieth (threshold 105): with 500 in a room most of
 * its time goes there, and half of them do not get in (`npm run bench -- storm`). So it waits until memory is four
 * times as large; that was at most 180 MB.
 */
export const garbageCollection = 'gc = { mode = "incremental", threshold = 400, speed = 500 }';

/** What mod_campus_meet is told. */
export const campusMeetOptions = (told: {
  eventsUrl: string;
  secret: string;
  queue: number;
}): string => luaText`campus_meet_events_url = ${told.eventsUrl} -- who joins and leaves is told there, signed
campus_meet_secret = ${told.secret}
campus_meet_queue = ${told.queue} -- events that wait while Campus Meet is away`;

/** How tokens are looked at; `issuer` and `secret` are those that Campus Meet signs with. */
export const tokenOptions = (token: { issuer: string; secret: string }): string =>
  luaText`app_id = ${token.issuer}
app_secret = ${token.secret}
allow_empty_token = false`;

/** Every room: made by the focus alone, kept in memory, gone when it is empty. */
export const roomOptions = `restrict_room_creation = true -- only the focus makes rooms
muc_room_locking = false
muc_room_default_public_jids = true -- the focus sees who is who
muc_room_allow_persistent = false
muc_room_cache_size = 10000
muc_tombstones = false`;
