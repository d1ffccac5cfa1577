import { installed, isSpread, namesOf } from './names.ts';
import { jicofoAt } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { Settings, Videobridge } from './settings.ts';

const start = (what: string): string => `#!/bin/sh
# Installs ${what}, made by "npm run campus -- jitsi render". Run as root on that machine, in this folder, on
# Debian 12 or later. It may be run again: what is installed already stays.
set -eu
cd "$(dirname "$0")"
need() { command -v "$1" > /dev/null || [ -e "$1" ] || { echo "Missing: $1. $2" >&2; exit 1; }; }
[ ! -e firewall.nft ] || need nft "apt-get install nftables"
[ ! -e xmpp.crt ] || need keytool "apt-get install openjdk-17-jre-headless"
`;

const firewall = `
if [ -e firewall.nft ]; then
  install -D -m 644 firewall.nft /etc/nftables.d/campus-jitsi.nft
  grep -qs 'nftables.d' /etc/nftables.conf || echo 'include "/etc/nftables.d/*.nft"' >> /etc/nftables.conf
  nft -f /etc/nftables.d/campus-jitsi.nft
  systemctl enable -q nftables
fi
`;

/** Java takes the XMPP server’s certificate from the machine’s own list. */
const trustXmpp = (settings: Settings): string =>
  isSpread(settings)
    ? `
# The certificate of the XMPP server is our own; Java looks into the machine's list.
install -m 644 xmpp.crt /usr/local/share/ca-certificates/${namesOf(settings).auth}.crt
update-ca-certificates > /dev/null 2>&1
`
    : '';

const systemUsers = (user: string): string => `
getent group jitsi > /dev/null || groupadd --system jitsi
getent passwd ${user} > /dev/null || useradd --system --gid jitsi --home-dir /nonexistent --shell /usr/sbin/nologin ${user}
`;

/** install.sh of the machine of Prosody, Jicofo and nginx. */
export function installSignalling(settings: Settings): string {
  const { folders, domain } = settings;
  const names = namesOf(settings);
  const prosody = installed.prosodyCertificates;
  const certificate = isSpread(settings)
    ? `install -D -m 644 xmpp.crt ${prosody}/${names.auth}.crt
install -D -m 640 -g prosody xmpp.key ${prosody}/${names.auth}.key
`
    : '';
  const recorderConfig =
    settings.recording === undefined
      ? ''
      : `install -D -m 644 recorder-config.js ${installed.recorderConfig}\n`;
  return `${start('Prosody, Jicofo and nginx')}
need prosodyctl "apt-get install prosody"
need nginx "apt-get install nginx"
need /usr/share/jicofo/jicofo.sh "Jitsi's package jicofo (its own service is switched off below)"
need ${folders.plugins}/mod_auth_token.lua "Jitsi's package jitsi-meet-prosody, or folders.plugins in the settings file"
need ${folders.library}/lib-jitsi-meet.min.js "Jitsi's package jitsi-meet-web, or folders.library in the settings file"
need ${folders.campusPlugins}/mod_campus_meet.lua "jitsi-config/prosody/modules of Campus Meet, or folders.campusPlugins"
sh lua-modules.sh
${systemUsers('jicofo')}
install -d -m 755 -o prosody ${folders.logs}/prosody
install -d -m 755 -o jicofo ${folders.logs}/jicofo
install -d -m 755 ${folders.logs}/nginx
install -m 644 logrotate.conf /etc/logrotate.d/campus-jitsi
${certificate}install -m 640 -g prosody prosody.cfg.lua ${installed.prosody}
install -D -m 640 -g jitsi jicofo.conf ${installed.jicofo}
${recorderConfig}install -m 644 nginx.conf ${installed.nginx(domain)}
# Each person has two connections at nginx and one at Prosody; the usual bounds are for hundreds less.
install -D -m 644 nginx-limits.conf /etc/nginx/modules-enabled/90-campus-jitsi.conf
sed -i -E 's/worker_connections +[0-9]{1,4};/worker_connections 16384;/' /etc/nginx/nginx.conf
install -D -m 644 prosody-limits.conf /etc/systemd/system/prosody.service.d/campus-jitsi.conf
install -m 644 jicofo.service /etc/systemd/system/campus-jicofo.service
${trustXmpp(settings)}${firewall}
prosodyctl check config
nginx -t -q
sh accounts.sh

systemctl disable -q --now jicofo 2> /dev/null || true
systemctl daemon-reload
systemctl restart prosody
systemctl enable -q campus-jicofo
systemctl restart campus-jicofo
systemctl reload-or-restart nginx
echo "Installed. Jicofo: curl ${jicofoAt(settings)}/about/health, once a videobridge is there."
`;
}

/**
 * lua-modules.sh: Jitsi’s plugins need modules that Debian ships for Lua 5.1 to 5.3 only, while its Prosody runs 5.4.
 * Without them nobody can log in, and Prosody says so in its log only.
 */
