import assert from 'node:assert/strict';
import { ldif } from '../../../test/ldap-fixtures.ts';
import { startSlapd, type Slapd } from '../../../test/slapd.ts';
import { isFailure } from '../../kernel/failure.ts';
import { createLdapLook } from './look.ts';
import type { LdapSettings } from './settings.ts';

const unit = 'ou=people,dc=uni,dc=test';
const someone = (uid: string, number: string, more: string) =>
  `dn: uid=${uid},${unit}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\n` +
  `employeeNumber: ${number}\n${more}\n`;

const content = ldif([]).concat(
  '\n',
  [
    someone('fang', 'E1', 'sn: 王\ngivenName: 芳\nmail: fang@uni.test\ndepartmentNumber: 物理系'),
    someone('wei', 'E2', 'sn: 李\nemployeeType: gone'),
    someone('twin1', 'E3', 'sn: T'),
    someone('twin2', 'E3', 'sn: T'),
  ].join('\n'),
);

describe('looking a campus number up in the directory, on slapd', () => {
  let slapd: Slapd | null = null;
  before(async function () {
    slapd = await startSlapd({ ldif: content });
    if (!slapd) this.skip();
  });
  after(() => slapd?.stop());

  const look = (number: string, more: Partial<LdapSettings> = {}) =>
    createLdapLook({
      name: 'campus',
      url: slapd?.url ?? '',
      bind: slapd?.bind ?? null,
      people: {
        base: unit,
        suspended: { attribute: 'employeeType', values: ['gone'] },
        unitAttribute: 'departmentNumber',
      },
      units: null,
      ...more,
    }).look(number);

  it('says name, mail, units, and whether the account is open', async () => {
    assert.deepEqual(await look('E1'), {
      name: '王芳',
      email: 'fang@uni.test',
      units: ['物理系', 'people'],
      active: true,
    });
    assert.equal((await look('E2'))?.active, false);
  });

  it('finds nobody by an unknown number, by one of several people, or by a filter', async () => {
    for (const number of ['E9', 'E3', '*', 'E*', 'E1)(uid=*', '']) {
      assert.equal(await look(number), null, number);
    }
  });

  it('says that it is away, or lets nobody in', async () => {
    await assert.rejects(look('E1', { url: 'ldap://127.0.0.1:1' }), (error) =>
      isFailure(error, 'directory/unavailable'),
    );
    const bind = { dn: slapd?.bind.dn ?? '', password: 'wrong' };
    await assert.rejects(look('E1', { bind }), (error) => isFailure(error, 'directory/refused'));
  });
});
