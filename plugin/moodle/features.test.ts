import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AstBuilder, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { IdGenerator, type Feature, type Scenario, type Step } from '@cucumber/messages';

const folder = join(import.meta.dirname, 'campusmeet');
const parser = new Parser(
  new AstBuilder(IdGenerator.incrementing()),
  new GherkinClassicTokenMatcher(),
);

/** By the name of its file. @throws where it is no Gherkin */
const features = (): Map<string, Feature> =>
  new Map(
    globSync('tests/behat/*.feature', { cwd: folder })
      .sort()
      .map((name) => {
        const { feature } = parser.parse(readFileSync(join(folder, name), 'utf8'));
        assert.ok(feature, name);
        return [basename(name), feature];
      }),
  );

const scenariosOf = ({ children }: Feature): Scenario[] =>
  children.flatMap(({ scenario }) => scenario ?? []);
const backgroundOf = ({ children }: Feature): readonly Step[] =>
  children.flatMap(({ background }) => background?.steps ?? []);
const tagsOf = ({ tags }: Pick<Feature, 'tags'>): string[] => tags.map(({ name }) => name);

/** What Moodle asks of a feature is in its own coding style: tags of type and plugin, a story, a Given before a When. */
describe('Behat features of Moodle’s plugin', () => {
  it('tell what the activity is for, each in a story of its own', () => {
    const all = [...features().values()];
    assert.ok(all.length > 0);
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
    for (const { name, description, language } of all) {
      assert.equal(language, 'en');
      assert.match(description, /In order to .+\n\s+As an? .+\n\s+I need to? /u, name);
    }
  });

  it('have the tags by which Moodle finds them', () => {
    for (const [file, feature] of features()) {
      assert.deepEqual(tagsOf(feature).slice(0, 2), ['@mod', '@mod_campusmeet'], file);
      for (const scenario of scenariosOf(feature)) {
        const own = tagsOf(scenario).filter((tag) => tag !== '@javascript');
        assert.deepEqual(own, [], `${file}: ${scenario.name}`);
      }
    }
  });

  it('are scenarios that do something, and then look', () => {
    for (const [file, feature] of features()) {
      assert.equal(backgroundOf(feature)[0]?.keyword.trim(), 'Given', file);
      const scenarios = scenariosOf(feature);
      assert.equal(new Set(scenarios.map(({ name }) => name)).size, scenarios.length, file);
      for (const { name, steps } of scenarios) {
        const said = steps.map(({ keyword }) => keyword.trim()).filter((word) => word !== 'And');
        assert.match(said.join(' '), /^(?:Given )?When Then$/u, `${file}: ${name}`);
      }
    }
  });

  const steps = () =>
    [...features().values()].flatMap((one) => [
      ...backgroundOf(one),
      ...scenariosOf(one).flatMap((scenario) => scenario.steps),
    ]);
  const tableOf = ({ dataTable }: Step): string[][] =>
    (dataTable?.rows ?? []).map(({ cells }) => cells.map(({ value }) => value));

  /** The rows below the head of each table with which something is made, and its head. */
  const made = (what: string) =>
    steps()
      .filter(({ text }) => text.includes(`"${what}"`))
      .map(tableOf);

  it('make activities with fields that there are', () => {
    const fields = readFileSync(join(folder, 'db/install.xml'), 'utf8');
    const ofMoodle = 'activity course idnumber section completion groupmode visible availability';
    const heads = made('activities').flatMap(([head = []]) => head);
    assert.ok(heads.includes('guests'));
    for (const name of heads.filter((one) => !ofMoodle.split(' ').includes(one))) {
      assert.ok(fields.includes(`NAME="${name}"`), name);
    }
  });

  it('say of Campus Meet what the generator makes, with all that it needs', () => {
    const generator = readFileSync(
      join(folder, 'tests/generator/behat_mod_campusmeet_generator.php'),
      'utf8',
    );
    const entities = [
      ...generator.matchAll(/'([a-z ]+)' => \[\s+'singular'[\s\S]+?'required' => \[(.+)\]/gu),
    ];
    assert.ok(entities.length > 0);
    for (const [, name = '', required = ''] of entities) {
      const heads = made(`mod_campusmeet > ${name}`).map(([head = []]) => head);
      assert.ok(heads.length > 0, `no feature needs ${name}`);
      for (const needed of required.replaceAll("'", '').split(', ')) {
        for (const head of heads) assert.ok(head.includes(needed), `${name}: ${needed}`);
      }
    }
    const names = entities.map(([, name]) => `mod_campusmeet > ${name ?? ''}`);
    for (const { text } of steps()) {
      const [, what] = /following "(mod_campusmeet > [^"]+)" exist/u.exec(text) ?? [];
      assert.ok(what === undefined || names.includes(what), text);
    }
  });

  it('take away capabilities that there are', () => {
    const access = readFileSync(join(folder, 'db/access.php'), 'utf8');
    const taken = made('permission overrides').flatMap(([, ...rows]) => rows.map(([one]) => one));
    assert.ok(taken.length > 0);
    for (const name of taken) assert.ok(access.includes(`'${name ?? ''}'`), name);
  });
});
