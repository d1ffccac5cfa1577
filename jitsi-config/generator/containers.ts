import { stringify } from 'yaml';
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
  nginx: 'nginx:1.27.4',
  coturn: 'coturn/coturn:4.6.3',
} as const;

interface Container {
  image: string;
  volumes: string[];
  memory: string;
  [key: string]: unknown;
}

/** MiB beyond Java's heap: threads, buffers of packets, the JVM itself. */
const besideHeap = 512;

/**
 * compose.yaml: the same configuration in containers, for who prefers them to packages. Each service has its machine's
 * address as profile: `docker compose --profile 10.20.0.21 up -d` starts what belongs on that machine.
 */
export function composeFile(settings: Settings): string {
  const { signalling, videobridges, turn } = settings;
  const services = {
    prosody: service(signalling.address, prosody(settings)),
    jicofo: service(signalling.address, jicofo(settings)),
    library: service(signalling.address, library()),
    nginx: service(signalling.address, nginx(settings)),
    ...Object.fromEntries(
      videobridges.map((one) => [one.id, service(one.address, videobridge(settings, one))]),
    ),
    ...(turn === undefined ? {} : { coturn: service(turn.address, coturn()) }),
  };
  return `${head}${stringify({ services, volumes: { prosody: null, library: null } }, { lineWidth: 0 })}`;
}

const head = `# Jitsi in containers, made by "npm run campus -- jitsi render". On each machine, in a copy of this folder:
#   docker compose --profile <address of the machine> up -d
# It reads the files beside it; recorders (Jibri) are installed without containers. See docker/README.md of Campus Meet.
`;

/** What all have: the machine's own network (media need its ports), no more rights than need be, bounded logs. */
const service = (machine: string, { memory, ...container }: Container) => ({
  profiles: [machine],
  network_mode: 'host',
  restart: 'unless-stopped',
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  mem_limit: memory,
  ulimits: { nofile: 65_000 },
  logging: { driver: 'json-file', options: { 'max-size': '50m', 'max-file': '5' } },
  ...container,
});

function prosody(settings: Settings): Container {
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
    tmpfs: ['/run/prosody', `${settings.folders.logs}/prosody`],
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

/** Java looks for whom to trust in a list of its own: the XMPP server's certificate is put there before it starts. */
const trusting = (program: string): string =>
  `keytool -importcert -noprompt -storetype PKCS12 -storepass campus-meet -alias xmpp -file /xmpp.crt -keystore /tmp/trust.p12 && JAVA_SYS_PROPS="$$JAVA_SYS_PROPS -Djavax.net.ssl.trustStore=/tmp/trust.p12 -Djavax.net.ssl.trustStorePassword=campus-meet" exec ${program}`;

interface Program {
  image: string;
  program: string;
  /** The rendered file, and where it is read from. */
  file: string;
  target: string;
  certificate: string;
  heap: { name: string; megabytes: number };
}

function java(
  settings: Settings,
  { image, program, file, target, certificate, heap }: Program,
): Container {
  const spread = isSpread(settings);
  return {
    image,
    entrypoint: spread ? ['/bin/sh', '-c', trusting(program)] : [program],
    environment: { JAVA_SYS_PROPS: `-Dconfig.file=${target}`, [heap.name]: `${heap.megabytes}m` },
    volumes: [`./${file}:${target}:ro`, ...(spread ? [`./${certificate}:/xmpp.crt:ro`] : [])],
    tmpfs: ['/tmp'],
    memory: `${heap.megabytes + besideHeap}m`,
  };
}

const jicofo = (settings: Settings): Container =>
  java(settings, {
    image: images.jicofo,
    program: '/usr/share/jicofo/jicofo.sh',
    file: 'signalling/jicofo.conf',
    target: installed.jicofo,
    certificate: 'signalling/xmpp.crt',
    heap: { name: 'JICOFO_MAX_MEMORY', megabytes: jicofoHeap },
  });

const videobridge = (settings: Settings, { id, memory }: Videobridge): Container => ({
  ...java(settings, {
    image: images.videobridge,
    program: '/usr/share/jitsi-videobridge/jvb.sh',
    file: `videobridges/${id}/jvb.conf`,
    target: installed.videobridge(id),
    certificate: `videobridges/${id}/xmpp.crt`,
    heap: { name: 'VIDEOBRIDGE_MAX_MEMORY', megabytes: heapOf(memory) },
  }),
  memory: `${memory}g`,
});

/** Puts the library that fits this Jitsi where nginx serves it, and ends. */
const library = (): Container => ({
  image: images.web,
  entrypoint: ['/bin/sh', '-c', 'cp -a /usr/share/jitsi-meet/libs/. /libs/'],
  volumes: ['library:/libs'],
  restart: 'on-failure',
  memory: '128m',
});

const nginx = ({ folders }: Settings): Container => ({
  image: images.nginx,
  volumes: [
    './signalling/nginx.conf:/etc/nginx/conf.d/default.conf:ro',
    `${folders.certificates}:${folders.certificates}:ro`,
    `library:${folders.library}:ro`,
  ],
  tmpfs: ['/var/cache/nginx', '/run', `${folders.logs}/nginx`],
  // It listens on 443, and becomes another user.
  cap_add: ['NET_BIND_SERVICE', 'SETUID', 'SETGID', 'CHOWN'],
  depends_on: { library: { condition: 'service_completed_successfully' } },
  memory: '512m',
});

const coturn = (): Container => ({
  image: images.coturn,
  command: ['turnserver', '-c', installed.coturn],
  volumes: [`./turn/turnserver.conf:${installed.coturn}:ro`],
  cap_add: ['NET_BIND_SERVICE'],
  memory: '1g',
});
