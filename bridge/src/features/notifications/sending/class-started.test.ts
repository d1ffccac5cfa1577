import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { json } from '../../../../test/moodle-replay.ts';
import { noticeHouse } from '../../../../test/notice-house.ts';
import { pushPayload } from './contract.ts';

const taken = json([{ msgid: 12, text: 'x' }]);

forEachDatabase('a class that starts', (open) => {
  it('is told of on open panels to those who may join, not to the host, nor to strangers', async () => {
    const house = await noticeHouse(await open());
    const stranger = await house.people.person('Stranger');
    const tabs = {
      teacher: await house.bridge.tab(house.teacher),
      student: await house.bridge.tab(house.first),
      stranger: await house.bridge.tab(stranger),
    };
    const { reply } = await house.starts();
    const notice = await tabs.student.next('notice');
    assert.deepEqual(
      [notice.kind, notice.meetingId, notice.title],
      ['class-started', reply.id, '数据结构'],
    );
    const told = [tabs.teacher, tabs.stranger].flatMap(({ seen }) => seen);
    assert.ok(!told.some(({ event }) => event === 'notice'));
  }).timeout(20_000);

  it("goes by each person's own ways: the browser where it is subscribed, mail and LMS by choice", async () => {
    const house = await noticeHouse(await open());
    house.moodle.answers['core_message_send_instant_messages'] = taken;
    await house.subscribed(house.first);
    await house.wants(house.second, { mail: true });
    await house.wants(house.third, { lms: true });
    const { reply } = await house.starts();
    await until(() => house.mail.received.length > 0);
    await house.settled();

    const [pushed] = house.browser.received.map(({ payload }) =>
      pushPayload.parse(JSON.parse(payload)),
    );
    assert.equal(pushed?.title, '数据结构 has started');
    assert.equal(pushed.url, `http://127.0.0.1:8090/meeting/${reply.id}`);

    const [mail, ...others] = house.mail.received;
    assert.equal(others.length, 0);
    assert.deepEqual(mail?.to, [`${house.second.id}@uni.test`]);
    assert.match(mail.text, /has started “数据结构”/u);
    const headers = mail.raw.replace(/\r\n[ \t]+/gu, ' ');
    assert.match(headers, /^List-Unsubscribe: <http:\/\/127\.0\.0\.1:8090\/notices\/stop\//mu);
    assert.doesNotMatch(mail.raw.split('text/html')[1] ?? '<b>', /<b>/u);

    const sent = house.moodle.calls.filter(
      (call) => call.get('wsfunction') === 'core_message_send_instant_messages',
    );
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.get('messages[0][touserid]'), '4');
    assert.match(sent[0].get('messages[0][text]') ?? '', /<a href="http:\/\/127\.0\.0\.1:8090\//u);
    assert.doesNotMatch(sent[0].get('messages[0][text]') ?? '', /<b>/u);
  }).timeout(20_000);

  it('is told of once, by two bridges and after a restart', async () => {
    const house = await noticeHouse(await open());
    await house.wants(house.second, { mail: true });
    const other = await house.open();
    await Promise.all([house.starts(), house.starts(other)]);
    await until(() => house.mail.received.length > 0);
    await other.close();
    const again = await house.open();
    await again.tab(house.second);
    await again.bridge.close();
    await house.settled();
    assert.equal(house.mail.received.length, 1);
    const rows = await house.db('outbox').select('once_key');
    assert.equal(rows.length, 1);
  }).timeout(20_000);

  it('of a group is told to the group and nobody else', async () => {
    const house = await noticeHouse(await open());
    for (const who of [house.first, house.second]) await house.wants(who, { mail: true });
    await house.starts(house.bridge, { groupId: house.course.groupId });
    await until(() => house.mail.received.length > 0);
    await house.settled();
    assert.deepEqual(
      house.mail.received.map(({ to }) => to),
      [[`${house.first.id}@uni.test`]],
    );
  }).timeout(20_000);

  it('is not told to those who left the course or the campus', async () => {
    const house = await noticeHouse(await open());
    for (const who of [house.first, house.second, house.third, house.fourth]) {
      await house.wants(who, { mail: true });
    }
    const left = { course_id: house.course.id, person_id: house.second.id };
    await house.db('course_memberships').where(left).update({ status: 'removed' });
    await house.db('people').where({ id: house.third.id }).update({ status: 'deactivated' });
    await house.starts();
    await until(() => house.mail.received.length >= 2);
    await house.settled();
    assert.deepEqual(
      house.mail.received.flatMap(({ to }) => to).toSorted(),
      [house.first, house.fourth].map(({ id }) => `${id}@uni.test`).toSorted(),
    );
  }).timeout(20_000);
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
