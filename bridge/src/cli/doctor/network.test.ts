import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import getPort from 'get-port';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import { makeCertificate } from '../../../test/certificates.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { resultsOf } from '../../../test/doctor-fixture.ts';
import { webServer } from '../../../test/web-server.ts';
import { composeBridge } from '../../app/bridge.ts';
import { platformKeyCount } from '../../app/adapters.ts';
import { readConfig } from '../../app/config.ts';
import { dayMs, settableClock, systemClock } from '../../kernel/clock.ts';
import { Failure } from '../../kernel/failure.ts';
import { createLog } from '../../kernel/log.ts';
import { clockCheck } from './checks/clock.ts';
import { ltiCheck } from './checks/lti.ts';
import { tlsCheck } from './checks/tls.ts';
import type { Check } from './result.ts';

const resultOf = async ({ run }: Check) => [await run()].flat()[0];

describe('doctor, on certificates', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-meet-tls-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const serving = async (names: string, options: { expired?: boolean } = {}) => {
    const made = makeCertificate(folder, names, options);
    if (!made) return null;
    const server = createTlsServer({
      cert: readFileSync(made.certFile),
      key: readFileSync(made.keyFile),
    })
      .on('tlsClientError', () => undefined)
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { ca: made.ca, port: (server.address() as AddressInfo).port, server };
  };

  it('counts the days that they are still valid', async function () {
    const at = await serving('DNS:localhost');
    if (!at) return this.skip();
    const ldap = { LDAP_URL: `ldaps://localhost:${at.port}`, LDAP_BASE: 'dc=uni,dc=test' };
    const own = { ...ldap, LDAP_SETTINGS: JSON.stringify({ ca: [at.ca] }) };
    const config = readConfig({ ...bridgeSettings, ...own });
    const now = await resultOf(tlsCheck({ config, clock: systemClock }));
    assert.equal(now?.code, 'tls/soon', now?.seen);
    assert.match(now.seen, /valid until \d{4}-\d\d-\d\d, 1 days/u);
    const earlier = settableClock(Date.now() - 90 * dayMs);
    assert.equal((await resultOf(tlsCheck({ config, clock: earlier })))?.state, 'ok');
    at.server.close();
  });

  it('names what is expired, of another name, or signed by nobody', async function () {
    const url = (port: number) => ({ JITSI_LIBRARY_URL: `https://localhost:${port}/lib.js` });
    const unknown = await serving('DNS:localhost');
    if (!unknown) return this.skip();
    const [nobody] = await resultsOf(url(unknown.port), 'tls');
    assert.match(nobody?.words ?? '', /SELF_SIGNED_CERT.*NODE_EXTRA_CA_CERTS/u);
    const other = await serving('DNS:other.uni.test');
    const expired = await serving('DNS:localhost', { expired: true });
    assert.ok(other && expired);
    const ldap = (port: number, ca: string) => ({
      LDAP_URL: `ldaps://localhost:${port}`,
      LDAP_BASE: 'dc=uni,dc=test',
      LDAP_SETTINGS: JSON.stringify({ ca: [ca] }),
    });
    const [wrongName] = await resultsOf(ldap(other.port, other.ca), 'tls');
    assert.match(wrongName?.words ?? '', /ERR_TLS_CERT_ALTNAME_INVALID.*another name/u);
    const [over] = await resultsOf(ldap(expired.port, expired.ca), 'tls');
    assert.match(over?.words ?? '', /CERT_HAS_EXPIRED.*renew it/u);
    for (const { server } of [unknown, other, expired]) server.close();
  });
});

describe('doctor, on clocks', () => {
  it('compares ours with those of others', async () => {
    let behindMs = 0;
    const other = await webServer((_, response) => {
      response.setHeader('Date', new Date(Date.now() - behindMs).toUTCString());
      response.end();
    });
    const check = clockCheck({ clock: systemClock }, () => Promise.resolve([other.url]));
    assert.equal((await resultOf(check))?.state, 'ok');
    behindMs = 15_000;
    assert.equal((await resultOf(check))?.code, 'clock/off');
    behindMs = 3_600_000;
    const wrong = await resultOf(check);
    assert.equal(wrong?.code, 'clock/wrong');
    assert.match(`${wrong.seen} ${wrong.mend ?? ''}`, /ahead of.*NTP/u);
    await other.stop();
    assert.equal((await resultOf(check))?.state, 'not-configured');
  });
});

