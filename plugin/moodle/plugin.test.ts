import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, strFromU8 } from 'fflate';
import { partAt } from '../../bridge/test/parts.ts';
import { ourRelease, pluginZip } from '../../bridge/src/cli/moodle-plugin.ts';

const here = import.meta.dirname;
const folder = join(here, 'campusmeet');
const files = (pattern: string) => globSync(pattern, { cwd: folder }).sort();
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

/** Runs a program of Debian's on the plugin; what it says, and an error where it finds something. */
const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', cwd: here });

interface Looked {
  en: Record<string, string>;
  zh_cn: Record<string, string>;
  flaws: string[];
}

describe('Moodle’s plugin, as it is installed', () => {
  it('is a zip of one folder, with the release that this is', () => {
    const zip = unzipSync(pluginZip('7.8.9'));
    assert.deepEqual(
      Object.keys(zip).sort(),
      files('**/*.*').map((name) => `campusmeet/${name}`),
    );
    assert.match(strFromU8(zip['campusmeet/version.php'] as Uint8Array), /release = '7\.8\.9'/u);
    assert.match(ourRelease(), /^\d+\.\d+\.\d+/u);
    assert.deepEqual(pluginZip('7.8.9'), pluginZip('7.8.9'), 'the same of the same');
  });

  it('comes out of a container that has no disk', () => {
    const main = join(here, '../../bridge/src/cli.ts');
    const said = execFileSync(process.execPath, [main, 'moodle-plugin', '--out', '-']);
    assert.deepEqual(new Uint8Array(said), pluginZip(ourRelease()));
    const image = readFileSync(join(here, '../../docker/bridge.Dockerfile'), 'utf8');
    assert.match(image, /^COPY --from=build \/app\/plugin\/moodle\/campusmeet /mu);
  });

  it('has what Moodle demands of an activity', () => {
    const demanded = ['version.php', 'lib.php', 'mod_form.php', 'view.php', 'index.php'];
    const inFolders = ['db/install.xml', 'db/access.php', 'db/upgrade.php', 'pix/monologo.svg'];
    for (const name of [...demanded, ...inFolders]) assert.ok(files('**/*.*').includes(name), name);
    for (const part of ['supports', 'add_instance', 'update_instance', 'delete_instance']) {
      assert.match(text('lib.php'), new RegExp(`function campusmeet_${part}\\(`, 'u'));
    }
    for (const name of files('**/*.php')) {
      // By Moodle's style: what does more than declare runs in Moodle only, or is a page and loads it first.
      const runs = /^(?:\$\w+(?:->\w+)? = |require_once\(|if \()/mu.test(text(name));
      if (runs && !/^require(?:_once)?\('\.\.\/\.\.\/config\.php'\);/mu.test(text(name))) {
        // Steps of features are loaded before Moodle is: lib/behat/behat_base.php.
        const isElsewhere = /^(?:lang|tests\/behat)\//u.test(name);
        assert.ok(isElsewhere || text(name).includes("defined('MOODLE_INTERNAL') || die();"), name);
      }
      assert.match(text(name), /@package {4}mod_campusmeet\n[\s\S]*@license /u, name);
      assert.doesNotMatch(
        text(name),
        /\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES|SESSION)\b/u,
        name,
      );
    }
  });

  it('adds at most 15 kB of script to a page, after it is loaded', () => {
    assert.ok(statSync(join(folder, 'js/page.js')).size <= 15 * 1024);
    assert.match(text('js/page.js'), /addEventListener\('load'/u);
    assert.match(text('classes/local/ringer.php'), /'type' => 'module'/u);
  });

  it('gives each template an example that is JSON, and escapes all but Moodle’s own HTML', () => {
    for (const name of files('templates/**/*.mustache')) {
      const [, example = ''] =
        /Example context \(json\):\s*(\{[\s\S]*?\n {4}\})/u.exec(text(name)) ?? [];
      assert.doesNotThrow(() => JSON.parse(example) as unknown, name);
      const raw = [...text(name).matchAll(/\{\{\{(\w+)\}\}\}/gu)].map(([, key]) => key);
      assert.deepEqual(
        raw.filter((key) => !['send', 'disconnect'].includes(key ?? '')),
        [],
      );
    }
  });

  it('escapes names in attributes: Moodle’s format_string() leaves their quotes as they are', () => {
    for (const name of files('templates/**/*.mustache')) {
      assert.doesNotMatch(text(name), /="[^"]*\{\{[{&]/u, name);
    }
    assert.match(text('view.php'), /'title' => facts::plain\(/u);
  });

  it('writes names as text by decoding what Moodle shows: unescaped ones keep their entities', () => {
    for (const name of files('**/*.php')) {
      assert.doesNotMatch(text(name), /'escape' => false/u, name);
      const isOwn = name === 'classes/local/facts.php';
      assert.equal(text(name).includes('html_entity_decode'), isOwn, name);
    }
  });

  it('keeps names as long as Moodle takes them on the course page, in new and in old tables', () => {
    assert.match(text('db/install.xml'), /NAME="name" TYPE="char" LENGTH="1333"/u);
    assert.match(text('db/upgrade.php'), /'name', XMLDB_TYPE_CHAR, '1333'/u);
  });
});

(partAt('php') ? describe : describe.skip)('Moodle’s plugin, by PHP', () => {
  const looked = (): Looked => JSON.parse(run('php', 'test/look.php')) as Looked;

  it('forgets with a connection up to where it was asked: another Campus Meet is asked from the beginning', () => {
    const all = files('classes/**/*.php').map(text).join('\n');
    const noted = [...all.matchAll(/set_config\('(\w+)', [^;]*'mod_campusmeet'\)/gu)].map(
      ([, name = '']) => name,
    );
    assert.ok(noted.length >= 3);
    const [, forgotten = ''] =
      /function forget\(\)[^[]*\[([^\]]*)\]/u.exec(text('classes/local/connection.php')) ?? [];
    for (const name of noted) assert.match(forgotten, new RegExp(`'${name}'`, 'u'), name);
  });

  it('is PHP, every file of it', () => {
    for (const name of files('**/*.php')) run('php', '-l', join(folder, name));
  });

  it('marks what is live on the overview of activities that Moodle has from 5.0 on', () => {
    const shown = (rooms: object) => {
      const said = run('php', 'test/overview.php', JSON.stringify(rooms));
      return (JSON.parse(said) as { live: { content: string } }).live.content;
    };
    assert.match(shown({ 'cm:33': 3 }), /data-campusmeet-cm="33">livewith 3</u);
    assert.match(shown({ 'cm:34': 3 }), /data-campusmeet-cm="33" hidden="hidden"></u);
    assert.match(text('index.php'), /method_exists\([^)]*'redirect_to_overview_page'\)/u);
  });

  it('has tables by the rules of XMLDB', () => {
    assert.deepEqual(looked().flaws, []);
  });

  it('says everything in English and Chinese, and nothing that it never says', () => {
    const { en, zh_cn: zh } = looked();
    assert.deepEqual(Object.keys(en), Object.keys(zh));
    assert.deepEqual(Object.keys(en), Object.keys(en).sort(), 'in their order');
    const placeholders = (words: string) => words.match(/\{\$a(->\w+)?\}/gu) ?? [];
    for (const [key, words] of Object.entries(en)) {
      assert.deepEqual(placeholders(zh[key] ?? ''), placeholders(words), key);
    }
    const all = files('{*,db/*,classes/**/*,templates/**/*}.{php,mustache}').map(text).join('\n');
    const asked = [
      ...all.matchAll(/get_string\(\s*'([^']+)',\s*'mod_campusmeet'/gu),
      ...all.matchAll(/#str\}\} (\w+), mod_campusmeet/gu),
      ...all.matchAll(/addHelpButton\('\w+', '(\w+)', 'mod_campusmeet'/gu),
    ].map(([, key = '']) => key);
    for (const key of asked) assert.ok(key in en, key);
    const isSaid = (key: string) =>
      all.includes(`'${key.replace(/^problem:/u, '')}'`) ||
      asked.includes(key) ||
      /^(?:campusmeet:|privacy:|messageprovider:|(?:classstarted|missedcall)(?:subject|text)$|plugin|modulename|search:activity$|\w+_help$|address$|code$|completion\w+_detail$)/u.test(
        key,
      );
    assert.deepEqual(
      Object.keys(en).filter((key) => !isSaid(key)),
      [],
    );
  });
});

(partAt('phpcs') ? describe : describe.skip)('Moodle’s plugin, by its style', () => {
  it('follows what our rules say of Moodle’s published style', () => {
    run('phpcs', '--standard=test/phpcs.xml', '-q', 'campusmeet');
  });
});

(partAt('phpunit') ? describe : describe.skip)('Moodle’s plugin, with stand-ins for core', () => {
  it('passes its own tests, which have Moodle’s form', () => {
    const ran = run(
      'phpunit',
      '--no-configuration',
      '--bootstrap=test/stand-ins.php',
      '--test-suffix=_test.php',
      // These need Moodle's database: its own phpunit runs them.
      '--exclude-group=mod_campusmeet_core',
      '--fail-on-warning',
      '--do-not-cache-result',
      'campusmeet/tests',
    );
    assert.match(ran, /OK \(\d+ tests/u);
  });
});
