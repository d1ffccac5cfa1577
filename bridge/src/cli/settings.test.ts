import assert from 'node:assert/strict';
import { parseEnv } from 'node:util';
import { readConfig } from '../app/config.ts';
import { settingsCommand } from './settings.ts';

const example = (): NodeJS.Dict<string> => {
  const lines: string[] = [];
  assert.equal(
    settingsCommand((line) => void lines.push(line), ['--example']),
    0,
  );
  return parseEnv(lines.join('\n'));
};

describe('npm run campus -- settings --example', () => {
  it('is a configuration that is taken as it is, with secrets of its own each time', () => {
    const one = example();
    const other = example();
    assert.equal(readConfig(one).CAMPUS_MEET_URL, 'https://meet.uni.test');
    const secrets = Object.keys(one).filter((name) => name.endsWith('SECRET'));
    assert.ok(secrets.length >= 3);
    for (const name of secrets) assert.notEqual(one[name], other[name]);
  });
});
