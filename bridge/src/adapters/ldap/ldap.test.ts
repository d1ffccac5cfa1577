import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { startLdapjsDirectory, type LdapjsDirectory } from '../../../test/ldapjs-directory.ts';
import { crowd, entries, ldif } from '../../../test/ldap-fixtures.ts';
import { startSlapd, type Slapd } from '../../../test/slapd.ts';
import type { DepartmentsSnapshot } from '../../features/directory/sync/ports.ts';
import { createLdapSource, type LdapSettings } from './index.ts';

const settingsFor = (
  server: Pick<Slapd, 'url' | 'bind'>,
  more: Partial<LdapSettings> = {},
): LdapSettings => ({
  name: 'campus',
  url: server.url,
  bind: server.bind,
  people: { base: 'ou=people,dc=uni,dc=test' },
  units: { base: 'ou=people,dc=uni,dc=test' },
  ...more,
});

const read = async (settings: LdapSettings) =>
  (await createLdapSource(settings).snapshot('all')) as DepartmentsSnapshot;

/** What holds for every directory. */
function rules(server: () => Pick<Slapd, 'url' | 'bind'>) {
  it('reads everybody, page by page', async () => {
    const { people, problems } = await read(settingsFor(server(), { pageSize: 50 }));
    assert.equal(people.length, 620);
    assert.equal(new Set(people.map(({ externalId }) => externalId)).size, 620);
    assert.deepEqual(problems, []);
    const rare = people.find(({ email }) => email === 'p0@uni.test');
    assert.equal(rare?.givenName, '𠮷野');
    assert.equal(
      people.find(({ email }) => email === 'p1@uni.test')?.familyName,
      '<b>林</b>*)(uid=*',
    );
  });

  it('makes the tree of units, and puts people where their DN says', async () => {
    const { departments, memberships } = await read(settingsFor(server()));
    const byName = new Map(departments.map((unit) => [unit.name, unit]));
    assert.deepEqual([...byName.keys()].sort(), ['工学院', '计算机, 软件'].sort());
    const college = byName.get('工学院')!;
    const department = byName.get('计算机, 软件')!;
    assert.equal(college.parentExternalId, null);
    assert.equal(department.parentExternalId, college.externalId);
    const inUnit = (id: string) =>
      memberships.filter((line) => line.departmentExternalId === id).length;
    assert.deepEqual([inUnit(college.externalId), inUnit(department.externalId)], [310, 310]);
  });

  it('gives the same ids each time', async () => {
    const ids = async () =>
      (await read(settingsFor(server()))).people.map(({ externalId }) => externalId);
    const first = await ids();
    assert.equal(first.length, 620);
    assert.deepEqual((await ids()).sort(), first.sort());
  });

  it('a wrong password is a "no", and is not repeated in the failure', async () => {
    const bind = { ...server().bind, password: 'wr0ng-one' };
    const failed = read(settingsFor(server(), { bind }));
    await assert.rejects(failed, (error: Error & { code?: string }) => {
      assert.equal(error.code, 'directory/refused');
      assert.ok(!JSON.stringify([error.message, String(error.cause)]).includes('wr0ng-one'));
      return true;
    });
  });

  it('refuses more entries than can be', async () => {
    await assert.rejects(read(settingsFor(server(), { maxEntries: 100 })), {
      code: 'directory/bad-answer',
    });
  });
}

describe('a directory on slapd', () => {
  let slapd: Slapd | null = null;
  before(async function () {
    slapd = await startSlapd({ ldif: ldif(crowd(620)) });
    if (!slapd) this.skip();
  });
  after(async () => {
    await slapd?.stop();
  });
  rules(() => slapd!);

  it('speaks TLS, by ldaps and by StartTLS, with the certificate checked', async function () {
    if (!slapd?.tls) return this.skip();
    const { ca, url } = slapd.tls;
    const plain = slapd.url.replace('127.0.0.1', 'localhost');
    assert.equal((await read(settingsFor(slapd, { url, ca: [ca] }))).people.length, 620);
    assert.equal(
      (await read(settingsFor(slapd, { url: plain, startTls: true, ca: [ca] }))).people.length,
      620,
    );
    await assert.rejects(read(settingsFor(slapd, { url })), { code: 'directory/unavailable' });
    await assert.rejects(read(settingsFor(slapd, { url: plain, startTls: true })), {
      code: 'directory/unavailable',
    });
  });

  it('fails at a base that is not there instead of finding nobody', async () => {
    const people = { base: 'ou=nowhere,dc=uni,dc=test' };
    await assert.rejects(read(settingsFor(slapd!, { people })), { code: 'directory/refused' });
  });

  it('a condition is a value, whatever signs it holds', async () => {
    const where = [{ attribute: 'sn', value: '<b>林</b>*)(uid=*' }];
    const { people } = await read(
      settingsFor(slapd!, { people: { base: 'ou=people,dc=uni,dc=test', where } }),
    );
    assert.deepEqual(
      people.map(({ email }) => email),
      ['p1@uni.test'],
    );
  });

  it('is away when it is stopped', async () => {
    await slapd!.stop();
    await assert.rejects(read(settingsFor(slapd!)), { code: 'directory/unavailable' });
  });
});

