import assert from 'node:assert/strict';
import { createClient } from 'redis';
import { SMTPServer } from 'smtp-server';
import { startSite, token } from '../../../../plugin/demo-campus/web-services/test/start-site.ts';
import { resultsOf } from '../../../test/doctor-fixture.ts';
import { crowd, ldif } from '../../../test/ldap-fixtures.ts';
import { partAt } from '../../../test/parts.ts';
import { startRedis } from '../../../test/redis.ts';
import { startSlapd } from '../../../test/slapd.ts';
import { smtpFixture } from '../../../test/smtp-fixture.ts';
import { webServer } from '../../../test/web-server.ts';

/** The one result that is to be expected. */
async function result(settings: Record<string, string>, name: string) {
  const [first, ...more] = await resultsOf(settings, name);
  assert.deepEqual(more, []);
  assert.ok(first);
  return first;
}

describe('doctor, on services', () => {
  it('says of what is not configured only that', async () => {
    for (const name of ['redis', 'mail', 'sms', 'directory', 'moodle']) {
      assert.equal((await result({}, name)).state, 'not-configured');
    }
  });

  it('tries Redis with what bridges do there', async function () {
    const program = partAt('redis-server');
    if (!program) return this.skip();
    const redis = await startRedis(program);
    const well = await result({ REDIS_URL: redis.url }, 'redis');
    assert.equal(well.state, 'ok', well.words);
    const client = await createClient({ url: redis.url }).connect();
    await client.configSet('requirepass', 'Kx7-r3dis-pw');
    const wrong = redis.url.replace('//', '//:another-Pw9@');
    for (const url of [redis.url, wrong]) {
      const refused = await result({ REDIS_URL: url }, 'redis');
      assert.equal(refused.code, 'redis/unavailable');
      assert.match(refused.words, /another user or password/u);
      assert.doesNotMatch(refused.words, /another-Pw9/u);
    }
    client.destroy();
    await redis.stop();
    const away = await result({ REDIS_URL: redis.url }, 'redis');
    assert.match(away.words, /ECONNREFUSED.*Nothing listens there.*REDIS_URL/u);
  });

  it('goes as far into the mail server as can be without sending', async () => {
    const fixture = smtpFixture();
    await fixture.start();
    const at = (login = '', more: Record<string, string> = {}) => ({
      SMTP_URL: `smtp://${login}127.0.0.1:${fixture.port()}`,
      MAIL_FROM: 'noreply@uni.test',
      SMTP_TLS: 'none',
      ...more,
    });
    assert.equal((await result(at(), 'mail')).state, 'ok');
    assert.deepEqual(fixture.received, []);
    const plain = await result(at('', { SMTP_TLS: 'required' }), 'mail');
    assert.match(plain.words, /does not go over to TLS/u);
    await fixture.stop();
    const away = await result(at(), 'mail');
    assert.deepEqual([away.state, away.code], ['failed', 'mail/unavailable']);
    assert.match(away.words, /check host and port of SMTP_URL/u);
  });

  it('tells a wrong password of the mail account, and does not print it', async () => {
    const server = new SMTPServer({
      authMethods: ['PLAIN', 'LOGIN'],
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: (_, __, done) => done(new Error('Invalid login')),
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.server.address() as { port: number };
    const refused = await result(
      {
        SMTP_URL: `smtp://meet:wr0ng-Pw-7x@127.0.0.1:${port}`,
        MAIL_FROM: 'noreply@uni.test',
        SMTP_TLS: 'none',
      },
      'mail',
    );
    assert.match(refused.words, /EAUTH \(535\).*User or password in SMTP_URL is wrong/u);
    assert.doesNotMatch(refused.words, /wr0ng/u);
    await new Promise<void>((closed) => server.close(() => closed()));
  });

  it('tells whether the SMS gateway lets us in, without a message to anybody', async () => {
    let status = 400;
    const asked: string[] = [];
    const gateway = await webServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      response.writeHead(status, { 'Content-Type': 'application/json' }).end('{}');
    });
    const settings = { SMS_URL: gateway.url, SMS_SECRET: 'gateway-k3y-9Xw' };
    assert.equal((await result(settings, 'sms')).state, 'ok');
    assert.deepEqual(asked, ['Bearer gateway-k3y-9Xw']);
    status = 401;
    assert.match((await result(settings, 'sms')).words, /HTTP 401.*SMS_SECRET its present key/u);
    status = 200;
    assert.equal((await result(settings, 'sms')).code, 'sms/takes-anything');
    await gateway.stop();
    assert.match((await result(settings, 'sms')).words, /could not be reached/u);
  });

  it('tries the directory as the command of that name does', async function () {
    const slapd = await startSlapd({ ldif: ldif(crowd(4)) });
    if (!slapd) return this.skip();
    const settings = {
      LDAP_URL: slapd.url,
      LDAP_BASE: slapd.base,
      LDAP_BIND_DN: slapd.bind.dn,
      LDAP_BIND_PASSWORD: slapd.bind.password,
    };
    const found = await resultsOf(settings, 'directory');
    assert.ok(found.every(({ state }) => state !== 'failed'));
    const wrong = await result({ ...settings, LDAP_BIND_PASSWORD: 'another-Pw9' }, 'directory');
    assert.deepEqual([wrong.state, wrong.code], ['failed', 'directory/failed']);
    assert.match(wrong.words, /\(49\).*Wrong LDAP_BIND_DN/u);
    await slapd.stop();
    assert.match((await result(settings, 'directory')).words, /ECONNREFUSED/u);
  });

  it('tries each Moodle as the command of that name does', async () => {
    const site = await startSite();
    const settings = {
      MOODLE_URL: site.url.replace('/webservice/rest/server.php', ''),
      MOODLE_TOKEN: `${token.slice(0, -1)}x`,
      CAMPUS_MEET_DATABASE: 'sqlite:/nowhere/campus-meet.sqlite',
    };
    const unknown = await result(settings, 'moodle');
    assert.equal(unknown.code, 'moodle/not-looked-at');
    site.stop();
  });
});
