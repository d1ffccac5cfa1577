import assert from 'node:assert/strict';
import { completeSettings as complete } from '../../test/settings-fixture.ts';
import { readConfig } from './config.ts';
import { moodleAliases, moodleSites } from './moodle-sites.ts';

const token = 'q8Zr2Kx9vTm4';
const medicine = { name: 'medicine', url: 'https://med.uni.test', token };
const sitesOf = (...sites: object[]) =>
  readConfig({ ...complete, MOODLE_SITES: JSON.stringify(sites) });

describe('several Moodles', () => {
  it('one is configured as ever, and further ones by a list', () => {
    const config = readConfig({
      ...complete,
      MOODLE_URL: 'https://moodle.uni.test',
      MOODLE_TOKEN: token,
      MOODLE_VOUCHES: 'mail',
      MOODLE_SITES: JSON.stringify([{ ...medicine, vouches: 'campusNumber,phone' }]),
    });
    assert.deepEqual(
      moodleSites(config).map(({ source, vouches }) => [source, vouches]),
      [
        ['moodle', ['mail']],
        ['moodle:medicine', ['campusNumber', 'phone']],
      ],
    );
    assert.deepEqual(moodleAliases(config), {});
  });

  it('none is configured without settings', () => {
    assert.deepEqual(moodleSites(readConfig(complete)), []);
  });

  it('launches under another address are of the same Moodle', () => {
    const config = sitesOf({ ...medicine, issuer: 'https://MED-old.uni.test/' });
    assert.deepEqual(moodleAliases(config), { 'https://med-old.uni.test': 'https://med.uni.test' });
  });

  const wrong: Record<string, [object[], RegExp]> = {
    'no token': [[{ ...medicine, token: undefined }], /MOODLE_SITES\.0\.token/u],
    'a name with spaces': [[{ ...medicine, name: 'the other' }], /MOODLE_SITES\.0\.name/u],
    'a key that is not known': [[{ ...medicine, user: 'x' }], /"user"/u],
    'a field that nobody vouches for': [
      [{ ...medicine, vouches: 'name' }],
      /campusNumber, mail, phone/u,
    ],
    'two of one name': [
      [medicine, { ...medicine, url: 'https://b.test' }],
      /two Moodles have the name medicine/u,
    ],
    'two of one address': [
      [medicine, { ...medicine, name: 'b', url: 'https://med.uni.test/' }],
      /two Moodles have the url/u,
    ],
    'two of one issuer': [
      [medicine, { ...medicine, name: 'b', url: 'https://b.test', issuer: medicine.url }],
      /two Moodles have the issuer/u,
    ],
  };
  for (const [name, [sites, pattern]] of Object.entries(wrong)) {
    it(`refuses ${name}`, () => {
      assert.throws(() => sitesOf(...sites), pattern);
    });
  }

  it('refuses what is no JSON', () => {
    assert.throws(
      () => readConfig({ ...complete, MOODLE_SITES: '[' }),
      /MOODLE_SITES: must be JSON/u,
    );
  });
});