export const luaModules = `#!/bin/sh
# Made by "npm run campus -- jitsi render". Jitsi's Prosody plugins need four Lua modules. Debian ships two of them,
# basexx and inspect, for Lua 5.1 to 5.3 only, but its Prosody runs 5.4: they are plain Lua and serve 5.4 as well.
# Without them Prosody starts and nobody can log in.
# Usage: lua-modules.sh [FOLDER]   where they are copied to, unless given /usr/local/share/lua/<version>
set -eu
lua=$(head -n 1 "$(command -v prosody)" | grep -o 'lua[0-9.]*$')
version=\${lua#lua}
target=\${1:-/usr/local/share/lua/$version}
loads() { "$lua" -e "package.path = '$target/?.lua;' .. package.path; require '$1'" 2> /dev/null; }

for module in basexx inspect; do
  loads "$module" && continue
  for old in 5.3 5.2 5.1; do
    file=/usr/share/lua/$old/$module.lua
    [ -e "$file" ] && install -D -m 644 "$file" "$target/$module.lua" && break
  done
done
missing=
for module in basexx:lua-basexx inspect:lua-inspect cjson.safe:lua-cjson openssl.digest:lua-luaossl; do
  loads "\${module%:*}" || missing="$missing \${module#*:}"
done
[ -z "$missing" ] && exit 0
echo "Lua modules of Jitsi's Prosody plugins are missing for $lua. Run: apt-get install$missing" >&2
exit 1
`;

/** accounts.sh: makes the servers’ accounts, or gives them their passwords of today; before Prosody is started. */
export const accountsScript = (settings: Settings): string => `#!/bin/sh
# Made by "npm run campus -- jitsi render". Gives each account of the file accounts its password; passwords go by a pipe,
# so that no list of processes shows them.
# Usage: accounts.sh [--config FILE]   options for prosodyctl
set -eu
cd "$(dirname "$0")"
while read -r account password; do
  # Not adduser and passwd: those of Prosody 13 ask a Prosody that runs already.
  printf '%s\\n%s\\n' "$password" "$password" |
    prosodyctl "$@" register "\${account%@*}" "\${account#*@}" > /dev/null
done < accounts
# Jicofo sees in its list of contacts that the proxy for its account is there; else nobody gets an answer from it.
prosodyctl "$@" mod_roster_command subscribe ${namesOf(settings).focus} ${namesOf(settings).focusAccount} > /dev/null
`;

/** The accounts that accounts.sh makes: `<account> <password>` on each line. */
export function accountsFile(settings: Settings, secrets: Secrets): string {
  const names = namesOf(settings);
  const recording =
    settings.recording === undefined
      ? []
      : [
          [names.recorderControlAccount, secrets.recorderControl],
          [names.recorderAccount, secrets.recorder],
        ];
  return [
    [names.focusAccount, secrets.focus],
    [names.videobridgeAccount, secrets.videobridge],
    ...recording,
  ]
    .map((row) => `${row.join(' ')}\n`)
    .join('');
}

/** install.sh of one videobridge. */
export const installVideobridge = (settings: Settings, { id }: Videobridge): string =>
  `${start(`videobridge ${id}`)}
need /usr/share/jitsi-videobridge/jvb.sh "Jitsi's package jitsi-videobridge2 (its own service is switched off below)"
${systemUsers('jvb')}
install -d -m 755 -o jvb ${settings.folders.logs}/videobridges
install -m 644 logrotate.conf /etc/logrotate.d/campus-jitsi
install -D -m 640 -g jitsi jvb.conf ${installed.videobridge(id)}
install -m 644 jvb.service /etc/systemd/system/campus-jvb-${id}.service
install -m 644 sysctl.conf /etc/sysctl.d/20-campus-jvb.conf
sysctl -q -p /etc/sysctl.d/20-campus-jvb.conf
${trustXmpp(settings)}${firewall}
systemctl disable -q --now jitsi-videobridge2 2> /dev/null || true
systemctl daemon-reload
systemctl enable -q campus-jvb-${id}
systemctl restart campus-jvb-${id}
echo "Installed. A restart of a videobridge that people are on drops them to another one: drain it before."
`;

/** install.sh of coturn. */
export const installTurn = ({ folders }: Settings): string => `${start('coturn')}
need turnserver "apt-get install coturn"
install -d -m 755 -o turnserver ${folders.logs}/coturn
install -m 644 logrotate.conf /etc/logrotate.d/campus-jitsi
install -m 640 -g turnserver turnserver.conf ${installed.coturn}
systemctl enable -q coturn
systemctl restart coturn
echo "Installed. coturn must be able to read its certificate's key (group turnserver)."
`;

/** install.sh of one recorder. */
export const installRecorder = (settings: Settings): string => `${start('a Jibri recorder')}
need /opt/jitsi/jibri/jibri.jar "Jitsi's package jibri"
install -D -m 640 -g jibri jibri.conf ${installed.jibri}
install -m 644 tmpfiles.conf /etc/tmpfiles.d/campus-jitsi-recordings.conf
systemd-tmpfiles --create /etc/tmpfiles.d/campus-jitsi-recordings.conf
${trustXmpp(settings)}
systemctl enable -q jibri
systemctl restart jibri
`;
