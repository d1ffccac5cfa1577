import assert from 'node:assert/strict';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = join(import.meta.dirname, '../..');
const bridge = join(root, 'bridge/src/features');
const foldersIn = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Room → rooms that its product code imports; contracts may name each other's words. */
function arrows(): Map<string, Set<string>> {
  const all = new Map(foldersIn(bridge).map((room) => [room, new Set<string>()]));
  for (const file of globSync('**/*.ts', { cwd: bridge })) {
    if (file.endsWith('.test.ts')) continue;
    const from = file.split(sep)[0] ?? '';
    const text = readFileSync(join(bridge, file), 'utf8');
    for (const [, target = ''] of text.matchAll(/from '(\.[^']+)'/gu)) {
      const to = relative(bridge, join(bridge, dirname(file), target)).split(sep)[0] ?? '';
      if (to !== from && all.has(to) && !target.endsWith('contract.ts')) all.get(from)?.add(to);
    }
  }
  return all;
}

/** What the README says of where something is decided: names in their files. */
const decided = readFileSync(join(root, 'README.md'), 'utf8')
  .split('## Where is it decided?')[1]
  ?.split('\n## ')[0]
  ?.matchAll(/`(\w+)`(?:, `(\w+)`)? in `([^`]+)`/gu);

describe('the README', () => {
  it('names files and folders that are there', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const named = readme.matchAll(
      /`((?:bridge|ui|words|plugin|jitsi-config|docker)\/[^`\s<*…]+)`/gu,
    );
    const paths = [...named].map(([, path = '']) => path);
    assert.ok(paths.length > 80);
    assert.deepEqual(
      paths.filter((path) => !existsSync(join(root, path))),
      [],
    );
  });

  it('says of each decision where it stands', () => {
    const all = [...(decided ?? [])];
    assert.ok(all.length > 15);
    for (const [, name = '', other, path = ''] of all) {
      const text = readFileSync(join(root, path), 'utf8');
      for (const one of [name, ...(other === undefined ? [] : [other])]) {
        assert.match(text, new RegExp(`\\b${one}\\b`, 'u'), path);
      }
    }
  });

  it('says what decides what lands: the checks, and all tests', () => {
    const commands = readFileSync(join(root, '.ci/run'), 'utf8').split('\n');
    assert.ok(commands.includes('npm run --silent check'));
    assert.ok(commands.includes('npm test --silent -- --all'));
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    assert.match(readme, /`\.ci\/run` is what decides: `npm run check` and `npm test -- --all`/u);
  });
});

describe('rooms', () => {
  it('are at most ten, and the panel has no other names', () => {
    const rooms = foldersIn(bridge);
    assert.ok(rooms.length <= 10, rooms.join(', '));
    const panel = foldersIn(join(root, 'ui/src/features'));
    assert.deepEqual(
      panel.filter((name) => !rooms.includes(name)),
      [],
    );
  });

  it('are each told of by one line of the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    for (const room of foldersIn(bridge)) {
      assert.match(readme, new RegExp(`^\\| \`${room}\``, 'mu'), room);
    }
  });

  it('never need each other in a circle', () => {
    const to = arrows();
    const reaches = (from: string, seen = new Set<string>()): Set<string> => {
      for (const next of to.get(from) ?? []) {
        if (!seen.has(next)) reaches(next, seen.add(next));
      }
      return seen;
    };
    for (const room of to.keys()) assert.ok(!reaches(room).has(room), `${room} needs itself`);
  });

  it('are made by createX() of their front door, which offers nothing that is inside', () => {
    const offered = globSync('**/index.ts', { cwd: bridge }).flatMap((file) => {
      const text = readFileSync(join(bridge, file), 'utf8');
      const names = [...text.matchAll(/^export (?:\{([^}]*)\}|(?:const|function) (\w+))/gmu)]
        .flatMap(([, list = '', name = '']) => [...list.split(','), name])
        .map((name) => name.trim());
      return names
        .filter((name) => /(?:Repository|Routes|Service)$/u.test(name))
        .map((name) => `${file}: ${name}`);
    });
    assert.deepEqual(offered, []);
  });

  it('have no folder for one file', () => {
    const alone = ['bridge/src', 'ui/src', 'words'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name))
        .filter((inside) => {
          const [only = '', ...others] = readdirSync(inside);
          return others.length === 0 && /\.(?:ts|vue)$/u.test(only);
        }),
    );
    assert.deepEqual(
      alone.map((folder) => relative(root, folder)),
      [],
    );
  });

  it('leave to app/ the configuration, HTTP and one list', () => {
    const app = join(root, 'bridge/src/app');
    const files = readdirSync(app).filter((file) => /(?<!\.test)\.ts$/u.test(file));
    assert.ok(files.length <= 12, files.join(', '));
    const constructing = files.filter((file) =>
      /\bcreate\w+[^;]*from '\.\.\/features\//u.test(readFileSync(join(app, file), 'utf8')),
    );
    assert.deepEqual(constructing, ['compose.ts', 'registry.ts']);
  });
});
