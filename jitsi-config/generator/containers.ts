import { dirname, join } from 'node:path';
import { installed, isSpread, namesOf } from './names.ts';
import { heapOf, jicofoHeap } from './services.ts';
import type { Settings, Videobridge } from './settings.ts';

/**
 * The versions that the images have. Jitsi's own images change with each release: Jicofo, videobridges, Prosody's
 * plugins and the library that browsers load are of one release.
 */
const images = {
  // docker/prosody.Dockerfile takes the plugins of the same release.
  prosody: 'campus-meet/prosody:latest',
  jicofo: 'jitsi/jicofo:stable-11146-2',
  videobridge: 'jitsi/jvb:stable-11146-2',
  web: 'jitsi/web:stable-11146-2',
  jibri: 'jitsi/jibri:stable-11146-2',
  nginx: 'nginx:1.27.4',
  coturn: 'coturn/coturn:4.6.3',
} as const;

/** A service of compose.yaml, before what all of them have. */
export interface Container {
  image: string;
  volumes: string[];
  memory: string;
  [key: string]: unknown;
}

/** MiB beyond Java's heap: threads, buffers of packets, the JVM itself. */
const besideHeap = 512;

/** Prosody; its own image hands it its files. */
export function prosody(settings: Settings): Container {
  const { auth } = namesOf(settings);
  const certificates = ['crt', 'key'].map(
    (kind) => `./signalling/xmpp.${kind}:/campus/certs/${auth}.${kind}:ro`,
  );
  return {
    image: images.prosody,
    volumes: [
      // Below /campus: docker/prosody-start.sh hands them to Prosody's user.
      './signalling/prosody.cfg.lua:/campus/prosody.cfg.lua:ro',
      './signalling/accounts:/campus/accounts:ro',
      './signalling/accounts.sh:/campus/accounts.sh:ro',
      ...(isSpread(settings) ? certificates : []),
      'prosody:/var/lib/prosody',
    ],
    tmpfs: [
      ...['/etc/prosody', '/opt/campus-meet/accounts', '/run/prosody', '/tmp'],
      `${settings.folders.logs}/prosody`,
    ],
    cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
    memory: '2g',
    healthcheck: {
      test: [
        'CMD',
        'curl',
        '-fsS',
        `http://127.0.0.1:${settings.signalling.prosodyHttpPort}/xmpp-websocket`,
      ],
      interval: '10s',
    },
  };
}

interface Program {
  image: string;
  program: string;
  /** The rendered file. */
  file: string;
  certificate: string;
  heap: { name: string; megabytes: number };
}

/**
 * A container whose program runs as the image's own user, though what it reads is nobody else's on the machine.
 * @param files by the name that each has in the folder `/run/campus`
 */
const asItsUser = (user: string, program: readonly string[], files: Record<string, string>) => ({
  user: 'root',
  entrypoint: ['/bin/sh', '/start.sh', user, ...program],
  volumes: [
    './containers/start.sh:/start.sh:ro',
    ...Object.entries(files).map(([name, file]) => `${file}:/campus/${name}:ro`),
  ],
  // Java loads what it unpacks there.
  tmpfs: ['/run:mode=1777', '/tmp:exec'],
  cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
});

/** The user of Jitsi's images. */
const jitsiUser = 's6';

function java(settings: Settings, program: Program): Container {
  const { image, file, certificate, heap } = program;
  const own = file.slice(file.lastIndexOf('/') + 1);
  return {
    image,
    ...asItsUser(jitsiUser, [program.program], {
      [own]: `./${file}`,
      ...(isSpread(settings) ? { 'xmpp.crt': `./${certificate}` } : {}),
    }),
    environment: {
      JAVA_SYS_PROPS: `-Dconfig.file=/run/campus/${own}`,
      [heap.name]: `${heap.megabytes}m`,
    },
    memory: `${heap.megabytes + besideHeap}m`,
  };
}

const healthy = (port: number) => ({
  test: ['CMD', 'curl', '-fsS', `http://127.0.0.1:${port}/about/health`],
  interval: '10s',
  start_period: '60s',
});

/** Jicofo. */
export const jicofo = (settings: Settings): Container =>
  java(settings, {
    image: images.jicofo,
    program: '/usr/share/jicofo/jicofo.sh',
    file: 'signalling/jicofo.conf',
    certificate: 'signalling/xmpp.crt',
    heap: { name: 'JICOFO_MAX_MEMORY', megabytes: jicofoHeap },
  });

