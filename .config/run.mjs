// `npm start`, `npm test` and the other commands come through here. It runs on whatever Node npm runs
// on (18 or later), sees to it that the packages are there, and hands over to the project's own Node 24.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftovers } from './leftovers.mjs';
import { withLock } from './lock.mjs';
import { isBuiltOf, noteBuiltOf, sourcesOf, withProgress } from './panel.mjs';
import { setUpDebian } from './setup-debian.mjs';
import { productNode, setUpPackages, projectNode, root } from './setup-packages.mjs';

const node = (...args) => [projectNode, ...args];
const bin = (name, ...args) => node(`node_modules/${name}`, ...args);
/**
 * What a check found out about files is kept for the next one, here; not under CI. Never of the lint: by types it may
 * change with another file, which its cache does not see.
 */
const kept = 'node_modules/.cache/check';
const keeping = (...args) => (process.env.CI ? [] : args);
const tsc = bin(
  'vue-tsc/bin/vue-tsc.js',
  ...['--noEmit', '-p', 'tsconfig.json'],
  ...keeping('--incremental', '--tsBuildInfoFile', `${kept}/types`),
);
const eslint = bin(
  'eslint/bin/eslint.js',
  ...['-c', '.config/eslint.config.mjs', '--max-warnings', '0'],
  '.',
);
const prettier = bin(
  'prettier/bin/prettier.cjs',
  ...['--config', '.config/prettier.json', '--check', '--log-level', 'warn'],
  ...keeping('--cache', '--cache-strategy', 'content', '--cache-location', `${kept}/formatting`),
  '.',
);

/** The panel, built beside the one that is being served, which it then replaces. */
const panel = 'ui/dist';
const vite = bin('vite/bin/vite.js', 'build', '--config', 'ui/vite.config.ts');
const build = {
  says: 'building the panel (about half a minute)',
  args: (folder) => [...vite, '--logLevel', 'warn', '--outDir', folder],
};
const mocha = bin('mocha/bin/mocha.js', '--config', '.config/mocharc.json');

// `npm test`, `npm test -- --all`, or the files that the command line names: `npm test -- bridge/src/app/config.test.ts`.
const [name, ...given] = process.argv.slice(2);
const tests = given.every((one) => one === '--all') ? node('.config/test-phases.mjs') : mocha;

/** What each command needs of Debian, and what it runs; with `together` its steps run side by side, and all of them. */
const commands = {
  demo: {
    parts: ['prosody', 'openssl'],
    run: [
      // With what the command line says besides: whatever is wrong with it is told before the panel is built.
      node('plugin/demo-campus/start.ts', '--check-ports', ...process.argv.slice(3)),
      build,
      node('plugin/demo-campus/start.ts'),
    ],
  },
  build: { parts: [], run: [build] },
  bridge: { parts: [], isProduct: true, run: [node('bridge/src/main.ts')] },
  campus: { parts: [], isProduct: true, run: [node('bridge/src/cli.ts')] },
  test: {
    parts: [
      ...['prosody', 'lua', 'nginx', 'coturn', 'nftables', 'compose', 'systemd', 'openssl'],
      ...['mariadb', 'slapd', 'samba', 'redis', 'php', 'chromium', 'fonts'],
    ],
    run: [build, tests],
  },
  // Minutes, as root: a Debian is made and all packages are installed anew.
  images: { parts: ['images', 'openssl'], run: [[...mocha, 'jitsi-config/images/test/images.ts']] },
  bench: {
    parts: ['prosody', 'redis', 'mariadb', 'slapd', 'chromium', 'fonts', 'openssl'],
    run: [build, node('ui/bench/main.ts')],
  },
  pictures: {
    parts: ['prosody', 'chromium', 'fonts'],
    run: [build, node('ui/e2e/take-pictures.ts')],
  },
  check: {
    parts: [],
    together: true,
    run: [
      // The longest first.
      eslint,
      tsc,
      prettier,
      bin(
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        '--config',
        '.config/dependency-cruiser.mjs',
        'bridge',
        'ui',
        'plugin',
        'jitsi-config',
        'words',
      ),
      bin('knip/bin/knip.js', '--config', '.config/knip.json'),
    ],
  },
};

