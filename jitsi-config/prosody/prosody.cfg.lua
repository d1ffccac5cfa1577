-- Prosody for Campus Meet: the template that configure.ts renders. {{…}} are filled in there, quoted as Lua;
-- the focus component, which differs between stand-in and stock, is added at the end.
-- Everything listens on one loopback address; a web server in front of it faces the campus.

run_as_root = {{runAsRoot}}
pidfile = {{pidFile}}
data_path = {{dataPath}}
certificates = {{dataPath}} -- none there: TLS ends at the web server in front
plugin_paths = {{pluginPaths}}
log = { { levels = { min = {{logLevel}} }, to = "console" } }

admins = {{admins}}
storage = "memory"
interfaces = {{interfaces}}
c2s_interfaces = {{interfaces}}
http_interfaces = {{interfaces}}
c2s_ports = { {{c2sPort}} } -- must stay on: websocket and BOSH build upon it
http_ports = { {{httpPort}} }
https_ports = {}
s2s_ports = {}
component_ports = {{componentPorts}}
component_interfaces = {{interfaces}}
c2s_direct_tls_ports = {}
http_default_host = {{domain}}
c2s_require_encryption = false
consider_websocket_secure = true
consider_bosh_secure = true
http_max_content_size = 1024 * 1024

modules_enabled = {{globalModules}}
modules_disabled = { "s2s", "offline", "register" }

campus_meet_events_url = {{eventsUrl}}
campus_meet_secret = {{eventsSecret}}
campus_meet_queue = {{eventQueue}}

VirtualHost {{domain}}
	authentication = {{authentication}}
	app_id = {{tokenIssuer}}
	app_secret = {{tokenSecret}}
	campus_token_audience = {{tokenAudience}} -- stand-in
	asap_accepted_audiences = { {{tokenAudience}} } -- stock
	allow_empty_token = false
	campus_focus = {{focus}} -- stand-in
	campus_focus_muc = {{muc}} -- stand-in
	modules_enabled = {{hostModules}}

Component {{muc}} "muc"
	modules_enabled = {{mucModules}}
	restrict_room_creation = true -- only the focus makes rooms
	muc_room_locking = false
	muc_room_default_public_jids = true
	muc_room_allow_persistent = false
	muc_room_cache_size = 10000
	muc_tombstones = false
	muc_max_occupants = {{maxOccupants}}

