import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import pino from 'pino';
import { directoryCommand } from '../../cli/directory.ts';
import { createSync } from '../../features/directory/sync/index.ts';
import { openDatabase } from '../../kernel/database.ts';
import { crowd, ldif } from '../../../test/ldap-fixtures.ts';
import { aCampus } from '../../../test/roster-fixtures.ts';
import { startSlapd, type Slapd } from '../../../test/slapd.ts';
import { createLdapLogin, createLdapSource, inspectDirectory, type LdapSettings } from './index.ts';

const base = 'dc=uni,dc=test';
let slapd: Slapd | null = null;
let expired: Slapd | null = null;

const settings = (more: Partial<LdapSettings> = {}): LdapSettings => ({
  name: 'campus',
  url: slapd?.url ?? '',
  bind: slapd?.bind ?? null,
  people: { base },
  units: { base },
  ...more,
});
/** What `npm run campus -- directory` prints. */
async function tried(more: Partial<LdapSettings> = {}): Promise<[number, string]> {
  const lines: string[] = [];
  const code = await directoryCommand(
    () => inspectDirectory(settings(more)),
    (line) => lines.push(line),
  );
  return [code, lines.join('\n')];
}

describe('trying a directory, on slapd', () => {
  before(async function () {
    slapd = await startSlapd({ ldif: ldif(crowd(12)) });
    expired = await startSlapd({ ldif: ldif([]), expired: true });
    if (!slapd) this.skip();
  });
  after(() => Promise.all([slapd?.stop(), expired?.stop()]));

  it('counts people and units and shows three people, field by field', async () => {
    const [code, text] = await tried();
    assert.equal(code, 0, text);
    assert.match(text, /✓ 3 units below/u);
    assert.match(text, /✓ 12 people below .*, 0 of them suspended/u);
    assert.match(text, /✓ 12 of 12 people are in a unit/u);
    assert.match(text, /\? Nobody has mobile \(phone\)/u);
    assert.match(text, /campusNumber +employeeNumber +EP0\n/u);
    assert.equal(text.match(/^uid=/gmu)?.length, 3);
    assert.match(text, /units +计算机, 软件/u);
  });

  it('says in words what is wrong and how to mend it', async function () {
    if (!slapd?.tls || !expired?.tls) return this.skip();
    const wrong: [Partial<LdapSettings>, RegExp][] = [
      [{ url: 'ldap://127.0.0.1:1' }, /ECONNREFUSED[\s\S]*port of LDAP_URL/u],
      [{ url: 'ldap://nowhere.invalid' }, /ENOTFOUND|EAI_AGAIN/u],
      [{ bind: { dn: slapd.bind.dn, password: 'wrong' } }, /\(49\)[\s\S]*Wrong LDAP_BIND_DN/u],
      [{ bind: { dn: slapd.bind.dn, password: '' } }, /no password/u],
      [{ people: { base: `ou=no,${base}` } }, /\(32\)[\s\S]*no such base/u],
      [{ people: { base, where: [{ attribute: 'uid', value: 'x' }] } }, /None with uid=x/u],
      [{ dialect: 'active-directory' }, /Set LDAP_DIALECT=openldap/u],
      [{ url: slapd.tls.url }, /DEPTH_ZERO_SELF_SIGNED_CERT[\s\S]*LDAP_SETTINGS/u],
      [{ url: slapd.tls.url, ca: [expired.tls.ca] }, /[A-Z_]+CERT[A-Z_]*|UNABLE_TO_VERIFY/u],
      [
        { url: slapd.tls.url.replace('localhost', '127.0.0.1'), ca: [slapd.tls.ca] },
        /ERR_TLS_CERT_ALTNAME_INVALID[\s\S]*another name/u,
      ],
      [{ url: slapd.url, startTls: true, ca: [slapd.tls.ca] }, /ERR_TLS_CERT_ALTNAME_INVALID/u],
      [{ url: expired.tls.url, ca: [expired.tls.ca] }, /CERT_HAS_EXPIRED[\s\S]*renew/u],
    ];
    for (const [more, expected] of wrong) {
      const [code, text] = await tried(more);
      assert.equal(code, 1, text);
      assert.match(text, expected);
      assert.doesNotMatch(text, /✓ \d+ people/u);
    }
  });

  it('no password reaches a log, a failure, a run or what is printed', async () => {
    const { url = '', tls = null, bind: reader = { dn: '', password: '' } } = slapd ?? {};
    const secrets = ['R3ader-pa55word', 'P3rson-pa55word', reader.password];
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const told: unknown[] = [];
    const bind = { dn: reader.dn, password: 'R3ader-pa55word' };
    const ways: Partial<LdapSettings>[] = [
      ...[{}, { bind }, { bind, url: 'ldap://127.0.0.1:1' }, { url: tls?.url ?? url }],
      ...[{ startTls: true }, { people: { base: 'no name' } }, { pageSize: 1, maxEntries: 1 }],
    ];
    const campus = await aCampus(openDatabase({ kind: 'sqlite', file: ':memory:' }));
    for (const way of ways) {
      const source = createLdapSource(settings(way));
      const syncService = createSync({ ...campus, log, sources: [source] });
      for (const changes of [false, true]) told.push(await syncService.run('campus', { changes }));
      told.push(await source.snapshot('all').catch((error: unknown) => error));
      told.push(await tried(way));
      const login = createLdapLogin(settings(way), ['uid']);
      const proved = await login.prove('p0', 'P3rson-pa55word').catch((error: unknown) => error);
      told.push(proved);
      log.error({ err: proved, proved }, 'logging in');
    }
    const rows = await campus.db('roster_runs');
    const all = [...lines, JSON.stringify(rows), inspect(told, { depth: Infinity })].join('\n');
    assert.ok(all.includes('directory/refused') && all.length > 5_000);
    for (const secret of secrets) {
      assert.ok(
        !all.includes(secret),
        all.slice(Math.max(0, all.indexOf(secret) - 200)).slice(0, 400),
      );
    }
    await campus.db.destroy();
  });
});
