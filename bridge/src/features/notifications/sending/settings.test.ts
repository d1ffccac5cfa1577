import assert from 'node:assert/strict';
import { createECDH, randomBytes } from 'node:crypto';
import { forEachDatabase } from '../../../../test/databases.ts';
import { runBridge } from '../../../../test/call-fixture.ts';
import { campus } from '../../../../test/campus.ts';
import { systemClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { digest } from '../../../kernel/ids.ts';
import {
  changeNoticeSettings,
  getNoticeSettings,
  getPushKey,
  subscribe,
  unsubscribe,
} from './contract.ts';

const keys = () => ({
  p256dh: createECDH('prime256v1').generateKeys('base64url'),
  auth: randomBytes(16).toString('base64url'),
});
const at = (endpoint: string) => ({ subscription: { endpoint, keys: keys() } });

forEachDatabase('how I am told', (open) => {
  const fixture = async () => {
    const db = await open();
    const people = campus(db, systemClock);
    const bridge = await runBridge(db, systemClock);
    return { db, bridge, me: await people.person('Me'), other: await people.person('Other') };
  };
  const endpoints = async (db: Database) =>
    (await db<{ endpoint_digest: string }>('push_subscriptions')).map(
      ({ endpoint_digest: key }) => key,
    );

  it('is by the browser when one is subscribed, else by the panel alone; my own choice stands', async () => {
    const { bridge, me, other } = await fixture();
    const none = {
      push: false,
      mail: false,
      lms: false,
      missedCallMail: true,
      objectionMail: true,
      objectionAnswerMail: true,
      summaryMail: true,
      applicationMail: true,
      alarmMail: true,
    };
    assert.deepEqual((await bridge.ask(me, getNoticeSettings)).reply, none);
    await bridge.ask(me, subscribe, { body: at('https://push.example.net/a') });
    assert.deepEqual((await bridge.ask(me, getNoticeSettings)).reply, { ...none, push: true });
    const { reply } = await bridge.ask(me, changeNoticeSettings, { body: { mail: true } });
    assert.deepEqual(reply, { ...none, push: true, mail: true });
    await bridge.ask(me, changeNoticeSettings, { body: { push: false } });
    assert.deepEqual((await bridge.ask(me, getNoticeSettings)).reply, { ...none, mail: true });
    assert.deepEqual((await bridge.ask(other, getNoticeSettings)).reply, none);
    const bad = await bridge.ask(me, changeNoticeSettings, { body: { mail: 'yes', sms: true } });
    assert.equal(bad.code, 'request/invalid');
  });

  it('gives every bridge the same key', async () => {
    const { db, bridge, me } = await fixture();
    const second = await runBridge(db, systemClock);
    const [one, two] = await Promise.all([bridge.ask(me, getPushKey), second.ask(me, getPushKey)]);
    assert.equal(Buffer.from(one.reply.publicKey, 'base64url').length, 65);
    assert.equal(one.reply.publicKey, two.reply.publicKey);
  });

  it('keeps the ten newest browsers; only I can remove mine; a browser follows who uses it', async () => {
    const { db, bridge, me, other } = await fixture();
    for (let index = 0; index < 12; index += 1) {
      await bridge.ask(me, subscribe, { body: at(`https://push.example.net/${index}`) });
    }
    assert.equal((await endpoints(db)).length, 10);
    const endpoint = 'https://push.example.net/11';
    await bridge.ask(other, unsubscribe, { body: { endpoint } });
    assert.equal((await endpoints(db)).length, 10);
    await bridge.ask(other, subscribe, { body: at(endpoint) });
    const row = await db<{ person_id: string; endpoint_digest: string }>('push_subscriptions')
      .where({ endpoint_digest: digest(endpoint) })
      .first();
    assert.equal(row?.person_id, other.id);
    await bridge.ask(other, unsubscribe, { body: { endpoint } });
    assert.equal((await endpoints(db)).length, 9);
  });

  it('never lets a forged subscription lead the bridge inside, nor broken keys in', async () => {
    const { db, bridge, me } = await fixture();
    const forged = [
      'http://push.example.net/a',
      'https://127.0.0.1/a',
      'https://[::1]/a',
      'https://2130706433/a',
      'https://0x7f.1/a',
      'https://10.0.0.1/a',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/a',
      'https://prosody.internal/a',
      'https://intranet/a',
      'https://push.example.net:8443/a',
      'https://user:secret@push.example.net/a',
      'ftp://push.example.net/a',
      'javascript:alert(1)',
      `https://push.example.net/${'a'.repeat(2000)}`,
    ];
    for (const endpoint of forged) {
      const answer = await bridge.ask(me, subscribe, { body: at(endpoint) });
      assert.equal(answer.code, 'request/invalid', endpoint);
    }
    const endpoint = 'https://push.example.net/a';
    const notOnCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 1)]).toString('base64url');
    for (const wrong of [{ p256dh: notOnCurve }, { p256dh: 'x' }, { auth: 'short' }]) {
      const body = { subscription: { endpoint, keys: { ...keys(), ...wrong } } };
      assert.equal((await bridge.ask(me, subscribe, { body })).code, 'request/invalid');
    }
    assert.deepEqual(await endpoints(db), []);
  });
});
