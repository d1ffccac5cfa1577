import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

/** What an image says of how it is run. */
export interface ImageConfig {
  User?: string;
  Env?: string[];
  Cmd: string[];
  WorkingDir?: string;
  /** `CMD` and the command. */
  Healthcheck?: { Test: string[] };
}

/**
 * Images in a folder of their own, built by buildah without a service and without namespaces that a machine may
 * refuse (isolation by chroot). As root, on Debian.
 */
export class ImageStore {
  readonly #folder: string;

  /** @param folder where everything of it lies; it goes by `remove` */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
  }

  /** An image that is nothing but a folder’s or an archive’s content: what stands in for one that cannot be fetched. */
  import(name: string, content: string, at = '/'): void {
    const container = this.#run('from', 'scratch').trim();
    this.#run('add', '--quiet', container, content, at);
    this.#run('commit', '--quiet', '--rm', container, name);
  }

  /** Builds a Dockerfile of ours from the project’s root; npm’s packages come from this machine’s cache where it has them. */
  build(dockerfile: string, name: string): void {
    const cache = join(userInfo().homedir, '.npm');
    mkdirSync(cache, { recursive: true });
    // Where a network puts an authority of its own before the registry, this machine is told of it so.
    const authorities = process.env['NODE_EXTRA_CA_CERTS'];
    const trusted = authorities ? ['cafile=/run/authorities.pem'] : [];
    const npmrc = join(this.#folder, 'npmrc');
    writeFileSync(npmrc, ['prefer-offline=true', ...trusted, ''].join('\n'));
    this.#run(
      ...['build', '--isolation', 'chroot', '--pull-never', '--layers=false', '--format', 'docker'],
      ...['--volume', `${cache}:/root/.npm:rw`, '--volume', `${npmrc}:/root/.npmrc:ro`],
      ...(authorities ? ['--volume', `${authorities}:/run/authorities.pem:ro`] : []),
      ...['--file', join(root, dockerfile), '--tag', name, root],
    );
  }

  config(name: string): ImageConfig {
    const shown = JSON.parse(this.#run('inspect', '--type', 'image', name)) as {
      Docker: { config: ImageConfig };
    };
    return shown.Docker.config;
  }

  /** The files of a new container of an image, as a folder. */
  files(name: string): string {
    return this.#run('mount', this.#run('from', '--pull-never', name).trim()).trim();
  }

  remove(): void {
    this.#run('rm', '--all');
    this.#run('rmi', '--all', '--force');
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(...args: readonly string[]): string {
    // Plain copies for layers: it works on every file system.
    const store = ['--root', join(this.#folder, 'images'), '--runroot', join(this.#folder, 'run')];
    return execFileSync('buildah', [...store, '--storage-driver', 'vfs', ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

/**
 * Debian’s least system as an archive, made by debootstrap once and kept for later runs: it takes minutes.
 * @returns its path
 */
export function debianBase(release: string): string {
  const kept = join(tmpdir(), `campus-images-${userInfo().uid}`);
  const archive = join(kept, `${release}.tar`);
  if (existsSync(archive)) return archive;
  const system = join(kept, `${release}.new`);
  rmSync(system, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true, mode: 0o700 });
  execFileSync('debootstrap', ['--variant=minbase', release, system], { stdio: 'pipe' });
  // As in images of Debian: packages start no services.
  writeFileSync(join(system, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  execFileSync('tar', ['-C', system, '-cf', `${archive}.new`, '.'], { stdio: 'pipe' });
  renameSync(`${archive}.new`, archive);
  rmSync(system, { recursive: true, force: true });
  return archive;
}
