import { join } from 'node:path';
import { startProgram, type RunningProgram } from '../../generator/test/program.ts';
import type { ImageConfig } from './store.ts';

/** What compose.yaml says of a service, as far as it is kept here. */
export interface ComposeService {
  volumes?: string[];
  tmpfs?: string | string[];
  cap_add?: string[];
  read_only?: boolean;
  environment?: Record<string, string>;
}

export interface Container {
  /** The folder of its files. */
  files: string;
  config: ImageConfig;
  service: ComposeService;
  /** What relative volumes are relative to. */
  folder: string;
  environment: Readonly<Record<string, string>>;
}

/**
 * In a mount namespace of its own: the volumes and folders in memory that compose.yaml names, all else read-only; then
 * the image's user, no more rights than compose.yaml gives, and no way to get some.
 */
const enter = `set -e
root=$1; shift
mount --bind "$root" "$root"
mount --rbind /dev "$root/dev"
mount --bind /proc "$root/proc"
while [ "$1" != -- ]; do
  kind=$1 from=$2 to=$root$3; shift 3
  if [ "$kind" = tmpfs ]; then mkdir -p "$to"; mount -t tmpfs -o "$from" tmpfs "$to"; continue; fi
  mkdir -p "$(dirname "$to")"
  if [ -d "$from" ]; then mkdir -p "$to"; else touch "$to"; fi
  mount --bind "$from" "$to"
  if [ "$kind" = ro ]; then mount -o remount,bind,ro "$to"; fi
done
shift
if [ "$1" = ro ]; then mount -o remount,bind,ro "$root"; fi
shift
exec chroot "$root" "$@"
`;

/** Starts a container’s program, or another one in it, as compose does; waits until it is ready. */
export const startContainer = (
  container: Container,
  isReady: () => Promise<boolean>,
  command: readonly string[] = container.config.Cmd,
): Promise<RunningProgram> =>
  startProgram(
    ['unshare', '--mount', 'sh', '-c', enter, 'sh', ...argumentsOf(container, command)],
    isReady,
  );

/** What `enter` is told, for a program that is run in a container. */
export function argumentsOf(container: Container, command: readonly string[]): string[] {
  const { files, config, service, environment } = container;
  const given = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [
    files,
    ...mountsOf(container),
    '--',
    service.read_only ? 'ro' : 'rw',
    ...['setpriv', ...rightsOf(container)],
    ...['env', '-i', '-C', config.WorkingDir || '/', ...(config.Env ?? []), ...given],
    ...command,
  ];
}

/** Three words for each: how, from where, to where; folders in memory first. */
function mountsOf({ service, folder }: Container): string[] {
  const inMemory = [service.tmpfs ?? []].flat().flatMap((one) => {
    const [at = '', options = ''] = one.split(':');
    return ['tmpfs', options || 'mode=1777', at];
  });
  const volumes = (service.volumes ?? []).flatMap((volume) => {
    const [from = '', to = '', mode = 'rw'] = volume.split(':');
    // A named volume begins empty.
    return /^[./]/u.test(from) ? [mode, join(folder, from), to] : ['tmpfs', 'mode=755', to];
  });
  return [...inMemory, ...volumes];
}

function rightsOf({ config, service }: Container): string[] {
  const caps = (service.cap_add ?? []).map((cap) => `,+${cap.toLowerCase()}`).join('');
  const user = config.User ? [`--reuid=${config.User}`, `--regid=${config.User}`] : [];
  return [
    ...[...user, '--clear-groups', `--bounding-set=-all${caps}`, '--inh-caps=-all'],
    '--no-new-privs',
  ];
}

export const enterScript = enter;
