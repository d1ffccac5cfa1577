import assert from 'node:assert/strict';
import {
  adPassword,
  adStandInFixture,
  sambaFixture,
  type AdFixture,
} from '../../../test/ad-fixture.ts';
import type { DepartmentsSnapshot, FullRunDue } from '../../features/directory/sync/ports.ts';
import { createLdapLogin, createLdapLook, createLdapSource, type LdapSettings } from './index.ts';

type Change = Partial<LdapSettings>;

/** What holds for every Active Directory. */
function rules(fixture: () => AdFixture) {
  const source = (more: Change = {}) => createLdapSource({ ...fixture().settings, ...more });
  const read = async (more?: Change) => (await source(more).snapshot('all')) as DepartmentsSnapshot;
  const changes = (cursor: string, more?: Change) =>
    source(more).changes?.('all', cursor) as Promise<DepartmentsSnapshot | FullRunDue>;
  const told = async (cursor: string, more?: Change): Promise<DepartmentsSnapshot> => {
    const answer = await changes(cursor, more);
    assert.ok(!('fullRunDue' in answer), JSON.stringify(answer));
    return answer;
  };
  let physics = '';
  let people: string[] = [];
  const groupsAsUnits = (more: object = {}) => ({
    people: { base: physics },
    units: {
      base: fixture().base,
      where: [{ attribute: 'objectClass', value: 'group' }],
      members: 'member',
      names: ['cn'],
      ...more,
    },
  });

  before(async () => {
    const { addPerson, addUnit, addGroup, base } = fixture();
    physics = await addUnit('物理, 系'.replace(',', '\\,'), { ou: '物理, 系' });
    await addUnit('Halle');
    await addPerson('fang', physics, {
      givenName: '芳',
      sn: '王',
      mail: 'fang@uni.test',
      employeeNumber: 'E1',
      mobile: '+8613900000001',
      displayName: '王芳',
    });
    await addPerson('gone', physics, { givenName: 'G', sn: 'One', userAccountControl: '546' });
    people = await Promise.all(
      Array.from({ length: 170 }, (_, n) => addPerson(`p${n}`, physics, { sn: `Lin${n}` })),
    );
    await addPerson('outside', `OU=Halle,${base}`, { sn: 'Out' });
    const inner = await addGroup('Inner', people);
    await addGroup('Outer', [inner, `CN=fang,${physics}`]);
  });

  it('is read by its own attributes: stable ids, names, units; disabled accounts are suspended', async () => {
    const { people: all, departments, memberships, problems, extent } = await read();
    assert.deepEqual([problems, extent], [[], undefined]);
    const fang = all.find(({ campusNumber }) => campusNumber === 'E1');
    assert.match(fang?.externalId ?? '', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/u);
    const { externalId, ...facts } = fang ?? { externalId: '' };
    assert.deepEqual(facts, {
      displayName: '王芳',
      givenName: '芳',
      familyName: '王',
      email: 'fang@uni.test',
      campusNumber: 'E1',
      phone: '+8613900000001',
      locale: null,
      timezone: null,
      suspended: false,
    });
    assert.equal(all.find(({ familyName }) => familyName === 'One')?.suspended, true);
    const unit = departments.find(({ name }) => name === '物理, 系');
    const place = memberships.find(({ personExternalId }) => personExternalId === externalId);
    assert.equal(place?.departmentExternalId, unit?.externalId);
  });

  it('reads a large group whole, piece by piece; a group in a group lies in it', async () => {
    const { departments, memberships } = await read({ ...groupsAsUnits(), valuesAtOnce: 50 });
    const [inner, outer] = ['Inner', 'Outer'].map((cn) =>
      departments.find(({ name }) => name === cn),
    );
    assert.ok(inner && outer);
    assert.equal(inner.parentExternalId, outer.externalId);
    const of = (id: string) => memberships.filter((line) => line.departmentExternalId === id);
    assert.equal(of(inner.externalId).length, 170);
    assert.equal(of(outer.externalId).length, 1);
  });

  it('tells by uSNChanged what changed since, exactly', async () => {
    const { cursor } = await read();
    assert.ok(cursor);
    assert.deepEqual((await told(cursor)).people, []);
    await fixture().modify(`CN=fang,${physics}`, { mobile: '+8613900000002' });
    await fixture().addPerson('new', physics, { sn: 'New' });
    const since = await told(cursor);
    assert.deepEqual(since.people.map(({ familyName }) => familyName).sort(), ['New', '王']);
    assert.equal(since.memberships.length, 2);
    assert.deepEqual((await told(since.cursor ?? '')).people, []);
  });

  it('asks for a full run when a unit or the settings changed', async () => {
    const { cursor } = await read();
    assert.ok(cursor);
    await fixture().modify(`OU=Halle,${fixture().base}`, { description: 'Another' });
    assert.deepEqual(await changes(cursor), { fullRunDue: 'A unit was changed.' });
    const other = { units: null };
    assert.ok('fullRunDue' in (await changes(cursor, other)));
    const grouped = await read(groupsAsUnits());
    await fixture().addPerson('joins', physics, { sn: 'Joins' });
    assert.equal((await told(grouped.cursor ?? '', groupsAsUnits())).people.length, 1);
    await fixture().modify(`CN=Outer,${fixture().base}`, { member: [`CN=joins,${physics}`] });
    assert.ok('fullRunDue' in (await changes(grouped.cursor ?? '', groupsAsUnits())));
  });

  it('is looked up by campus number', async () => {
    const looked = await createLdapLook(fixture().settings).look('E1');
    assert.deepEqual([looked?.name, looked?.active], ['王芳', true]);
  });
}