describe('doctor, on LTI platforms', () => {
  const config = readConfig({ ...bridgeSettings, LTI_ALLOW_HTTP: 'true' });
  const look = (jwksUrl: string, more: { status?: string; roster?: Failure | null } = {}) => {
    const { status = 'active', roster } = more;
    const platform = { id: 'p', name: 'Lakeside', status, jwksUrl };
    const answer = { courseExternalId: null, members: [], problems: [] };
    return resultOf(
      ltiCheck({
        keyCount: (url) => platformKeyCount(config, url),
        known: () =>
          Promise.resolve({
            platforms: () => Promise.resolve([platform]),
            someRosterAddress: () =>
              Promise.resolve(roster === undefined ? null : 'https://lms.uni.test/members'),
            nrpsMembers: () => (roster ? Promise.reject(roster) : Promise.resolve(answer)),
          }),
      }),
    );
  };

  it('reads their keys as launches do, and asks for a roster with ours', async () => {
    let keys: unknown = [{ kty: 'RSA', kid: '1', n: 'AQAB', e: 'AQAB' }];
    const lms = await webServer((_, response) => response.end(JSON.stringify({ keys })));
    const url = `${lms.url}/certs.php`;
    assert.match((await look(url))?.seen ?? '', /shows its keys; whether it takes ours/u);
    assert.match((await look(url, { roster: null }))?.seen ?? '', /takes ours/u);
    const refused = new Failure('lti/platform-refused', { detail: 'invalid_client' });
    assert.equal((await look(url, { roster: refused }))?.code, 'lti/platform-refused');
    keys = [];
    assert.equal((await look(url))?.code, 'lti/no-keys');
    keys = 'none';
    assert.equal((await look(url))?.code, 'lti/platform-bad-answer');
    await lms.stop();
    assert.equal((await look(url))?.code, 'lti/platform-unavailable');
    assert.equal((await look('https://10.1.2.3/keys'))?.code, 'lti/address-refused');
    assert.equal((await look(url, { status: 'pending' }))?.code, 'lti/pending');
  });
});

forEachDatabase('doctor, on the address of the bridge', (open) => {
  it('goes through to the bridge, by request and by socket', async () => {
    const db = await open();
    const port = await getPort();
    const settings = { CAMPUS_MEET_URL: `http://127.0.0.1:${port}` };
    const config = readConfig({ ...bridgeSettings, ...settings });
    const bridge = composeBridge({ config, db, clock: systemClock, log: createLog('silent') });
    bridge.server.listen(port, '127.0.0.1');
    await once(bridge.server, 'listening');
    const codes = (await resultsOf(settings, 'address')).map(({ code }) => code);
    assert.deepEqual(codes, ['address/ok', 'address/websocket']);
    await bridge.close();
  });

  it('tells a proxy that passes requests only', async () => {
    const proxy = await webServer((_, response) =>
      response.end(JSON.stringify({ status: 'ok', checks: { database: 'ok' } })),
    );
    const [ready, socket] = await resultsOf({ CAMPUS_MEET_URL: proxy.url }, 'address');
    assert.equal(ready?.code, 'address/ok');
    assert.equal(socket?.code, 'address/no-websocket');
    assert.match(socket.words, /proxy_set_header Upgrade/u);
    await proxy.stop();
  });

  it('tells a proxy that leads elsewhere, and nobody at all', async () => {
    const other = await webServer((_, response) => response.end('<h1>It works!</h1>'));
    const [elsewhere] = await resultsOf({ CAMPUS_MEET_URL: other.url }, 'address');
    assert.equal(elsewhere?.code, 'address/not-ours');
    await other.stop();
    const [nobody] = await resultsOf({ CAMPUS_MEET_URL: other.url }, 'address');
    assert.match(nobody?.words ?? '', /ECONNREFUSED.*Does the bridge run/u);
  });
});
