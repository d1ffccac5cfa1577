// `npm start`, `npm test` and the other commands come through here. It runs on whatever Node npm runs
// on (18 or later), sees to it that the packages are there, and hands over to the project's own Node 24.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setUpDebian } from './setup-debian.mjs';
import { productNode, setUpPackages, projectNode, root } from './setup-packages.mjs';

const node = (...args) => [projectNode, ...args];
const bin = (name, ...args) => node(`node_modules/${name}`, ...args);
const tsc = bin('vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.json');
const build = bin(
  'vite/bin/vite.js',
  'build',
  '--config',
  'ui/vite.config.ts',
  '--logLevel',
  'warn',
);
const mocha = bin('mocha/bin/mocha.js', '--config', '.config/mocharc.json');

/** What each command needs of Debian, and what it runs; `all` goes on after a failure and counts it. */
const commands = {
  demo: {
    parts: ['prosody'],
    run: [
      node('plugin/demo-campus/start.ts', '--check-ports'),
      build,
      node('plugin/demo-campus/start.ts'),
    ],
  },
  build: { parts: [], run: [build] },
  bridge: { parts: [], isProduct: true, run: [node('bridge/src/main.ts')] },
  campus: { parts: [], isProduct: true, run: [node('bridge/src/cli.ts')] },
  test: {
    parts: ['prosody', 'mariadb', 'slapd', 'samba', 'redis', 'openssl', 'chromium', 'fonts'],
    run: [build, mocha],
  },
  bench: { parts: ['prosody', 'redis', 'chromium'], run: [build, node('ui/bench/main.ts')] },
  pictures: {
    parts: ['prosody', 'chromium', 'fonts'],
    run: [build, node('ui/e2e/take-pictures.ts')],
  },
  check: {
    parts: [],
    all: true,
    run: [
      tsc,
      bin('eslint/bin/eslint.js', '-c', '.config/eslint.config.mjs', '--max-warnings', '0', '.'),
      bin(
        'prettier/bin/prettier.cjs',
        '--config',
        '.config/prettier.json',
        '--check',
        '--log-level',
        'warn',
        '.',
      ),
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

// Everything that is a test, unless the command line names files: `npm test -- bridge/src/app/config.test.ts`.
const tests = ['bridge', 'plugin', 'jitsi-config', 'ui/src', 'ui/test', 'ui/e2e'];
const [name, ...given] = process.argv.slice(2);
const isWhole = name === 'test' && given.length === 0;
// Files are spread over the cores; one file alone runs in this very process, as a debugger wants it.
const inParallel = [
  '--parallel',
  '--jobs',
  String(Math.min(4, Math.max(2, availableParallelism()))),
];
const rest = isWhole ? [...inParallel, ...tests.map((folder) => `${folder}/**/*.test.ts`)] : given;

const command = commands[name];
if (!command)
  fail(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
const ownNode = command.isProduct ? nodeOfProduct() : null;
if (ownNode === null) await setUpPackages().catch((error) => fail(error.message));
await setUpDebian(command.parts, { required: Boolean(process.env.CI) || name === 'demo' }).catch(
  (error) => fail(error.message),
);

// Whatever tests leave in the temporary folder goes with it, however the run ends.
if (name === 'test') process.env.TMPDIR = temporaryFolder();

let worst = 0;
for (const [index, step] of command.run.entries()) {
  const isLast = index === command.run.length - 1;
  const [program, ...args] = isLast ? [...step, ...rest] : step;
  const status = await runStep([ownNode ?? program, ...args]);
  if (command.all && status !== 0) console.error(`✗ ${step.slice(1).join(' ')}\n`);
  worst = Math.max(worst, status);
  if (status !== 0 && !command.all) break;
}
process.exit(worst);

/** Runs one step in the foreground and answers its exit status; Ctrl-C and TERM reach it, and we wait for its end. */
function runStep([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
    const pass = (signal) => child.kill(signal);
    // The terminal sends Ctrl-C to the whole group: the child ends by itself, we only must not end first.
    const wait = () => {};
    process.on('SIGINT', wait).on('SIGTERM', pass).on('SIGHUP', pass);
    child.on('exit', (code, signal) => {
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