describe('Active Directory on Samba', () => {
  let fixture: AdFixture | null = null;
  const here = () => fixture as AdFixture;
  before(async function () {
    fixture = await sambaFixture();
    if (!fixture) this.skip();
  });
  after(() => fixture?.stop());
  rules(here);

  it('is searched by objectGUID in bytes, written as text', async () => {
    const { base, settings } = here();
    const read = async (more: Change) =>
      (await createLdapSource({ ...settings, ...more }).snapshot('all')) as DepartmentsSnapshot;
    const { people: all } = await read({});
    const { externalId } = all.find(({ campusNumber }) => campusNumber === 'E1') ?? {
      externalId: '',
    };
    const where = [{ attribute: 'objectGUID', value: externalId }];
    const found = await read({ people: { base: base, where } });
    assert.deepEqual(
      found.people.map(({ campusNumber }) => campusNumber),
      ['E1'],
    );
  });

  it('finds people’s units by memberOf', async () => {
    const { base, settings } = here();
    const unitAttribute = 'memberOf';
    const units = { base, where: [{ attribute: 'objectClass', value: 'group' }], names: ['cn'] };
    const source = createLdapSource({ ...settings, people: { base, unitAttribute }, units });
    const { departments, memberships } = (await source.snapshot('all')) as DepartmentsSnapshot;
    const inner = departments.find(({ name }) => name === 'Inner');
    const outer = departments.find(({ name }) => name === 'Outer');
    assert.equal(
      memberships.filter((line) => line.departmentExternalId === inner?.externalId).length,
      170,
    );
    assert.ok(outer);
  });

  it('signs in by principal or account name; disabled, expired, locked: as a wrong password', async () => {
    const { addPerson, addUnit, modify, base, settings } = here();
    const unit = await addUnit('Login');
    const password = 'Fang-s3cret!';
    const far = '512';
    const person = async (name: string, more: object = {}) => {
      const dn = await addPerson(name, unit, { ...adPassword(password), ...more });
      await modify(dn, { userAccountControl: far, ...more });
      return dn;
    };
    await person('li');
    await person('shut', { userAccountControl: '514' });
    await person('over', { accountExpires: '116444736000000000' });
    await person('must', { pwdLastSet: '0' });
    await person('tried');
    await modify(base, { lockoutThreshold: '3' });
    const login = createLdapLogin(settings, ['userPrincipalName', 'sAMAccountName']);
    const proved = await login.prove('li@uni.test', password);
    assert.match(proved?.externalId ?? '', /^[\da-f-]{36}$/u);
    assert.deepEqual(await login.prove('li', password), proved);
    for (let n = 0; n < 4; n += 1) assert.equal(await login.prove('tried', 'wrong'), null);
    for (const name of ['shut', 'over', 'must', 'tried', 'nobody', 'l*', 'UNI\\li']) {
      assert.equal(await login.prove(name, password), null, name);
    }
    for (const wrong of ['', 'wrong']) assert.equal(await login.prove('li', wrong), null);
  });

  it('speaks TLS, by ldaps and by StartTLS, with the certificate checked', async function () {
    const { samba, settings } = here();
    if (!samba?.tls) return this.skip();
    const { url, ca } = samba.tls;
    const count = async (more: Change) =>
      (await createLdapSource({ ...settings, ...more }).snapshot('all')).people.length;
    assert.ok((await count({ url, ca: [ca] })) > 170);
    assert.ok((await count({ startTls: true, ca: [ca] })) > 170);
    await assert.rejects(count({ url }), { code: 'directory/unavailable' });
    await assert.rejects(count({ startTls: true }), { code: 'directory/unavailable' });
  });
});

