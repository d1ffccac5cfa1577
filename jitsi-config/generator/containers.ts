import { join } from 'node:path';
import { isSpread, namesOf } from './names.ts';
import { jicofoAt, videobridgeAt } from './ports.ts';
import { heapOf, jicofoHeap } from './services.ts';
import type { Settings, Videobridge } from './settings.ts';

/**
 * The versions that the images have. Jitsi's own images change with each release: Jicofo, videobridges, Prosody's
 * plugins and the library that browsers load are of one release.
 */
export const images = {
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
  const { prosodyData, prosodyRun, logs } = settings.folders;
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
      `prosody:${prosodyData}`,
    ],
    tmpfs: [
      ...['/etc/prosody', '/opt/campus-meet/accounts', '/tmp'],
      ...[prosodyRun, `${logs}/prosody`],
    ],
    environment: { CAMPUS_FOLDERS: [prosodyData, prosodyRun, `${logs}/prosody`].join(' ') },
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

/** Asked where it listens: on 127.0.0.1 only where Campus Meet is on that machine too. */
const healthy = (at: string, path = '/about/health') => ({
  // Jitsi's images with Java have it; not all have curl.
  test: ['CMD', 'wget', '-q', '-O', '/dev/null', `${at}${path}`],
  interval: '10s',
  start_period: '60s',
});

/** Jicofo. It says that it is not well until there is a videobridge. */
export const jicofo = (settings: Settings): Container => ({
  ...java(settings, {
    image: images.jicofo,
    program: '/usr/share/jicofo/jicofo.sh',
    file: 'signalling/jicofo.conf',
    certificate: 'signalling/xmpp.crt',
    heap: { name: 'JICOFO_MAX_MEMORY', megabytes: jicofoHeap },
  }),
  healthcheck: healthy(jicofoAt(settings)),
});

/** One videobridge. */
export const videobridge = (settings: Settings, one: Videobridge): Container => ({
  ...java(settings, {
    image: images.videobridge,
    program: '/usr/share/jitsi-videobridge/jvb.sh',
    file: `videobridges/${one.id}/jvb.conf`,
    certificate: `videobridges/${one.id}/xmpp.crt`,
    heap: { name: 'VIDEOBRIDGE_MAX_MEMORY', megabytes: heapOf(one.memory) },
  }),
  // docker/upgrade.sh waits for it.
  healthcheck: healthy(videobridgeAt(one, settings)),
  memory: `${one.memory}g`,
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

type Turn = NonNullable<Settings['turn']>;

/** coturn. */
export const coturn = (settings: Settings, { host, address, port }: Turn): Container => {
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
    // It says from where it is asked; where nobody answers that waits, and counts as ill.
    healthcheck: {
      test: ['CMD', 'turnutils_stunclient', '-p', `${port}`, address],
      interval: '10s',
      timeout: '5s',
    },
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
    // Its own HTTP, at the port that is so unless jibri.api.http.external-api-port says another one.
    healthcheck: healthy('http://127.0.0.1:2222', '/jibri/api/v1.0/health'),
    memory: '4g',
  };
};
