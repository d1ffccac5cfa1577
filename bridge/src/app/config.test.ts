import assert from 'node:assert/strict';
import { ConfigurationError, readConfig } from './config.ts';

const complete = {
  CAMPUS_MEET_URL: 'https://meet.uni.test',
  JITSI_DOMAIN: 'meet.uni.test',
  JITSI_MUC: 'conference.meet.uni.test',
  JITSI_FOCUS: 'focus.meet.uni.test',
  JITSI_SERVICE_URL: 'wss://meet.uni.test/xmpp-websocket',
  JITSI_LIBRARY_URL: 'https://meet.uni.test/libs/lib-jitsi-meet.min.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:5280/campus-meet/commands',
  CAMPUS_MEET_SECRET: 'vTq0mXo8wB3kQy7nLr2hCz5sJd9fGa1e',
  JITSI_MESSAGE_SECRET: '6f1d0b8e4c2a97530e8fb61c4da29735',
  JITSI_APP_SECRET: 'b27c90e41f6d853a0d9e74b8c1f3a562',
};

describe('the configuration', () => {
  it('is complete with what only the site can know', () => {
    const config = readConfig(complete);
    assert.equal(config.MEETING_CAPACITY, 500);
    assert.deepEqual(config.COURSE_HOST_ROLES, ['editing-teacher', 'teacher']);
  });

  it('lists every problem at once, by name', () => {
    const wrong = {
      ...complete,
      JITSI_APP_SECRET: 'short',
      MEETING_CAPACITY: '501',
      JITSI_MUC: '',
    };
    assert.throws(
      () => readConfig(wrong),
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        const names = error.problems.map((problem) => problem.split(':')[0]).sort();
        assert.deepEqual(names, ['JITSI_APP_SECRET', 'JITSI_MUC', 'MEETING_CAPACITY']);
        return true;
      },
    );
  });

  it('reads telephone numbers as the campus’s country writes them', () => {
    assert.equal(readConfig(complete).CAMPUS_COUNTRY, 'CN');
    assert.equal(readConfig({ ...complete, CAMPUS_COUNTRY: 'de' }).CAMPUS_COUNTRY, 'DE');
    for (const wrong of ['XX', '86', 'China']) {
      assert.throws(() => readConfig({ ...complete, CAMPUS_COUNTRY: wrong }), ConfigurationError);
    }
  });

  it('believes a directory, and an LMS only in what it is told to', () => {
    const config = readConfig(complete);
    assert.deepEqual(config.MOODLE_VOUCHES, []);
    assert.deepEqual(config.LDAP_VOUCHES, ['campusNumber', 'mail', 'phone']);
    const told = readConfig({
      ...complete,
      MOODLE_VOUCHES: 'mail, campusNumber',
      LDAP_VOUCHES: 'none',
    });
    assert.deepEqual(told.MOODLE_VOUCHES, ['campusNumber', 'mail']);
    assert.deepEqual(told.LDAP_VOUCHES, []);
    const wrong = { ...complete, MOODLE_VOUCHES: 'campusNumber,name' };
    assert.throws(() => readConfig(wrong), /MOODLE_VOUCHES: must be of campusNumber, mail, phone/u);
  });

  it('lists hosts inside the campus that may be called', () => {
    const list = 'moodle.uni.test, 10.20.0.0/16,fd00::7';
    const config = readConfig({ ...complete, PRIVATE_SERVICE_HOSTS: list });
    assert.deepEqual(config.PRIVATE_SERVICE_HOSTS, ['moodle.uni.test', '10.20.0.0/16', 'fd00::7']);
    assert.deepEqual(readConfig(complete).PRIVATE_SERVICE_HOSTS, []);
    for (const wrong of ['http://moodle.uni.test', '10.20.0.0/40', '*', 'a b']) {
      const given = { ...complete, PRIVATE_SERVICE_HOSTS: wrong };
      assert.throws(() => readConfig(given), /PRIVATE_SERVICE_HOSTS/u);
    }
  });

  it('refuses what is no cron pattern', () => {
    const wrong = { SYNC_SCHEDULE: 'nightly', SYNC_CHANGES_SCHEDULE: '*/5 * * * *' };
    assert.throws(
      () => readConfig({ ...complete, ...wrong }),
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.deepEqual(error.problems, ['SYNC_SCHEDULE: must be a cron pattern']);
        return true;
      },
    );
  });

  it('refuses settings of a directory that are not known, or would send a password in the clear', () => {
    const directory = {
      LDAP_URL: 'ldaps://dc1.uni.test',
      LDAP_BASE: 'dc=uni,dc=test',
      LDAP_DIALECT: 'novell',
      LDAP_SETTINGS:
        '{"unit":{},"people":{"suspended":{"attribute":"x"},"attributes":{"key":"a=b"}}}',
    };
    assert.throws(
      () => readConfig({ ...complete, ...directory }),
      /LDAP_DIALECT[\s\S]*attributes\.key: must be the name[\s\S]*suspended: must be[\s\S]*"unit"/u,
    );
    const plain = {
      LDAP_DIALECT: 'active-directory',
      LDAP_BIND_DN: 'reader@uni.test',
      LDAP_SETTINGS: '{"referrals":["ldap://dc2.uni.test"]}',
    };
    assert.throws(
      () => readConfig({ ...complete, ...directory, ...plain }),
      /LDAP_BIND_PASSWORD: is needed[\s\S]*ldap:\/\/dc2\.uni\.test must be ldaps/u,
    );
  });

  it('refuses halves: Moodle without a token, a directory without a base', () => {
    const halves = { MOODLE_URL: 'https://moodle.uni.test', LDAP_URL: 'ldap://ldap.uni.test' };
    assert.throws(() => readConfig({ ...complete, ...halves }), /MOODLE_TOKEN[\s\S]*LDAP_BASE/u);
    const mute = { SMTP_URL: 'smtps://mail.uni.test', SMS_URL: 'https://sms.uni.test/send' };
    assert.throws(() => readConfig({ ...complete, ...mute }), /MAIL_FROM[\s\S]*SMS_SECRET/u);
  });
});
