import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { bridgeSettings } from '../../../../test/bridge-settings.ts';
import { closeFirst, forEachDatabase } from '../../../../test/databases.ts';
import { runRawBridge } from '../../../../test/raw-bridge.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { PortalDetails } from './portal.ts';

const origin = 'https://my.uni.test';
const issuer = `${origin}/portal`;
const audience = bridgeSettings.CAMPUS_MEET_URL;
const secret = 'Zk3vR8xTq1LmWc6Yb0NhPd7Js4Gf9Ua2';
const details: PortalDetails = {
  issuer,
  name: 'Intranet',
  origins: [origin],
  trust: { kind: 'secret', secret },
};

async function fixture(db: Database, change: Partial<PortalDetails> = {}) {
  const clock = settableClock();
  const bridge = await runRawBridge(db, clock);
  const admin = bridge.bridge.registry.portals;
  await admin.add({ ...details, ...change });
  let count = 0;
  const claims = () => ({
    iss: issuer,
    aud: audience,
    sub: 'u-1',
    jti: `token-number-${(count += 1)}`,
    exp: Math.floor(clock.now() / 1000) + 120,
    name: '王芳 <b>',
    email: 'fang@uni.test',
    courses: [{ id: 'CS101', title: '数据结构', role: 'editing-teacher' }],
  });
  const launch = async (token: string, body: object = {}) =>
    bridge.send({
      method: 'POST',
      path: '/api/portal/launches',
      body: { token, panel: 'home', origin, ...body },
    });
  /** A token of the portal with these claims changed; undefined leaves one out. */
  const token = (more: object = {}, key: CryptoKey | Uint8Array = bytes(secret), alg = 'HS256') =>
    new SignJWT({ ...claims(), ...more }).setProtectedHeader({ alg }).sign(key);
  return { db, clock, bridge, admin, launch, token };
}
const bytes = (text: string) => new TextEncoder().encode(text);

