import assert from 'node:assert/strict';
import { fillIn } from './dialects.ts';
import { readReferences } from './referrals.ts';

const base = 'dc=uni,dc=test';
const settings = fillIn({
  name: 'campus',
  url: 'ldaps://dc1.uni.test',
  bind: null,
  units: null,
  people: { base },
  referrals: ['ldaps://dc2.uni.test:3269', 'ldaps://dc3.uni.test'],
});
const read = (...uris: string[]) => readReferences(settings, base, uris);

describe('references of a directory', () => {
  it('are followed to named hosts only, by the settings’ own address', () => {
    assert.deepEqual(read('ldap://DC2.uni.test/ou=%E7%89%A9,dc=uni,dc=test??sub'), {
      follow: [{ url: 'ldaps://dc2.uni.test:3269', base: 'ou=物,dc=uni,dc=test' }],
      unread: [],
    });
    const others = ['ldap://evil.test/ou=a', 'ldap://dc2.uni.test.evil.test/ou=b', 'nonsense', ''];
    for (const uri of [...others, 'ldap://dc2.uni.test@evil.test/ou=c']) {
      assert.deepEqual(read(uri), { follow: [], unread: [uri] });
    }
  });

  it('of one part are one: a server that is named is enough', () => {
    const uris = ['ldap://evil.test/ou=a,dc=uni', 'ldap://dc3.uni.test/OU=a, dc=uni'];
    assert.deepEqual(read(...uris), {
      follow: [{ url: 'ldaps://dc3.uni.test', base: 'ou=a,dc=uni' }],
      unread: [],
    });
  });
});