/** One videobridge. */
export const videobridge = (
  settings: Settings,
  { id, memory, httpPort }: Videobridge,
): Container => ({
  ...java(settings, {
    image: images.videobridge,
    program: '/usr/share/jitsi-videobridge/jvb.sh',
    file: `videobridges/${id}/jvb.conf`,
    certificate: `videobridges/${id}/xmpp.crt`,
    heap: { name: 'VIDEOBRIDGE_MAX_MEMORY', megabytes: heapOf(memory) },
  }),
  // docker/upgrade.sh waits for it.
  healthcheck: healthy(httpPort),
  memory: `${memory}g`,
});

/** Puts what fits this Jitsi where nginx serves it, and ends: the library, and the pages by which recorders join. */
export const library = ({ recording }: Settings): Container => ({
  image: images.web,
  entrypoint: [
    ...['/bin/sh', '-c'],
    ['cp -a /usr/share/jitsi-meet/libs/. /libs/']
      .concat(recording === undefined ? [] : ['cp -a /usr/share/jitsi-meet/. /pages/'])
      .join(' && '),
  ],
  user: 'root',
  volumes: ['library:/libs', ...(recording === undefined ? [] : ['pages:/pages'])],
  cap_add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
  restart: 'on-failure',
  memory: '128m',
});

/** What certbot keeps below `live` are links into the folder beside it. */
const certificatesOf = ({ folders: { certificates } }: Settings): string => {
  const whole = certificates.endsWith('/live') ? dirname(certificates) : certificates;
  return `${whole}:${whole}:ro`;
};

/** The web server in front of everything. */
export const nginx = (settings: Settings): Container => ({
  image: images.nginx,
  volumes: [
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
  depends_on: { library: { condition: 'service_completed_successfully' } },
  memory: '512m',
});

type Turn = NonNullable<Settings['turn']>;

/** coturn. */
export const coturn = (settings: Settings, { host }: Turn): Container => {
  const certificate = join(settings.folders.certificates, host);
  const container = asItsUser(
    'nobody',
    [
      ...['turnserver', '-c', '/run/campus/turnserver.conf', '--log-file', 'stdout'],
      ...['--cert', '/run/campus/fullchain.pem', '--pkey', '/run/campus/privkey.pem'],
    ],
    {
      'turnserver.conf': './turn/turnserver.conf',
      'fullchain.pem': join(certificate, 'fullchain.pem'),
      'privkey.pem': join(certificate, 'privkey.pem'),
    },
  );
  return {
    image: images.coturn,
    ...container,
    cap_add: [...container.cap_add, 'NET_BIND_SERVICE'],
    environment: { CAMPUS_CAPABILITY: 'net_bind_service' },
    tmpfs: [
      ...container.tmpfs,
      ...['/var/lib/coturn', `${settings.folders.logs}/coturn`].map(
        (folder) => `${folder}:mode=1777`,
      ),
    ],
    memory: '1g',
  };
};

/**
 * A recorder. Jitsi's image makes a configuration of its own from its environment, and reads ours after it; of its
 * environment it insists on passwords, which it then takes from ours.
 */
export const jibri = (settings: Settings, id: string): Container => {
  const folder = `./recorders/${id}`;
  const recordings = settings.recording?.folder ?? '';
  const container = asItsUser(jitsiUser, ['/init'], {
    'custom-jibri.conf': `${folder}/jibri.conf`,
    ...(isSpread(settings) ? { 'xmpp.crt': `${folder}/xmpp.crt` } : {}),
  });
  const inOurs = 'custom-jibri.conf';
  return {
    image: images.jibri,
    ...container,
    volumes: [...container.volumes, `${recordings}:${recordings}`],
    environment: {
      CAMPUS_TO: '/config',
      DISPLAY: ':0',
      JIBRI_RECORDING_DIR: recordings,
      JIBRI_XMPP_PASSWORD: inOurs,
      JIBRI_RECORDER_PASSWORD: inOurs,
    },
    tmpfs: ['/run:exec,mode=1777', '/tmp:exec', '/config:mode=1777', '/storage:mode=1777'],
    shm_size: '2gb',
    memory: '4g',
  };
};