describe('Active Directory on the stand-in', () => {
  let fixture: AdFixture | null = null;
  const here = () => fixture as AdFixture;
  before(async () => {
    fixture = await adStandInFixture();
  });
  after(() => fixture?.stop());
  rules(here);

  it('tells nothing of changes when another domain controller answers', async () => {
    const source = createLdapSource(here().settings);
    const { cursor } = (await source.snapshot('all')) as DepartmentsSnapshot;
    here().standIn?.becomeAnother();
    const due = await source.changes?.('all', cursor ?? '');
    assert.match(JSON.stringify(due), /Another domain controller/u);
  });

  it('takes a reference to another domain for a part that was not read, but not its own bookkeeping', async () => {
    const { directory } = here().standIn ?? assert.fail();
    const source = createLdapSource(here().settings);
    const own = ['CN=Configuration', 'DC=DomainDnsZones', 'DC=ForestDnsZones'];
    directory.references = own.map((name) => `ldap://uni.test/${name},DC=uni,DC=test`);
    const whole = (await source.snapshot('all')) as DepartmentsSnapshot;
    assert.deepEqual([whole.extent, whole.problems], [undefined, []]);
    directory.references.push('ldap://child.uni.test/DC=child,DC=uni,DC=test');
    const part = (await source.snapshot('all')) as DepartmentsSnapshot;
    assert.deepEqual([part.extent, part.cursor, part.problems.length], ['part', null, 1]);
  });

  it('reads a group of 5,000 in pieces of 1,500, and half a group is none', async () => {
    const { addGroup, addPerson, addUnit, base, settings, standIn } = here();
    const unit = await addUnit('Large');
    const names = await Promise.all(
      Array.from({ length: 5_000 }, (_, n) => addPerson(`m${n}`, unit, { sn: `M${n}` })),
    );
    await addGroup('Everybody', names);
    const units = { base, where: [{ attribute: 'cn', value: 'Everybody' }], members: 'member' };
    const source = createLdapSource({ ...settings, people: { base: unit }, units });
    const { memberships } = (await source.snapshot('all')) as DepartmentsSnapshot;
    assert.equal(memberships.length, 5_000);
    const { directory } = standIn ?? assert.fail();
    const { shows } = directory;
    directory.shows = (entry, wanted) =>
      wanted.some((name) => name.startsWith('member;range=3000')) ? {} : shows(entry, wanted);
    await assert.rejects(source.snapshot('all'), { code: 'directory/bad-answer' });
    directory.shows = shows;
  });
});
