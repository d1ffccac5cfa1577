import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { Attribute, Change, Client } from 'ldapts';
import { crowd, ldif } from '../../../test/ldap-fixtures.ts';
import { aCampus } from '../../../test/roster-fixtures.ts';
import { startSlapd, type Slapd } from '../../../test/slapd.ts';
import type { DepartmentsSnapshot } from '../../features/directory/sync/ports.ts';
import { openDatabase } from '../../kernel/database.ts';
import { createLdapSource, type LdapSettings } from './index.ts';

const base = 'dc=uni,dc=test';
const inCollege = 'ou=工学院,ou=people,dc=uni,dc=test';

const settingsFor = (slapd: Slapd, more: Partial<LdapSettings> = {}): LdapSettings => ({
  name: 'campus',
  url: slapd.url,
  bind: slapd.bind,
  people: { base },
  units: { base },
  ...more,
});
const read = async (slapd: Slapd, more: Partial<LdapSettings> = {}) =>
  (await createLdapSource(settingsFor(slapd, more)).snapshot('all')) as DepartmentsSnapshot;

/** Changes entries as the directory's own administrator. */
async function asRoot(slapd: Slapd, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ url: slapd.url });
  await client.bind(slapd.root.dn, slapd.root.password);
  await work(client);
  await client.unbind();
}

const replace = (type: string, value: string) =>
  new Change({ operation: 'replace', modification: new Attribute({ type, values: [value] }) });

describe('changes of a directory, on slapd', () => {
  let slapd: Slapd | null = null;
  const here = () => slapd as Slapd;
  before(async function () {
    // Everybody was changed for the last time long ago.
    const long = 'modifyTimestamp: 20250101000000Z\n';
    slapd = await startSlapd({
      ldif: ldif(crowd(40)).replaceAll(/^uid: .*\n/gmu, (uid) => uid + long),
    });
    if (!slapd) this.skip();
  });
  after(() => slapd?.stop());

  it('are told by modifyTimestamp; what follows in the same second is not missed', async () => {
    const source = createLdapSource(settingsFor(here()));
    const since = async (cursor: string) => {
      const answer = await source.changes?.('all', cursor);
      assert.ok(answer && !('fullRunDue' in answer), JSON.stringify(answer));
      return answer;
    };
    const { cursor } = await read(here());
    const mails = ({ people }: DepartmentsSnapshot) => people.map(({ email }) => email).sort();
    await asRoot(here(), (client) =>
      client.modify(`uid=p1,${inCollege}`, replace('mobile', '+8613900000001')),
    );
    const first = await since(cursor ?? '');
    assert.ok(mails(first).includes('p1@uni.test'));
    assert.ok(first.people.length < 40 && first.memberships.length === first.people.length);
    await asRoot(here(), (client) =>
      client.modify(`uid=p3,${inCollege}`, replace('mobile', '+8613900000003')),
    );
    const second = await since(first.cursor ?? '');
    assert.ok(mails(second).includes('p3@uni.test'));
    assert.equal(
      second.people.find(({ email }) => email === 'p3@uni.test')?.phone,
      '+8613900000003',
    );
  });

  it('of units are told by reading everything', async () => {
    const source = createLdapSource(settingsFor(here()));
    const { cursor } = await read(here());
    await asRoot(here(), (client) => client.modify(inCollege, replace('description', 'moved')));
    assert.deepEqual(await source.changes?.('all', cursor ?? ''), {
      fullRunDue: 'A unit was changed.',
    });
    assert.ok('fullRunDue' in ((await source.changes?.('all', 'nonsense')) ?? {}));
  });

  it('in groups: 5,000 members at once, and a full run when one comes', async () => {
    const names = Array.from({ length: 5_000 }, (_, n) => `uid=m${n},${base}`);
    const member = [...names, `uid=p1,${inCollege}`];
    await asRoot(here(), (client) =>
      client.add(`cn=all,${base}`, {
        objectClass: 'groupOfUniqueNames',
        cn: 'all',
        uniqueMember: member,
      }),
    );
    const units = {
      base,
      where: [{ attribute: 'objectClass', value: 'groupOfUniqueNames' }],
      members: 'uniqueMember',
      names: ['cn'],
    };
    const { memberships, problems, cursor } = await read(here(), { units });
    assert.equal(memberships.length, 1);
    assert.match(problems[0]?.reason ?? '', /^5000 members are no people/u);
    const add = new Change({
      operation: 'add',
      modification: new Attribute({ type: 'uniqueMember', values: [`uid=p3,${inCollege}`] }),
    });
    await asRoot(here(), (client) => client.modify(`cn=all,${base}`, add));
    const source = createLdapSource(settingsFor(here(), { units }));
    assert.ok('fullRunDue' in ((await source.changes?.('all', cursor ?? '')) ?? {}));
  });

  it('groups that lie in each other in a circle are cut, and told', async () => {
    const group = (cn: string, inner: string) => ({
      objectClass: 'groupOfUniqueNames',
      cn,
      uniqueMember: `cn=${inner},ou=people,${base}`,
    });
    const cycle = ['a', 'b', 'c'];
    await asRoot(here(), async (client) => {
      for (const [n, cn] of cycle.entries()) {
        await client.add(`cn=${cn},ou=people,${base}`, group(cn, cycle[(n + 1) % 3] ?? ''));
      }
    });
    const where = [{ attribute: 'objectClass', value: 'groupOfUniqueNames' }];
    const units = { base: `ou=people,${base}`, where, members: 'uniqueMember', names: ['cn'] };
    const { departments, problems } = await read(here(), { units });
    assert.equal(departments.length, 3);
    assert.equal(departments.filter((unit) => unit.parentExternalId === null).length, 1);
    assert.match(problems[0]?.reason ?? '', /circle/u);
  });
});

