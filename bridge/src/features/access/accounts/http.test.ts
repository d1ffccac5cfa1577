import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runBridge } from '../../../../test/call-fixture.ts';
import { campus, logsInWith } from '../../../../test/campus.ts';
import { closeFirst, forEachDatabase } from '../../../../test/databases.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { OpenSession } from '../sessions/contract.ts';

const phone = '+8613812345678';
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** An SMS gateway; `next` is the next code that it is given. */
async function gateway() {
  const texts: string[] = [];
  const readers: ((text: string) => void)[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { text } = JSON.parse(Buffer.concat(parts).toString()) as { text: string };
      const reader = readers.shift();
      if (reader) reader(text);
      else texts.push(text);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeFirst(() => new Promise((resolve) => server.close(() => resolve())));
  const code = (text: string) => /\b\d{6}\b/u.exec(text)?.[0] ?? '';
  const next = () =>
    new Promise<string>((resolve) => {
      const text = texts.shift();
      if (text === undefined) readers.push((told) => resolve(code(told)));
      else resolve(code(text));
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, next };
}

async function fixture(db: Database) {
  const clock = settableClock();
  const sms = await gateway();
  const registered = campus(db, clock);
  const fang = await registered.person('王芳');
  await db('people').where({ id: fang.id }).update({ phone, phone_key: phone });
  await logsInWith(db, fang.id, { phone });
  const { bridge } = await runBridge(db, clock, { SMS_URL: sms.url, SMS_SECRET: 'gw-7Kq2xLm9' });
  const base = `http://127.0.0.1:${(bridge.server.address() as AddressInfo).port}`;
  const send = async (method: string, path: string, { body, ...headers }: Sent = {}) => {
    const answer = await fetch(base + path, {
      method,
      headers: { 'Content-Type': 'application/json', 'User-Agent': browser, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const reply = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, reply, headers: answer.headers };
  };
  return { send, sms, fang, clock, registered };
}
type Sent = { body?: unknown; Authorization?: string; Cookie?: string; Origin?: string };

forEachDatabase('Logging in over HTTP', (open) => {
  it('answers the same for people and strangers; the code comes by SMS and opens a session', async () => {
    const { send, sms, fang } = await fixture(await open());
    assert.deepEqual((await send('GET', '/api/login')).reply, {
      sms: true,
      mail: false,
      directory: false,
    });
    const ask = (identifier: string) =>
      send('POST', '/api/login/codes', { body: { identifier, via: 'sms' } });
    const stranger = await ask('+8613900000000');
    const known = await ask(phone);
    assert.equal(known.status, stranger.status);
    assert.deepEqual({ ...known.reply, codeId: '' }, { ...stranger.reply, codeId: '' });
    const names = ({ headers }: typeof known) => [...headers.keys()];
    assert.deepEqual(names(known), names(stranger));
    const code = await sms.next();
    const path = `/api/login/codes/${String(known.reply['codeId'])}`;
    const foreign = { body: { code }, Origin: 'https://evil.test' };
    assert.equal((await send('POST', path, foreign)).reply['code'], 'request/wrong-origin');
    const opened = await send('POST', path, { body: { code } });
    const session = opened.reply as unknown as OpenSession;
    assert.equal(session.person.id, fang.id);
    const cookies = opened.headers.getSetCookie();
    assert.equal(cookies.length, 3);
    for (const cookie of cookies) assert.match(cookie, /HttpOnly; Secure; SameSite=None/u);
    assert.equal(
      (await send('POST', path, { body: { code } })).reply['code'],
      'account/code-wrong',
    );
    const Authorization = `Bearer ${session.session.accessToken}`;
    const listed = await send('GET', '/api/sessions', { Authorization });
    const { sessions } = listed.reply as { sessions: { isThis: boolean; browser: string }[] };
    assert.equal(sessions.find(({ isThis }) => isThis)?.browser, 'Firefox');
    const refreshed = await send('POST', `/api/sessions/${session.session.id}/refresh`, {
      Cookie: cookies[0]?.split(';')[0] ?? '',
      Origin: 'http://127.0.0.1:8090',
    });
    assert.equal(refreshed.status, 200);
  });

  it('tells a student the own account only, in part; a guest and a stranger nothing', async () => {
    const { send, fang, registered } = await fixture(await open());
    const Authorization = `Bearer ${fang.token}`;
    const { reply } = await send('GET', '/api/account', { Authorization });
    assert.deepEqual([reply['phone'], reply['passwordSetAt']], ['••••••5678', null]);
    assert.doesNotMatch(JSON.stringify(reply), /138123/u);
    const unproven = await send('PUT', '/api/account/password', {
      Authorization,
      body: { password: 'seven quiet lighthouses' },
    });
    assert.equal(unproven.reply['code'], 'account/proof-needed');
    assert.equal((await send('GET', '/api/account')).reply['code'], 'session/missing');
    const student = await registered.person('学生');
    const end = await send('DELETE', `/api/sessions/${fang.sessionId}`, {
      Authorization: `Bearer ${student.token}`,
    });
    assert.equal(end.reply['code'], 'session/forbidden');
  });
});