describe('a directory on ldapjs', () => {
  let directory: LdapjsDirectory;
  beforeEach(async () => {
    directory = await startLdapjsDirectory(entries(crowd(620)));
  });
  afterEach(() => directory.stop());
  rules(() => directory);

  it('half of it is nothing: a connection lost between two pages fails the whole', async () => {
    directory.afterPage = (page, hangUp) => {
      if (page === 3) setTimeout(hangUp, 5);
    };
    await assert.rejects(read(settingsFor(directory, { pageSize: 50 })), {
      code: 'directory/unavailable',
    });
    directory.afterPage = (page, hangUp) => {
      if (page === 3) hangUp();
    };
    await assert.rejects(read(settingsFor(directory, { pageSize: 50 })), {
      code: 'directory/unavailable',
    });
  });

  it('gives up on a slow one', async () => {
    directory.delay = 300;
    await assert.rejects(read(settingsFor(directory, { timeoutMs: 80 })), {
      code: 'directory/unavailable',
    });
  });

  it('reports bad entries with DN and attribute, and takes the others', async () => {
    directory.entries.set('uid=nokey,ou=people,dc=uni,dc=test', {
      objectclass: 'inetOrgPerson',
      cn: 'No Key',
    });
    directory.entries.set('uid=badmail,ou=people,dc=uni,dc=test', {
      objectclass: 'inetOrgPerson',
      cn: 'Bad Mail',
      entryuuid: 'bad-mail',
      mail: 'not an address',
    });
    const { people, problems } = await read(settingsFor(directory));
    assert.equal(people.length, 621);
    assert.equal(people.find(({ externalId }) => externalId === 'bad-mail')?.email, null);
    assert.deepEqual(
      problems.map(({ where, field }) => [where, field]),
      [
        ['uid=nokey,ou=people,dc=uni,dc=test', 'entryUUID'],
        ['uid=badmail,ou=people,dc=uni,dc=test', 'mail'],
      ],
    );
  });

  it('finds units by an attribute, and suspended accounts by another', async () => {
    directory.entries.set('uid=x,ou=people,dc=uni,dc=test', {
      objectclass: 'inetOrgPerson',
      cn: 'X',
      entryuuid: 'x',
      departmentNumber: ['工学院', 'nowhere'],
      nsAccountLock: 'TRUE',
    });
    const people = {
      base: 'ou=people,dc=uni,dc=test',
      where: [{ attribute: 'nsAccountLock', value: null }],
      suspended: { attribute: 'nsaccountlock', values: ['true'] },
      unitAttribute: 'departmentNumber',
    };
    const snapshot = await read(settingsFor(directory, { people }));
    assert.equal(snapshot.people[0]?.suspended, true);
    assert.deepEqual(snapshot.memberships, [
      { personExternalId: 'x', departmentExternalId: 'unit-1' },
    ]);
    assert.equal(snapshot.problems[0]?.field, 'departmentNumber');
  });
});

describe('a directory that is no directory', () => {
  it('is away when it agrees to TLS and then says nothing', async () => {
    const agreed = Buffer.from('300c02010178070a010004000400', 'hex');
    const server = createServer((socket) => void socket.once('data', () => socket.write(agreed)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const limits = { startTls: true, connectTimeoutMs: 100, timeoutMs: 200 };
    const settings = settingsFor({ url, bind: { dn: 'cn=a', password: 'b' } }, limits);
    await assert.rejects(read(settings), { code: 'directory/unavailable' });
    server.close();
  });

  it('is away when it hangs up or speaks something else', async () => {
    const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `ldap://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const settings = settingsFor({ url, bind: { dn: 'cn=a', password: 'b' } }, { timeoutMs: 500 });
    await assert.rejects(read(settings), { code: 'directory/unavailable' });
    server.close();
  });
});