describe('referrals of a directory, on two slapds', () => {
  let servers: Slapd[] = [];
  before(async function () {
    const branch = `dn: ou=branch,${base}\n`;
    const there = await startSlapd({
      ldif: `${ldif([])}\n${branch}objectClass: organizationalUnit\nou: branch\n\n${[1, 2]
        .map(
          (n) =>
            `dn: uid=b${n},ou=branch,${base}\nobjectClass: inetOrgPerson\ncn: b${n}\nsn: B${n}\n`,
        )
        .join('\n')}`,
    });
    if (!there) return this.skip();
    const ref = `ref: ${there.url}/ou=branch,${base}\n`;
    const away = `${branch}objectClass: referral\nobjectClass: extensibleObject\nou: branch\n${ref}`;
    const here = await startSlapd({ ldif: `${ldif(crowd(8))}\n${away}` });
    servers = here ? [here, there] : [there];
  });
  after(() => Promise.all(servers.map((one) => one.stop())));
  const both = () => servers as [Slapd, Slapd];

  it('that the settings do not name make nobody a leaver, and are reported', async () => {
    const [here, there] = both();
    const settings = settingsFor(here, { referrals: [there.url] });
    const follows = createLdapSource(settings);
    const campus = await aCampus(openDatabase({ kind: 'sqlite', file: ':memory:' }), [follows]);
    const [first] = await campus.syncService.run('campus');
    assert.equal(first?.counts.people?.added, 10);
    const stays = createLdapSource({ ...settings, referrals: [] });
    follows.snapshot = stays.snapshot;
    campus.clock.move(1000);
    const [second] = await campus.syncService.run('campus', { confirm: true });
    assert.equal(second?.state, 'unchanged');
    assert.match(second.report.problems[0]?.where ?? '', /^ldap:\/\/.*ou=branch/u);
    await campus.db.destroy();
  });

  it('are followed only to named hosts, with everybody there, and without a cursor', async () => {
    const [here, there] = both();
    const { people, departments, problems, extent, cursor } = await read(here, {
      referrals: [there.url],
    });
    assert.deepEqual([people.length, problems, extent, cursor], [10, [], undefined, null]);
    assert.ok(departments.some(({ name }) => name === 'branch'));
  });

  it('never lead the account to another host', async () => {
    const [here] = both();
    let calls = 0;
    const listener = createServer((socket) => {
      calls += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.2', resolve));
    const { port } = listener.address() as AddressInfo;
    await asRoot(here, (client) =>
      client.add(`ou=trap,${base}`, {
        objectClass: ['referral', 'extensibleObject'],
        ou: 'trap',
        ref: `ldap://127.0.0.2:${port}/ou=trap,${base}`,
      }),
    );
    const { extent } = await read(here, { referrals: ['ldap://127.0.0.1:1'] }).catch(() => ({
      extent: 'away',
    }));
    assert.equal(extent, 'away', 'the named host is down: that is a failure, not a part');
    assert.equal((await read(here, { referrals: [] })).extent, 'part');
    assert.equal(calls, 0);
    listener.close();
  });
});
