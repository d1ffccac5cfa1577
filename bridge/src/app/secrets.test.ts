import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { bridgeSettings } from '../../test/bridge-settings.ts';
import { newSecret } from '../kernel/ids.ts';
import { ConfigurationError, readConfig } from './config.ts';
import { ownSecrets } from './secrets.ts';

/** What is wrong with a configuration; empty where it is taken. */
function problemsOf(changed: Record<string, string>): string[] {
  try {
    readConfig({ ...bridgeSettings, ...changed });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

const namesOf = (problems: string[]): string[] =>
  problems.map((problem) => problem.split(':')[0] ?? '').sort();

const weak = [
  'short',
  'a'.repeat(32),
  'ab'.repeat(20),
  'abcd1234'.repeat(5),
  'changeme'.repeat(4),
  'change_me_please_this_is_an_example',
  'your-256-bit-secret-your-256-bit-secret',
  '0123456789abcdef0123456789abcdef',
  '12345678901234567890123456789012',
  'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4',
  'abcdefghijklmnopqrstuvwxyzabcdef',
  'passw0rdpassw0rdpassw0rdpassw0rd',
  'qwertyuiopasdfghjklzxcvbnmqwertyuiop',
  'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb',
  'replace-with-a-long-random-string-here',
  'deadbeefdeadbeefdeadbeefdeadbeef',
];

describe('secrets of the configuration', () => {
  it('that are weak are refused, with a good one proposed that is taken', () => {
    for (const secret of weak) {
      for (const name of ownSecrets) {
        const [problem = '', ...more] = problemsOf({ [name]: secret });
        assert.ok(problem.startsWith(`${name}: `), `${name}=${secret} was taken`);
        assert.match(problem, /\[secret\/weak\]/u);
        const proposed = /for example \w+=(\S+)$/u.exec(problem)?.[1] ?? '';
        assert.deepEqual(problemsOf({ [name]: proposed }), []);
        assert.deepEqual(more, []);
      }
    }
  });

  it('are needed, and told of all at once beside everything else', () => {
    const problems = problemsOf({
      CAMPUS_MEET_SECRET: '',
      JITSI_APP_SECRET: 'changeme',
      JITSI_MESSAGE_SECRET: 'x',
      SMS_URL: 'https://sms.uni.test/send',
      SMS_SECRET: 'aaaaaaaa',
      MOODLE_URL: 'https://lms.uni.test',
      MOODLE_TOKEN: 'password123',
      REDIS_URL: 'redis://:password@127.0.0.1',
      MEETING_CAPACITY: '501',
    });
    assert.deepEqual(namesOf(problems), [
      ...['CAMPUS_MEET_SECRET', 'JITSI_APP_SECRET', 'JITSI_MESSAGE_SECRET', 'MEETING_CAPACITY'],
      ...['MOODLE_TOKEN', 'REDIS_URL', 'SMS_SECRET'],
    ]);
  });

  it('have one use each', () => {
    const secret = newSecret();
    const two = { JITSI_APP_SECRET: secret, JITSI_MESSAGE_SECRET: secret };
    assert.match(
      problemsOf(two).join('\n'),
      /is the same as JITSI_MESSAGE_SECRET \[secret\/reused\]/u,
    );
    const sms = { SMS_URL: 'https://sms.uni.test', SMS_SECRET: bridgeSettings.JITSI_APP_SECRET };
    assert.deepEqual(namesOf(problemsOf(sms)), ['SMS_SECRET']);
    const mail = {
      SMTP_URL: `smtps://bridge:${bridgeSettings.CAMPUS_MEET_SECRET}@mail.uni.test`,
      MAIL_FROM: 'noreply@uni.test',
    };
    assert.deepEqual(namesOf(problemsOf(mail)), ['SMTP_URL']);
    const old = { CAMPUS_MEET_SECRET_OLD: bridgeSettings.CAMPUS_MEET_SECRET };
    assert.deepEqual(namesOf(problemsOf(old)), ['CAMPUS_MEET_SECRET_OLD']);
    // What was the root of these keys until now, so that codes under way still hold.
    assert.deepEqual(problemsOf({ CAMPUS_MEET_SECRET_OLD: bridgeSettings.JITSI_APP_SECRET }), []);
  });

  it('of one account at two servers may be the same', () => {
    const password = 'k3Vt9-Lq2mWx';
    const both = {
      LDAP_URL: 'ldaps://dc1.uni.test',
      LDAP_BASE: 'dc=uni,dc=test',
      LDAP_BIND_DN: 'bridge@uni.test',
      LDAP_BIND_PASSWORD: password,
      SMTP_URL: `smtps://bridge:${password}@mail.uni.test`,
      MAIL_FROM: 'm@uni.test',
    };
    assert.deepEqual(problemsOf(both), []);
  });

  it('are taken when chance made them', () => {
    for (let index = 0; index < 5; index += 1) {
      const made = [16, 24, 32].map((bytes) => randomBytes(bytes).toString('hex'));
      for (const secret of [...made, newSecret()]) {
        assert.deepEqual(problemsOf({ JITSI_APP_SECRET: secret }), [], secret);
      }
    }
  });
});
