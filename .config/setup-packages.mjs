// The npm packages: installed when they are missing or older than package-lock.json.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const projectNode = join(root, 'node_modules', '.bin', 'node');
const stamp = join(root, 'node_modules', '.campus-meet-lock');

/** The oldest Node that runs the product (package.json, engines). */
const oldest = [22, 18];

/**
 * The Node that runs the product: the project's own where it is installed, else the one that npm runs on. So
 * `npm ci --omit=dev` is enough for a server. @throws Error in words when neither is there
 * @returns null where the packages have to be installed first
 */
export function productNode() {
  if (existsSync(projectNode) || !existsSync(join(root, 'node_modules', 'koa'))) return null;
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath;
  throw new Error(
    `Without the packages for development (npm ci --omit=dev) Node ${oldest.join('.')} or later has to be installed; this is ${process.version}.`,
  );
}

/** Installs what package-lock.json names, once also for two commands at once; does nothing when that is there. */
export const setUpPackages = () => withLock(`packages ${root}`, installPackages);

async function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(projectNode)) return;
  // What a command prints may be kept in a file: this is not part of it.
  console.error('• installing npm packages (about half a minute) …');
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  // .npmrc lets no package run a script of its own; the one that we want fetches Node 24 from the registry.
  npm('rebuild', 'node', '--ignore-scripts=false', '--loglevel=error');
  if (!existsSync(projectNode)) {
    throw new Error(
      'npm did not install the project’s own Node. Try: npm rebuild node --ignore-scripts=false',
    );
  }
  writeFileSync(stamp, lock);
}

/**
 * Debian 12's own Node 18 and npm 9.2 cannot install this: that npm does not read a lock file in which a package from a
 * git address is overridden, and leaves out packages for a newer Node than its own. They fetch a newer pair for it, in a
 * folder that is no project: in this one they would read that file all the same.
 */
const byNewerPair = (args) => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pair = [`--package=node@${devDependencies.node}`, '--package=npm@11.6.2'];
  return {
    cwd: tmpdir(),
    args: ['exec', '--yes', '--loglevel=error', ...pair, '--', 'npm', '--prefix', root, ...args],
  };
};

function isOldPair() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const npmMajor = Number.parseInt(
    spawnSync('npm', ['--version'], { encoding: 'utf8' }).stdout,
    10,
  );
  return major < 20 || (major === 20 && minor < 19) || npmMajor < 10;
}

function npm(...args) {
  const run = isOldPair() ? byNewerPair(args) : { cwd: root, args };
  const { status, error } = spawnSync('npm', run.args, { cwd: run.cwd, stdio: ['inherit', 2, 2] });
  if (status === 0) return;
  const why = error ? ` (${error.message})` : '';
  throw new Error(
    `npm packages could not be installed${why}. Is the npm registry reachable? Try: npm ${args[0]}`,
  );
}
