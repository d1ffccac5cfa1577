import { dirname } from 'node:path';
import { images, type Container } from './containers.ts';
import { installed } from './names.ts';
import { openFiles } from './services.ts';
import type { Settings } from './settings.ts';

/** Two connections for each socket of a person: nginx’ usual 1024 of a process are for hundreds less. */
const connections = 16_384;

/** The main part of nginx’ configuration in its container, where no install.sh changes the usual one. */
export const nginxMain = `# Made by "npm run campus -- jitsi render": nginx in its container; the site is signalling/nginx.conf.
user nginx;
worker_processes 4;
worker_rlimit_nofile ${openFiles};
error_log stderr warn;
pid /run/nginx.pid;
events { worker_connections ${connections}; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  sendfile on;
  include /etc/nginx/conf.d/*.conf;
}
`;

/** What certbot keeps below `live` are links into the folder beside it. */
const certificatesOf = ({ folders: { certificates } }: Settings): string => {
  const whole = certificates.endsWith('/live') ? dirname(certificates) : certificates;
  return `${whole}:${whole}:ro`;
};

/** What lib-jitsi-meet is served as. */
const library = '/libs/lib-jitsi-meet.min.js';

/** Its logs go where Docker bounds them: the folder that the site names is in memory. */
const withLogs = (folder: string): string =>
  [
    `ln -sf /dev/stdout ${folder}/access.log`,
    `ln -sf /dev/stderr ${folder}/error.log`,
    `exec nginx -g 'daemon off;'`,
  ].join(' && ');

/** The web server in front of everything. */
export const nginx = (settings: Settings): Container => ({
  image: images.nginx,
  command: ['/bin/sh', '-c', withLogs(`${settings.folders.logs}/nginx`)],
  volumes: [
    './containers/nginx.conf:/etc/nginx/nginx.conf:ro',
    './signalling/nginx.conf:/etc/nginx/conf.d/default.conf:ro',
    certificatesOf(settings),
    `library:${settings.folders.library}:ro`,
    ...(settings.recording === undefined
      ? []
      : [
          `pages:${settings.recording.pages}:ro`,
          `./signalling/recorder-config.js:${installed.recorderConfig}:ro`,
        ]),
  ],
  tmpfs: ['/var/cache/nginx', '/run', `${settings.folders.logs}/nginx`],
  // It listens on 443, and becomes another user.
  cap_add: ['NET_BIND_SERVICE', 'SETUID', 'SETGID', 'CHOWN', 'DAC_OVERRIDE'],
  healthcheck: {
    // What it has itself, whatever is behind it.
    test: ['CMD', 'curl', '-kfsSI', `https://127.0.0.1:${settings.signalling.httpsPort}${library}`],
    interval: '10s',
  },
  depends_on: { library: { condition: 'service_completed_successfully' } },
  memory: '512m',
});
