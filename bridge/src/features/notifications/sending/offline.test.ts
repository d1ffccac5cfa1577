import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { notificationFixture } from '../../../../test/notification-fixture.ts';
import { ring } from '../../calls/contract.ts';
import { pushPayload } from './contract.ts';

forEachDatabase('calling somebody whose panel is closed', (open) => {
  const calling = async () => {
    const fixture = await notificationFixture(await open());
    const { reply } = await fixture.starts();
    // That the class has started is told first.
    await fixture.notified();
    const calls = async (personId: string) =>
      fixture.bridge.ask(fixture.teacher, ring, {
        params: { meetingId: reply.id },
        body: { personIds: [personId] },
      });
    return { ...fixture, meetingId: reply.id, calls };
  };

  it('rings in the browser that is subscribed, in its language', async () => {
    const fixture = await calling();
    await fixture.subscribed(fixture.second, 'zh-CN');
    const tab = await fixture.bridge.tab(fixture.teacher);
    await fixture.calls(fixture.second.id);
    const notified = await tab.next('call', ({ invitees }) => invitees[0]?.toldBy === 'push');
    await until(() => fixture.browser.received.length > 0);
    const [pushed] = fixture.browser.received.map(({ payload }) =>
      pushPayload.parse(JSON.parse(payload)),
    );
    assert.deepEqual(
      [pushed?.kind, pushed?.inviteeId, pushed?.meetingId],
      ['call', notified.invitees[0]?.id, fixture.meetingId],
    );
    assert.equal(pushed?.title, '林 <b>芳</b>正在呼叫您');
    assert.equal(fixture.browser.received[0]?.headers['urgency'], 'high');
    assert.equal(fixture.mail.received.length, 0);
  });

  it('mails the link where no browser is subscribed, and where the browser is gone', async () => {
    const fixture = await calling();
    await fixture.calls(fixture.first.id);
    await until(() => fixture.mail.received.length === 1);
    await fixture.subscribed(fixture.second);
    fixture.browser.gone = 410;
    await fixture.calls(fixture.second.id);
    await until(() => fixture.mail.received.length === 2);
    assert.deepEqual(
      fixture.mail.received.map(({ to }) => to[0]),
      [fixture.first, fixture.second].map(({ id }) => `${id}@uni.test`),
    );
    assert.match(
      fixture.mail.received[1]?.text ?? '',
      new RegExp(`/meeting/${fixture.meetingId}`, 'u'),
    );
    assert.equal((await fixture.db('push_subscriptions')).length, 0);
  });

  it('mails nobody who has ended such mail by the address in its header', async () => {
    const fixture = await calling();
    const tab = await fixture.bridge.tab(fixture.teacher);
    await fixture.calls(fixture.first.id);
    await until(() => fixture.mail.received.length === 1);
    const heads = fixture.mail.received[0]?.raw.replace(/\r\n[ \t]+/gu, ' ') ?? '';
    const path = /^List-Unsubscribe: <[^>]*(\/notices\/stop\/[^>]+)>$/mu.exec(heads)?.[1] ?? '';
    const address = fixture.bridge.bridge.server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const body = new URLSearchParams('List-Unsubscribe=One-Click');
    await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body });
    await fixture.calls(fixture.second.id);
    await until(() => fixture.mail.received.length === 2);
    await fixture.calls(fixture.first.id);
    await tab.next('call', ({ invitees }) => invitees[0]?.personId === fixture.first.id);
    await fixture.settled();
    assert.equal(fixture.mail.received.length, 2);
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
