// The whole of `npm test`: first all that may share the machine, side by side; then, while nothing else runs, the
// calls that a busy machine makes stutter.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Mocha from 'mocha';

const options = JSON.parse(readFileSync(join(import.meta.dirname, 'mocharc.json'), 'utf8'));

// The long files first, so that none is left running alone at the end.
const folders = ['ui/e2e', 'ui/test', 'plugin', 'jitsi-config', 'bridge', 'ui/src'];
const files = folders.flatMap(testsIn);
// Six browsers at once; a background that ends where it comes too slowly; lines that are cut and mended. The other
// calls only wait for pictures and sound, however long they take.
const alone = ['call', 'class', 'effects', 'network'].map((name) => `ui/e2e/${name}.test.ts`);
const isAlone = (file) => alone.includes(file);
const cores = availableParallelism();

const phases = [
  // One more than there are cores: most of what a test does is waiting for a browser or a server.
  { files: files.filter((file) => !isAlone(file)), jobs: Math.min(5, cores + 1) },
  { files: files.filter(isAlone), jobs: Math.max(1, Math.floor(cores / 2)) },
];

// What the first phase has prepared is there for the second (ui/e2e/prepared-demo.ts).
process.env.PREPARED_DEMOS = mkdtempSync(join(tmpdir(), 'campus-meet-prepared-'));

let failures = 0;
for (const [index, { files, jobs }] of phases.entries()) {
  failures += await run(files, jobs, index === phases.length - 1);
}
process.exit(failures > 0 ? 1 : 0);

function testsIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .sort();
}

/** Runs files, `jobs` at a time; answers how many tests failed. */
async function run(files, jobs, isLast) {
  const mocha = new Mocha({
    ...options,
    reporter: resolve(options.reporter),
    reporterOptions: { isLast },
    parallel: jobs > 1,
    jobs,
  });
  for (const file of files) mocha.addFile(resolve(file));
  // Workers load the files by themselves.
  if (jobs === 1) await mocha.loadFilesAsync();
  return new Promise((done) => mocha.run(done));
}
