import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { carrierRules, fakeProvider, type Provider } from '../../../test/carriers.ts';
import { smtpFixture } from '../../../test/smtp-fixture.ts';
import type { Mail } from '../../features/notifications/outbox/ports.ts';
import { createSmtpCarrier } from './carrier.ts';

const from = { name: 'Campus Meet', address: 'noreply@uni.test' };

const mail = (text: string): Mail => ({
  kind: 'mail',
  to: 'wang.fang@uni.test',
  subject: text,
  text,
  html: '<p>.</p>',
});

async function realServer(): Promise<Provider<Mail>> {
  const fixture = smtpFixture();
  await fixture.start();
  const carrier = createSmtpCarrier({
    url: `smtp://127.0.0.1:${fixture.port()}`,
    requireTls: false,
    from,
    timeoutMs: 2_000,
  });
  return {
    carrier,
    message: mail,
    taken: () => fixture.received.map(({ text, messageId }) => ({ text, id: messageId })),
    meet: fixture.meet,
    goAway: fixture.stop,
    comeBack: fixture.start,
    close: () => {
      carrier.close?.();
      return fixture.stop();
    },
  };
}

carrierRules('mail by a real SMTP server', realServer);
carrierRules('the double of mail', () =>
  Promise.resolve(fakeProvider({ message: mail, textOf: ({ text }: Mail) => text })),
);

describe('mail by SMTP', () => {
  const envelope = () => ({ id: randomUUID(), expiresAt: null });

  it('goes to one address only, whatever is in the text; says that a machine wrote it', async () => {
    const fixture = smtpFixture();
    await fixture.start();
    const url = `smtp://127.0.0.1:${fixture.port()}`;
    const carrier = createSmtpCarrier({ url, requireTls: false, from });
    const subject = 'x\r\nBcc: everybody@uni.test\r\n\r\nboo';
    const message = { ...mail('a\r\n.\r\nRCPT TO:<b@uni.test>'), subject };
    const unsubscribeUrl = 'https://meet.uni.test/notices/stop/abc';
    const id = randomUUID();
    await carrier.carry({ ...message, unsubscribeUrl }, { id, expiresAt: null });
    const [got] = fixture.received;
    assert.ok(got);
    assert.deepEqual(got.to, ['wang.fang@uni.test']);
    assert.doesNotMatch(got.raw, /^Bcc:/imu);
    assert.match(got.raw, /^Auto-Submitted: auto-generated\r$/mu);
    assert.match(
      got.raw,
      /^List-Unsubscribe: <https:\/\/meet\.uni\.test\/notices\/stop\/abc>\r$/mu,
    );
    assert.match(got.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/mu);
    assert.equal(got.messageId, `<${id}@uni.test>`);
    carrier.close?.();
    await fixture.stop();
  });

  it('says nothing to a server without TLS where TLS is required', async () => {
    const fixture = smtpFixture();
    await fixture.start();
    const url = `smtp://127.0.0.1:${fixture.port()}`;
    const carrier = createSmtpCarrier({ url, requireTls: true, from });
    assert.equal((await carrier.carry(mail('secret'), envelope())).is, 'away');
    assert.deepEqual(fixture.received, []);
    carrier.close?.();
    await fixture.stop();
  });

  it('does not trust a certificate that nobody signed', async () => {
    // smtp-server brings a certificate of its own for trying things out: nobody vouches for it.
    const fixture = smtpFixture({ disabledCommands: [] });
    await fixture.start();
    const url = `smtp://127.0.0.1:${fixture.port()}`;
    const carrier = createSmtpCarrier({ url, requireTls: true, from });
    const outcome = await carrier.carry(mail('secret'), envelope());
    assert.equal(outcome.is, 'away');
    assert.match('reason' in outcome ? outcome.reason : '', /certificate/iu);
    assert.deepEqual(fixture.received, []);
    carrier.close?.();
    await fixture.stop();
  });

  it('takes a wrong password of ours for the server being away, not for a bad message', async () => {
    const fixture = smtpFixture({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(Object.assign(new Error('no'), { responseCode: 535 })),
    });
    await fixture.start();
    const url = `smtp://bridge:wrong@127.0.0.1:${fixture.port()}`;
    const carrier = createSmtpCarrier({ url, requireTls: false, from });
    assert.equal((await carrier.carry(mail('x'), envelope())).is, 'away');
    carrier.close?.();
    await fixture.stop();
  });
});
