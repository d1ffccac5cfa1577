// `npm test` is what somebody waits for who changes something: all rules of bridge, plugins and configuration, each screen's
// own, and one class in browsers from the course page into a call. `npm test -- --all` adds what takes the most time,
// every screen in every look and the whole campus in browsers; it decides what lands (.ci/run, decision 0039). With that,
// the campus comes first, of whose browsers each keeps a core busy; then what mostly waits, more at once than there are
// cores; last, while nothing else runs, the calls that a busy machine makes stutter.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import Mocha from 'mocha';
import { build } from 'vite';

const options = JSON.parse(readFileSync(join(import.meta.dirname, 'mocharc.json'), 'utf8'));

const isWhole = process.argv.includes('--all');
const campus = testsIn('ui/e2e');
const isLook = (file) => basename(file).startsWith('screens');
// The long files first, so that none is left running alone at the end.
const others = ['ui/test', 'plugin', 'jitsi-config', 'bridge', 'ui/src'].flatMap(testsIn);
// Six browsers at once; a background that ends where it comes too slowly; lines that are cut and mended. The other
// calls only wait for pictures and sound, however long they take.
const alone = ['call', 'class', 'effects', 'network'].map((name) => `ui/e2e/${name}.test.ts`);
const isAlone = (file) => alone.includes(file);
const cores = availableParallelism();

const oneClass = ['ui/e2e/call.test.ts'];
const isOfScreens = (file) => file.startsWith('ui/test');
const phases = isWhole
  ? [
      { files: campus.filter((file) => !isAlone(file)), jobs: Math.min(5, cores) },
      { files: others, jobs: Math.min(5, cores + 1) },
      { files: campus.filter(isAlone), jobs: Math.max(1, Math.floor(cores / 2)) },
    ]
  : [
      { files: others.filter((file) => !isOfScreens(file)), jobs: Math.min(6, 3 * cores) },
      // After the scenes are built.
      { files: others.filter((file) => isOfScreens(file) && !isLook(file)), jobs: cores },
      { files: oneClass, jobs: 1 },
    ];

// What the first phase has prepared is there for the last (ui/e2e/prepared-demo.ts).
process.env.PREPARED_DEMOS = mkdtempSync(join(tmpdir(), 'campus-meet-prepared-'));
// The scenes are built once for all workers, before they come to them (ui/test/stage.ts).
process.env.BUILT_SCENES = mkdtempSync(join(tmpdir(), 'campus-meet-scenes-'));
const scenes = build({
  configFile: 'ui/scenes/vite.config.ts',
  logLevel: 'error',
  build: { outDir: process.env.BUILT_SCENES },
});

// Ctrl-C ends the workers, of which Mocha would wait for the rest in vain.
process.on('SIGINT', () => process.exit(130));

let failures = 0;
for (const [index, { files, jobs }] of phases.entries()) {
  failures += await run(files, jobs, index === phases.length - 1);
  await scenes;
}
if (!isWhole) {
  const left = [...campus.filter((file) => !oneClass.includes(file)), ...others.filter(isLook)];
  console.log(
    `Not run: ${left.length} files of screens and classes in browsers (npm test -- --all).`,
  );
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
