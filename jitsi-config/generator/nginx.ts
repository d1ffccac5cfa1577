import { withPort } from './address.ts';
import { installed } from './names.ts';
import { campusMeetMachine } from './ports.ts';
import { isOneSite, siteOf } from './site.ts';
import type { Settings, Videobridge } from './settings.ts';

/** Seconds for which a silent websocket is kept. */
const silence = 900;

/** The site of nginx in front of Prosody, and of Campus Meet where both have one name. nginx 1.22 and later. */
export function nginxConfig(settings: Settings): string {
  const { domain, signalling, folders } = settings;
  return `# nginx for Jitsi, made by "npm run campus -- jitsi render": change the settings file instead.

map $http_upgrade $campus_connection {
  default upgrade;
  '' close;
}

# Without the query, in which tokens stand.
log_format campus '$remote_addr [$time_local] "$request_method $uri" $status $body_bytes_sent "$http_user_agent"';
${regions(settings)}
server {
  ${listen(settings, signalling.httpPort)}
  server_name ${domain};
  location /.well-known/acme-challenge/ {
    root /var/www/html;
  }
  location / {
    return 301 https://${siteOf(settings)}$request_uri;
  }
}

server {
  ${listen(settings, signalling.httpsPort, ' ssl http2')}
  server_name ${domain};
  ${tls(settings).replaceAll('\n', '\n  ')}
  add_header Strict-Transport-Security "max-age=31536000" always;
  server_tokens off;
  access_log ${folders.logs}/nginx/access.log campus;
  # Errors of single requests are left out: they quote the address, in which tokens stand.
  error_log ${folders.logs}/nginx/error.log crit;

${[...jitsiLocations(settings), ...channelLocations(settings), campusMeetLocations(settings)].join('\n\n')}
}
${recorderPagesServer(settings)}`;
}

/** Both kinds of addresses of the machine. */
const listen = ({ signalling }: Settings, port: number, options = ''): string =>
  [String(port), ...(signalling.ipv6 ? [`[::]:${port}`] : [])]
    .map((at) => `listen ${at}${options};`)
    .join('\n  ');

/** The certificate of the site. */
const tls = ({ folders, domain }: Settings): string =>
  `ssl_certificate ${folders.certificates}/${domain}/fullchain.pem;
ssl_certificate_key ${folders.certificates}/${domain}/privkey.pem;
ssl_protocols TLSv1.2 TLSv1.3;`;

/** Recorders are browsers that join by Jitsi's own pages; nobody else is offered them. */
function recorderPagesServer(settings: Settings): string {
  const { recording, domain } = settings;
  if (recording === undefined) return '';
  return `
# Jitsi's own pages, for recorders alone.
server {
  ${listen(settings, recording.pagesPort, ' ssl http2')}
  server_name ${domain};
  ${tls(settings).replaceAll('\n', '\n  ')}
  server_tokens off;
  access_log off;
${recording.recorders.map(({ address }) => `  allow ${address};\n`).join('')}  deny all;
  root ${recording.pages};
  index index.html;
  ssi on;
  ssi_types application/javascript application/x-javascript;
  location = /config.js {
    alias ${installed.recorderConfig};
  }
  location = / {
    return 404;
  }
  # A room's name is the page.
  location ~ ^/[^/?&:'"]+$ {
    try_files $uri /index.html;
  }
}
`;
}

/** The region of somebody by the address that they come from; Prosody hands it to Jicofo. */
function regions({ regions: list }: Settings): string {
  if (list.length === 0) return '';
  const lines = list.flatMap(({ name, networks }) =>
    networks.map((network) => `  ${network} ${name};`),
  );
  return `
# Where somebody is: Jicofo prefers a videobridge of that region.
geo $campus_region {
  default "";
${lines.join('\n')}
}
`;
}

function jitsiLocations({ domain, signalling, folders, regions: list }: Settings): string[] {
  const prosody = `http://127.0.0.1:${signalling.prosodyHttpPort}`;
  // An empty value is not sent, and what a browser says about its region is not believed.
  const region = `proxy_set_header X-Proxy-Region ${list.length > 0 ? '$campus_region' : '""'};`;
  return [
    `  # XMPP of the browsers.
  location = /xmpp-websocket {
    proxy_pass ${prosody}/xmpp-websocket?$args;
    ${websocket.replaceAll('\n', '\n    ')}
    proxy_set_header Host ${domain};
    proxy_set_header X-Forwarded-For $remote_addr;
    ${region}
  }`,
    `  # The same, where websockets do not pass.
  location = /http-bind {
    proxy_pass ${prosody}/http-bind?$args;
    proxy_http_version 1.1;
    proxy_set_header Host ${domain};
    proxy_set_header X-Forwarded-For $remote_addr;
    ${region}
    proxy_buffering off;
    tcp_nodelay on;
  }`,
    `  # The library that fits this Jitsi: asked for anew after each update.
  location /libs/ {
    alias ${folders.library}/;
    types { text/javascript js; application/json json map; application/wasm wasm; }
    add_header Access-Control-Allow-Origin "*";
    add_header Cache-Control "no-cache";
  }`,
  ];
}

const websocket = `proxy_http_version 1.1;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection $campus_connection;
proxy_read_timeout ${silence}s;
tcp_nodelay on;`;

/** Websockets of browsers and of related videobridges, one address for each videobridge. */
function channelLocations({ media, videobridges, signalling }: Settings): string[] {
  if (media.bridgeChannel === 'sctp') return [];
  const at = ({ address, websocketPort }: Videobridge) =>
    withPort(address === signalling.address ? '127.0.0.1' : address, websocketPort);
  return videobridges.flatMap((one) =>
    (['colibri-ws', 'colibri-relay-ws'] as const).map(
      (kind) => `  location /${kind}/${one.id}/ {
    proxy_pass http://${at(one)};
    ${websocket.replaceAll('\n', '\n    ')}
  }`,
    ),
  );
}

function campusMeetLocations(settings: Settings): string {
  const { campusMeet, signalling } = settings;
  const machine = campusMeetMachine(settings);
  const isHere = machine === signalling.address;
  const commands = isHere
    ? []
    : [
        `  # What Campus Meet has done in a meeting, signed; nobody else comes here.
  location = /campus-meet/commands {
    allow ${machine};
    deny all;
    proxy_pass http://127.0.0.1:${signalling.prosodyHttpPort}/campus-meet/commands;
    proxy_set_header Host ${settings.domain};
  }`,
      ];
  const rest = isOneSite(settings)
    ? `  # Campus Meet itself.
  location / {
    proxy_pass http://${withPort(isHere ? '127.0.0.1' : machine, campusMeet.listen)};
    ${websocket.replaceAll('\n', '\n    ')}
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto https;
    client_max_body_size 20m;
  }`
    : `  # Jitsi's own pages are not offered: people come by Campus Meet.
  location / {
    return 404;
  }`;
  return [...commands, rest].join('\n\n');
}
