import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { noticeHouse } from '../../../../test/notice-house.ts';
import { ring } from '../../calls/contract.ts';
import { pushPayload } from './contract.ts';

forEachDatabase('calling somebody whose panel is closed', (open) => {
  const calling = async () => {
    const house = await noticeHouse(await open());
    const { reply } = await house.starts();
    // That the class has started is told first.
    await house.told();
    const calls = async (personId: string) =>
      house.bridge.ask(house.teacher, ring, {
        params: { meetingId: reply.id },
        body: { personIds: [personId] },
      });
    return { ...house, meetingId: reply.id, calls };
  };

  it('rings in the browser that is subscribed, in its language', async () => {
    const house = await calling();
    await house.subscribed(house.second, 'zh-CN');
    const tab = await house.bridge.tab(house.teacher);
    await house.calls(house.second.id);
    const told = await tab.next('call', ({ invitees }) => invitees[0]?.toldBy === 'push');
    await until(() => house.browser.received.length > 0);
    const [pushed] = house.browser.received.map(({ payload }) =>
      pushPayload.parse(JSON.parse(payload)),
    );
    assert.deepEqual(
      [pushed?.kind, pushed?.inviteeId, pushed?.meetingId],
      ['call', told.invitees[0]?.id, house.meetingId],
    );
    assert.equal(pushed?.title, '林 <b>芳</b>正在呼叫您');
    assert.equal(house.browser.received[0]?.headers['urgency'], 'high');
    assert.equal(house.mail.received.length, 0);
  }).timeout(20_000);

  it('mails the link where no browser is subscribed, and where the browser is gone', async () => {
    const house = await calling();
    await house.calls(house.first.id);
    await until(() => house.mail.received.length === 1);
    await house.subscribed(house.second);
    house.browser.gone = 410;
    await house.calls(house.second.id);
    await until(() => house.mail.received.length === 2);
    assert.deepEqual(
      house.mail.received.map(({ to }) => to[0]),
      [house.first, house.second].map(({ id }) => `${id}@uni.test`),
    );
    assert.match(
      house.mail.received[1]?.text ?? '',
      new RegExp(`/meeting/${house.meetingId}`, 'u'),
    );
    assert.equal((await house.db('push_subscriptions')).length, 0);
  }).timeout(20_000);

  it('mails nobody who has ended such mail by the address in its header', async () => {
    const house = await calling();
    const tab = await house.bridge.tab(house.teacher);
    await house.calls(house.first.id);
    await until(() => house.mail.received.length === 1);
    const heads = house.mail.received[0]?.raw.replace(/\r\n[ \t]+/gu, ' ') ?? '';
    const path = /^List-Unsubscribe: <[^>]*(\/notices\/stop\/[^>]+)>$/mu.exec(heads)?.[1] ?? '';
    const address = house.bridge.bridge.server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const body = new URLSearchParams('List-Unsubscribe=One-Click');
    await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body });
    await house.calls(house.second.id);
    await until(() => house.mail.received.length === 2);
    await house.calls(house.first.id);
    await tab.next('call', ({ invitees }) => invitees[0]?.personId === house.first.id);
    await house.settled();
    assert.equal(house.mail.received.length, 2);
  }).timeout(20_000);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
