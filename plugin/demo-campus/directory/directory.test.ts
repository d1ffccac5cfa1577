import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  AndFilter,
  Client,
  EqualityFilter,
  InsufficientAccessError,
  InvalidCredentialsError,
  NoSuchObjectError,
  SizeLimitExceededError,
  SubstringFilter,
  UnwillingToPerformError,
  type SearchOptions,
} from 'ldapts';
import type { Campus } from '../campus.ts';
import { addPerson, removePerson, updatePerson } from '../data/changes.ts';
import { demoPassword } from '../data/people.ts';
import { createCampus } from '../data/seed.ts';
import { startDirectory, type Directory } from './server.ts';

const base = 'dc=lakeside,dc=test';
const bindDn = `cn=bridge,${base}`;
const bindPassword = 'directory-secret';

describe('The demo’s directory', () => {
  let campus: Campus;
  let directory: Directory;
  let client: Client;

  beforeEach(async () => {
    campus = createCampus();
    directory = await startDirectory({ campus, port: 0, bindDn, bindPassword });
    client = new Client({ url: directory.url, timeout: 5000 });
    await client.bind(bindDn, bindPassword);
  });
  afterEach(async () => {
    await client.unbind();
    await directory.stop();
  });

  const search = async (options: SearchOptions, under = base) =>
    (await client.search(under, options)).searchEntries;
  const uids = async (filter: NonNullable<SearchOptions['filter']>) =>
    (await search({ filter, attributes: ['uid'] })).map((entry) => entry['uid']);

  it('says of itself what it can, to anybody', async () => {
    const stranger = new Client({ url: directory.url });
    const { searchEntries } = await stranger.search('', { scope: 'base' });
    assert.equal(searchEntries[0]?.['namingContexts'], base);
    assert.equal(searchEntries[0]['supportedControl'], '1.2.840.113556.1.4.319');
    await stranger.unbind();
  });

  it('tells nothing else without signing in, nor after signing in as nobody', async () => {
    const stranger = new Client({ url: directory.url });
    await assert.rejects(stranger.search(base), InsufficientAccessError);
    await stranger.bind(bindDn, bindPassword);
    await stranger.bind('', '');
    await assert.rejects(stranger.search(base), InsufficientAccessError);
    await stranger.unbind();
  });

  it('refuses wrong passwords, unknown names, missing passwords, and locked and deleted people', async () => {
    const stranger = new Client({ url: directory.url });
    const unit = `ou=软件工程系 Software Engineering,ou=计算机学院 College of Computing,${base}`;
    await assert.rejects(stranger.bind(bindDn, 'wrong'), InvalidCredentialsError);
    await assert.rejects(stranger.bind(`uid=nobody,${base}`, 'x'), InvalidCredentialsError);
    await assert.rejects(stranger.bind(bindDn, ''), UnwillingToPerformError);
    await assert.rejects(
      stranger.bind(`uid=odd_suspended,${unit}`, demoPassword),
      InvalidCredentialsError,
    );
    await assert.rejects(stranger.bind(`uid=t0001,${unit}`, 'wrong'), InvalidCredentialsError);
    await stranger.bind(`UID=t0001,${unit}`, demoPassword);
    assert.equal((await stranger.search(base, { scope: 'base' })).searchEntries.length, 1);
    await stranger.unbind();
  });

  it('has the colleges below the university and the departments below them', async () => {
    const one = { scope: 'one', filter: '(objectClass=organizationalUnit)' } as const;
    const colleges = await search(one);
    assert.equal(colleges.length, 3);
    const departments = await Promise.all(colleges.map(({ dn }) => search(one, dn)));
    assert.deepEqual(
      departments.map(({ length }) => length),
      [3, 2, 3],
    );
    assert.equal((await search({ ...one, scope: 'sub' })).length, 11);
    assert.equal(departments[0]?.[1]?.['ou'], '云计算与网络系 Cloud & Networks');
  });

  it('describes a person with inetOrgPerson’s attributes; operational ones on request', async () => {
    const filter = '(uid=t0001)';
    const [person] = await search({ filter, attributes: ['*', '+'] });
    const teacher = campus.people.get(523)!;
    assert.deepEqual(person?.['objectClass'], [
      'top',
      'person',
      'organizationalPerson',
      'inetOrgPerson',
    ]);
    assert.equal(person['cn'], teacher.lastName + teacher.firstName);
    assert.equal(person['sn'], teacher.lastName);
    assert.equal(person['givenName'], teacher.firstName);
    assert.equal(person['mail'], 't0001@lakeside.test');
    assert.equal(person['employeeNumber'], 'T0001');
    assert.equal(person['employeeType'], 'staff');
    assert.equal(person['departmentNumber'], 'DEP-SE');
    assert.equal(person['mobile'], '+8613910000001');
    assert.match(
      String(person['entryUUID']),
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    assert.equal(person['modifyTimestamp'], '20260901000000Z');
    const [plain] = await search({ filter });
    assert.equal(plain?.['entryUUID'], undefined);
    const [named] = await search({ filter, attributes: ['entryuuid'] });
    assert.equal(named?.['entryUUID'], person['entryUUID']);
  });

  it('leaves unknown values out, and marks locked accounts', async () => {
    const [admin] = await search({ filter: '(uid=admin)' });
    assert.equal(admin?.['employeeNumber'], undefined);
    const [locked] = await search({ filter: '(uid=odd_suspended)', attributes: ['+'] });
    assert.equal(locked?.['pwdAccountLockedTime'], '000001010000Z');
  });

  it('hands out everybody page by page, each once', async () => {
    const filter = '(objectClass=inetOrgPerson)';
    const pages: number[] = [];
    const seen = new Set<string>();
    for await (const page of client.searchPaginated(base, { filter, paged: { pageSize: 100 } })) {
      pages.push(page.searchEntries.length);
      for (const { dn } of page.searchEntries) seen.add(dn);
    }
    const everybody = [...campus.people.values()].filter(({ deleted }) => !deleted).length;
    assert.equal(seen.size, everybody);
    assert.deepEqual(pages, [100, 100, 100, 100, 100, everybody - 500]);
  });

  it('stops an unpaged search at its limit or the client’s, with what it has', async () => {
    const filter = '(objectClass=inetOrgPerson)';
    await assert.rejects(search({ filter }), SizeLimitExceededError);
    // ldapts takes a limit of its own for granted and keeps what came.
    assert.equal((await search({ filter, sizeLimit: 3 })).length, 3);
    assert.equal((await search({ filter: '(employeeType=staff)', sizeLimit: 400 })).length, 33);
  });

  it('knows no unknown base', async () => {
    await assert.rejects(search({}, `ou=none,${base}`), NoSuchObjectError);
  });

  it('compares without regard to case, and takes any character as itself', async () => {
    updatePerson(campus, 3, { firstName: 'a*b(c)', lastName: 'O’Brien' });
    updatePerson(campus, 4, { email: 'Mixed.Case@Lakeside.Test' });
    const equals = (attribute: string, value: string) => new EqualityFilter({ attribute, value });
    assert.deepEqual(await uids(equals('givenName', 'A*B(C)')), ['s202300001']);
    assert.deepEqual(await uids('(givenName=a\\2ab\\28c\\29)'), ['s202300001']);
    assert.deepEqual(await uids('(MAIL=mixed.case@lakeside.test)'), ['s202300002']);
    assert.deepEqual(await uids(equals('sn', '李🎓')), ['odd_emoji']);
    assert.deepEqual(await uids(equals('cn', '𡈽𠮷野')), ['odd_rare']);
    assert.deepEqual(await uids(equals('cn', '*')), []);
    const part = new SubstringFilter({
      attribute: 'cn',
      initial: 'tom',
      any: ['&'],
      final: 'bold',
    });
    assert.deepEqual(await uids(part), ['odd_amp']);
    assert.deepEqual(await uids(new AndFilter({ filters: [part, equals('uid', 'x')] })), []);
    assert.deepEqual(await uids('(&(uid=odd_*)(!(employeeNumber=*))(|(uid=*alt)(uid=*mail)))'), [
      'odd_hidemail',
      'odd_alt',
    ]);
  });

  it('follows the campus as it changes, and says since when', async () => {
    const since = '(&(objectClass=person)(modifyTimestamp>=20261001000000Z))';
    assert.deepEqual(await uids(since), []);
    updatePerson(campus, 3, { phone: '+8613800000000' });
    const added = addPerson(campus, 'teacher', {
      username: 'new, one',
      firstName: 'New',
      lastName: 'One',
    });
    assert.deepEqual(await uids(since), ['s202300001', 'new, one']);
    const [entry] = await search({ filter: '(uid=new, one)', attributes: ['dn'] });
    assert.equal((await search({ scope: 'base' }, entry?.dn)).length, 1);
    removePerson(campus, added.id);
    assert.deepEqual(await uids('(uid=new, one)'), []);
  });

  it('changes nothing for anybody', async () => {
    await assert.rejects(client.del(`ou=x,${base}`));
    await assert.rejects(
      client.add(`ou=x,${base}`, { objectClass: 'organizationalUnit', ou: 'x' }),
    );
  });

  it('survives a client that speaks no LDAP', async () => {
    const socket = connect(Number(new URL(directory.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 300))]);
    socket.destroy();
    assert.deepEqual(await uids('(uid=t0001)'), ['t0001']);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(directory.url).port);
    await assert.rejects(startDirectory({ campus, port, bindDn, bindPassword }), {
      code: 'EADDRINUSE',
    });
  });
});
