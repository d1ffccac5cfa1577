import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import {
  coturn,
  jibri,
  jicofo,
  library,
  prosody,
  videobridge,
  type Container,
} from './containers.ts';
import { nginx } from './nginx-container.ts';
import { openFiles } from './services.ts';
import type { Settings } from './settings.ts';

/** Starts a program as its own user; the same in every container of Jitsi's. */
export const startScript = readFileSync(join(import.meta.dirname, 'start.sh'), 'utf8');

/**
 * compose.yaml: the same configuration in containers, for who prefers them to packages. Each service has its machine's
 * address as profile: `docker compose --profile 10.20.0.21 up -d` starts what belongs on that machine.
 */
export function composeFile(settings: Settings): string {
  const { signalling, videobridges, turn, recording } = settings;
  const volumes = ['prosody', 'library', ...(recording === undefined ? [] : ['pages'])];
  const services = {
    prosody: service(signalling.address, prosody(settings)),
    jicofo: service(signalling.address, jicofo(settings)),
    library: service(signalling.address, library(settings)),
    nginx: service(signalling.address, nginx(settings)),
    ...Object.fromEntries(
      videobridges.map((one) => [one.id, service(one.address, videobridge(settings, one))]),
    ),
    ...(turn === undefined ? {} : { coturn: service(turn.address, coturn(settings, turn)) }),
    ...Object.fromEntries(
      (recording?.recorders ?? []).map(({ id, address }) => [
        id,
        service(address, jibri(settings, id)),
      ]),
    ),
  };
  const named = Object.fromEntries(volumes.map((volume) => [volume, null]));
  return `${head}${stringify({ services, volumes: named }, { lineWidth: 0 })}`;
}

const head = `# Jitsi in containers, made by "npm run campus -- jitsi render". On each machine, in a copy of this folder:
#   docker compose --profile <address of the machine> up -d
# It reads the files beside it. See docker/README.md of Campus Meet.
`;

/** What all have: the machine's own network (media need its ports), no more rights than need be, bounded logs. */
const service = (machine: string, { memory, ...container }: Container) => ({
  profiles: [machine],
  network_mode: 'host',
  restart: 'unless-stopped',
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  mem_limit: memory,
  ulimits: { nofile: openFiles },
  logging: { driver: 'json-file', options: { 'max-size': '50m', 'max-file': '5' } },
  ...container,
});
