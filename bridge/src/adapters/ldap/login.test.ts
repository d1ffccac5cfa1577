import assert from 'node:assert/strict';
import { ldif } from '../../../test/ldap-fixtures.ts';
import { startSlapd, type Slapd } from '../../../test/slapd.ts';
import { createLdapLogin } from './login.ts';
import type { LdapSettings } from './settings.ts';

const unit = 'ou=people,dc=uni,dc=test';
const someone = (uid: string, more: string) =>
  `dn: uid=${uid},${unit}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: 王\n` +
  `employeeNumber: E-${uid}\n${more}\n`;

const content = ldif([]).concat(
  '\n',
  [
    someone('fang', 'mail: fang@uni.test\nuserPassword: Fang-s3cret'),
    someone('wei', 'mail: wei@uni.test\nuserPassword: Wei-s3cret\nemployeeType: gone'),
    someone('twin1', 'mail: twins@uni.test\nuserPassword: Twin-s3cret'),
    someone('twin2', 'mail: twins@uni.test\nuserPassword: Twin-s3cret'),
    someone('bare', 'mail: bare@uni.test'),
  ].join('\n'),
);

describe('logging in with the directory’s password, on slapd', () => {
  let slapd: Slapd | null = null;
  before(async function () {
    slapd = await startSlapd({ ldif: content });
    if (!slapd) this.skip();
  });
  after(() => slapd?.stop());

  const settings = (more: Partial<LdapSettings> = {}): LdapSettings => ({
    name: 'campus',
    url: slapd?.url ?? '',
    bind: slapd?.bind ?? null,
    people: { base: unit, suspended: { attribute: 'employeeType', values: ['gone'] } },
    units: null,
    ...more,
  });
  const prove = (identifier: string, password: string, more: Partial<LdapSettings> = {}) =>
    createLdapLogin(settings(more), ['uid', 'mail', 'employeeNumber']).prove(identifier, password);

  it('proves who somebody is, by any of the attributes', async () => {
    const ids = new Set<string>();
    for (const identifier of ['fang', 'fang@uni.test', 'E-FANG']) {
      const proved = await prove(identifier, 'Fang-s3cret');
      assert.equal(proved?.realm, 'ldap:campus');
      assert.equal(proved.campusNumber, 'E-FANG');
      ids.add(proved.externalId);
    }
    assert.equal(ids.size, 1);
    assert.match([...ids][0] ?? '', /^[\da-f-]{36}$/u);
  });

  it('refuses a wrong password, an empty one, nobody, several, suspended and passwordless ones', async () => {
    const refused: [string, string][] = [
      ['fang', 'Wei-s3cret'],
      ['fang', ''],
      ['nobody', 'Fang-s3cret'],
      ['twins@uni.test', 'Twin-s3cret'],
      ['wei', 'Wei-s3cret'],
      ['bare', 'x'],
      ['', 'Fang-s3cret'],
    ];
    for (const [identifier, password] of refused) {
      assert.equal(await prove(identifier, password), null, identifier);
    }
  });

  it('takes what is typed as a value, never as a filter or a name', async () => {
    for (const identifier of [
      '*',
      'fan*',
      'fang)(uid=*',
      '(|(uid=*))',
      `uid=fang,${unit}`,
      'fa\\6eg',
    ]) {
      assert.equal(await prove(identifier, 'Fang-s3cret'), null, identifier);
    }
  });

  it('goes over TLS only to a server whose certificate is trusted', async function () {
    if (!slapd?.tls) this.skip();
    const { url, ca } = slapd.tls;
    assert.ok(await prove('fang', 'Fang-s3cret', { url, ca: [ca] }));
    await assert.rejects(prove('fang', 'Fang-s3cret', { url }), { code: 'directory/unavailable' });
  });

  it('says that the directory is away, not that the password is wrong', async () => {
    await assert.rejects(prove('fang', 'Fang-s3cret', { url: 'ldap://127.0.0.1:1' }), {
      code: 'directory/unavailable',
    });
  });
});