forEachDatabase('A launch by a portal', (open) => {
  it('makes person, course and membership, and a ticket that opens a session', async () => {
    const { db, bridge, launch, token } = await fixture(await open());
    const answer = await launch(await token(), { panel: 'course', course: 'CS101' });
    assert.equal(answer.status, 200, answer.text);
    const { ticket, path } = JSON.parse(answer.text) as { ticket: string; path: string };
    const [course] = (await db('courses').select()) as { id: string; title: string }[];
    assert.equal(path, `/course/${course?.id}`);
    const opened = await bridge.send({ method: 'POST', path: '/api/sessions', body: { ticket } });
    const session = JSON.parse(opened.text) as {
      person: { displayName: string };
      session: { accessToken: string };
    };
    assert.equal(session.person.displayName, '王芳 <b>');
    const mine = await bridge.send({ path: '/api/courses', token: session.session.accessToken });
    assert.match(mine.text, /"role":"editing-teacher","mayHost":true/u);
    await launch(await token());
    assert.equal((await db('people').select('id')).length, 1, 'the same person again');
  });

  it('goes where the panel is asked for', async () => {
    const { launch, token } = await fixture(await open());
    const pathOf = async (body: object) =>
      (JSON.parse((await launch(await token(), body)).text) as { path?: string }).path;
    assert.equal(await pathOf({ panel: 'home' }), '/');
    assert.equal(await pathOf({ panel: 'ringer' }), '/ringer');
    assert.match((await pathOf({ panel: 'course' })) ?? '', /^\/course\//u);
    const unknown = await launch(await token(), { panel: 'course', course: 'CS999' });
    assert.equal(unknown.code, 'portal/course-unknown');
    const none = await launch(await token({ courses: [] }), { panel: 'course' });
    assert.equal(none.code, 'portal/course-unknown');
  });

  it('knows people and courses of the LMS whose ids the portal uses', async () => {
    const { db, launch, token } = await fixture(await open(), { realm: 'https://lms.uni.test' });
    const row = { id: 'c', realm: 'https://lms.uni.test', external_id: 'CS101', title_from: 'x' };
    await db('courses').insert({ ...row, title: 'Known', created_at: 1, updated_at: 1 });
    const answer = await launch(await token(), { panel: 'course' });
    assert.match(answer.text, /"path":"\/course\/c"/u);
  });

  it('is refused, each for its reason', async () => {
    const { clock, db, launch, token, admin } = await fixture(await open());
    const now = Math.floor(clock.now() / 1000);
    const refused: [string, string | Promise<string>, object?][] = [
      ['portal/token-malformed', 'this is not a token at all'],
      ['portal/token-malformed', token({ iss: undefined })],
      ['portal/unknown', token({ iss: 'https://other.test' })],
      ['portal/origin', token(), { origin: 'https://evil.test' }],
      ['portal/token-signature', token({}, bytes('x'.repeat(32)))],
      ['portal/token-signature', token({}, bytes(secret), 'HS512')],
      ['portal/token-signature', tampered(await token())],
      ['portal/token-signature', unsigned(await token())],
      ['portal/token-signature', demanding(await token(), ['exp'])],
      ['portal/token-signature', demanding(await token(), ['https://x.test/ext'])],
      ['portal/token-malformed', demanding(await token(), [])],
      ['portal/token-malformed', demanding(await token(), null)],
      ['portal/token-expired', token({ exp: now - 31 })],
      ['portal/token-not-yet', token({ nbf: now + 31 })],
      ['portal/token-lifetime', token({ exp: now + 400 })],
      ['portal/token-audience', token({ aud: 'https://other.test' })],
      ['portal/token-claims', token({ sub: '' })],
      ['portal/token-claims', token({ jti: undefined })],
      ['portal/token-claims', token({ exp: undefined })],
      ['portal/token-claims', token({ name: undefined })],
      ['portal/token-claims', token({ name: 'bell\u0007' })],
      ['portal/token-claims', token({ email: 'no address' })],
      ['portal/token-claims', token({ courses: [{ id: 'C', title: 'T', role: 'king' }] })],
      ['request/invalid', token(), { panel: 'kitchen' }],
      ['request/invalid', token(), { origin: 'javascript:alert(1)' }],
    ];
    for (const [code, made, body] of refused) {
      const answer = await launch(await made, body);
      assert.equal(answer.code, code, answer.text);
      assert.doesNotMatch(answer.text, /eyJ/u);
    }
    assert.deepEqual(await db('people').select('id'), []);
    const [portal] = await admin.list();
    await admin.remove(portal?.id ?? '');
    assert.equal((await launch(await token())).code, 'portal/unknown');
  });

  it('is nobody by a number or address that the portal may not vouch for', async () => {
    const { db, launch, token, admin } = await fixture(await open());
    const said = { sub: 'u-9', campus_number: 'a 9', email: 'root@uni.test', name: 'Root' };
    const held = async () => {
      await launch(await token(said));
      const row = (await db('people').where({ display_name: 'Root' }).first()) as
        { campus_number: string | null; email_key: string | null } | undefined;
      return [row?.campus_number, row?.email_key];
    };
    assert.deepEqual(await held(), [null, null]);
    const [portal] = await admin.list();
    assert.equal(await admin.trust(portal?.id ?? '', ['campusNumber']), true);
    await db('person_records').update({ hash: 'something else was said' });
    assert.deepEqual(await held(), ['A9', null]);
    assert.equal(await admin.trust('no portal', ['mail']), false);
  });

  it('ends with the portal, when IT removes it: what was opened from it, and it is in the audit log', async () => {
    const { db, bridge, admin, launch, token } = await fixture(await open());
    const opened = async (by: string) => {
      const launched = await launch(by, { panel: 'course', course: 'CS101' });
      const { ticket, path } = JSON.parse(launched.text) as { ticket: string; path: string };
      const answer = await bridge.send({ method: 'POST', path: '/api/sessions', body: { ticket } });
      const { session } = JSON.parse(answer.text) as { session: { accessToken: string } };
      return () =>
        bridge.send({ path: `/api/courses${path.slice(7)}`, token: session.accessToken });
    };
    const course = await opened(await token());
    assert.equal((await course()).status, 200);
    const [portal] = await admin.list();
    const id = portal?.id ?? '';
    const mirror = await admin.add({ ...details, issuer: 'urn:mirror', realm: issuer });
    assert.equal(await admin.dismiss(mirror.id), true);
    assert.equal((await course()).status, 200, 'its courses are another portal’s as well');
    assert.equal(await admin.dismiss(id), true);
    assert.equal((await course()).status, 401);
    assert.equal((await launch(await token())).code, 'portal/unknown');
    assert.equal(await admin.dismiss(id), false);
    const deeds = await db('audit_entries').where({ action: 'portal.remove' }).orderBy('seq');
    assert.deepEqual(
      deeds.map((one: { actor_id: string | null; subject_id: string }) => [
        one.actor_id,
        one.subject_id,
      ]),
      [
        [null, mirror.id],
        [null, id],
      ],
    );
  });

  it('takes a token once, however many come at the same moment', async () => {
    const { launch, token } = await fixture(await open());
    const one = await token();
    const answers = await Promise.all([1, 2, 3, 4].map(() => launch(one)));
    const codes = answers.map(({ code }) => code ?? 'ok').sort();
    assert.deepEqual(codes, ['ok', 'portal/token-used', 'portal/token-used', 'portal/token-used']);
  });

  it('bears clocks that differ a little', async () => {
    const { clock, launch, token } = await fixture(await open());
    const now = Math.floor(clock.now() / 1000);
    const early = await token({ nbf: now + 25, iat: now + 25, exp: now + 320 });
    assert.equal((await launch(early)).status, 200);
    assert.equal((await launch(await token({ exp: now - 25 }))).status, 200);
  });

  for (const alg of ['EdDSA', 'RS256', 'ES256']) {
    it(`checks ${alg} by a registered public key, and by keys at an address`, async () => {
      const keys = await generateKeyPair(alg, { extractable: true });
      const pem = await exportSPKI(keys.publicKey);
      const { launch, token, admin } = await fixture(await open(), {
        trust: { kind: 'public-key', pem },
      });
      assert.equal((await launch(await token({}, keys.privateKey, alg))).status, 200);
      // A public key is no secret: who signs with its text is refused.
      assert.equal((await launch(await token({}, bytes(pem)))).code, 'portal/token-signature');
      const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), alg }] };
      const server = createServer((_, reply) => void reply.end(JSON.stringify(jwks)));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      closeFirst(() => new Promise((resolve) => server.close(() => resolve())));
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/keys.json`;
      await admin.add({ ...details, trust: { kind: 'jwks', url } });
      assert.equal((await launch(await token({}, keys.privateKey, alg))).status, 200);
      const others = await generateKeyPair(alg);
      const forged = await launch(await token({}, others.privateKey, alg));
      assert.equal(forged.code, 'portal/token-signature');
      await admin.add({ ...details, trust: { kind: 'jwks', url: 'http://127.0.0.1:1/' } });
      const away = await launch(await token({}, keys.privateKey, alg));
      assert.equal(away.code, 'portal/keys-unavailable');
    });
  }

  it('says what is wrong with a portal that is registered', async () => {
    const { admin } = await fixture(await open());
    const wrong: Partial<PortalDetails>[] = [
      { issuer: '' },
      { origins: [] },
      { origins: ['https://my.uni.test/path'] },
      { origins: ['javascript:alert(1)'] },
      { trust: { kind: 'secret', secret: 'short' } },
      { trust: { kind: 'secret', secret: 'x'.repeat(40) } },
      { trust: { kind: 'public-key', pem: '-----BEGIN PRIVATE KEY-----' } },
      { trust: { kind: 'jwks', url: 'file:///etc/passwd' } },
    ];
    for (const change of wrong) {
      // What is refused may be thrown or rejected.
      await assert.rejects(async () => admin.add({ ...details, ...change }), {
        code: 'request/invalid',
      });
    }
  });
});

/** The same token that says something else. */
function tampered(token: string): string {
  const [head, body = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'u-2' })).toString('base64url');
  return [head, other, signature].join('.');
}

function unsigned(token: string): string {
  const head = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${head}.${token.split('.')[1]}.`;
}

/** The same token whose header says what must be understood (RFC 7515, 4.1.11). */
function demanding(token: string, crit: unknown): string {
  const header = { alg: 'HS256', crit, exp: 1, 'https://x.test/ext': true };
  const head = Buffer.from(JSON.stringify(header)).toString('base64url');
  return [head, ...token.split('.').slice(1)].join('.');
}