const command = commands[name];
if (!command)
  fail(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
const ownNode = command.isProduct ? nodeOfProduct() : null;
if (ownNode === null) await setUpPackages().catch((error) => fail(error.message));
await setUpDebian(command.parts, { required: Boolean(process.env.CI) || name === 'demo' }).catch(
  (error) => fail(error.message),
);

// Ctrl-C while nothing runs in the foreground (between two steps, or while another command builds) ends us, too.
let running = 0;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => running === 0 && process.exit(code));
}

// Whatever tests leave in the temporary folder goes with it, however the run ends.
if (name === 'test') {
  process.env.TMPDIR = temporaryFolder();
  // Each of the workers reads the same sources: they are compiled once.
  process.env.NODE_COMPILE_CACHE = join(process.env.TMPDIR, 'compiled');
}

const status = command.together ? await runTogether(command.run) : await runInTurn(command.run);
if (name === 'test') await endLeftovers(process.env.TMPDIR);
process.exit(status);

/** One step after the other, in the foreground, until one fails; answers the last exit status. */
async function runInTurn(steps) {
  for (const [index, step] of steps.entries()) {
    const isLast = index === steps.length - 1;
    const status =
      step === build ? await buildPanel() : await runStep(isLast ? [...step, ...given] : step);
    if (status !== 0 || isLast) return status;
  }
  return 0;
}

/** All steps, as many at once as there are cores; what each says comes when it ends. Answers the worst status. */
async function runTogether(steps) {
  const waiting = [...steps];
  let worst = 0;
  const work = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const { status, said } = await runQuietly(step);
      process.stdout.write(said);
      if (status !== 0) console.error(`✗ ${step.slice(1).join(' ')}\n`);
      worst = Math.max(worst, status);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return worst;
}

/**
 * Builds the panel into a folder of its own; whoever serves the old one meanwhile never sees half of either. One that
 * was made of the same sources stays, unless to build is the command.
 */
function buildPanel() {
  return withLock(`panel ${root}`, async () => {
    const [fresh, old] = ['new', 'old'].map((which) => join(root, `${panel}.${which}`));
    const made = sourcesOf(root);
    if (name !== 'build' && isBuiltOf(join(root, panel), made)) return 0;
    const status = await withProgress(build.says, () => runStep(build.args(fresh)));
    if (status !== 0) {
      rmSync(fresh, { recursive: true, force: true });
      return status;
    }
    noteBuiltOf(fresh, made);
    rmSync(old, { recursive: true, force: true });
    if (existsSync(join(root, panel))) renameSync(join(root, panel), old);
    renameSync(fresh, join(root, panel));
    rmSync(old, { recursive: true, force: true });
    return 0;
  });
}

/** Runs one step in the foreground and answers its exit status; Ctrl-C and TERM reach it, and we wait for its end. */
function runStep(step) {
  return follow(start(step, 'inherit'));
}

/** Runs one step and answers its exit status with all that it printed. */
async function runQuietly(step) {
  const child = start(step, ['ignore', 'pipe', 'pipe']);
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
  return { status: await follow(child), said: Buffer.concat(said).toString() };
}

function start([program, ...args], stdio) {
  return spawn(ownNode ?? program, args, { cwd: root, stdio });
}

function follow(child) {
  return new Promise((resolve) => {
    const pass = (signal) => child.kill(signal);
    running += 1;
    // The terminal sends Ctrl-C to the whole group: the child ends by itself, we only must not end first.
    const wait = () => {};
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    child.on('close', (code, signal) => {
      running -= 1;
      process.off('SIGINT', wait).off('SIGTERM', pass).off('SIGHUP', pass);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

/** A folder of this run's own, in memory where there is plenty of it; removed when this process ends. */
function temporaryFolder() {
  const folder = mkdtempSync(join(hasRoom('/dev/shm') ? '/dev/shm' : tmpdir(), 'campus-meet-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function hasRoom(folder) {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > 2 * 1024 ** 3;
  } catch {
    return false;
  }
}

function nodeOfProduct() {
  try {
    return productNode();
  } catch (error) {
    return fail(error.message);
  }
}

function fail(message) {
  console.error(`\n✗ ${message}\n`);
  process.exit(1);
}
