import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { json } from '../../../../test/moodle-replay.ts';
import { notificationFixture } from '../../../../test/notification-fixture.ts';
import { pushPayload } from './contract.ts';

const taken = json([{ msgid: 12, text: 'x' }]);

forEachDatabase('a class that starts', (open) => {
  it('is told of on open panels to those who may join, not to the host, nor to strangers', async () => {
    const fixture = await notificationFixture(await open());
    const stranger = await fixture.people.person('Stranger');
    const tabs = {
      teacher: await fixture.bridge.tab(fixture.teacher),
      student: await fixture.bridge.tab(fixture.first),
      stranger: await fixture.bridge.tab(stranger),
    };
    const { reply } = await fixture.starts();
    const notice = await tabs.student.next('notice');
    assert.deepEqual(
      [notice.kind, notice.meetingId, notice.title],
      ['class-started', reply.id, '数据结构'],
    );
    const notified = [tabs.teacher, tabs.stranger].flatMap(({ seen }) => seen);
    assert.ok(!notified.some(({ event }) => event === 'notice'));
  });

  it("goes by each person's own ways: the browser where it is subscribed, mail and LMS by choice", async () => {
    const fixture = await notificationFixture(await open());
    fixture.moodle.answers['core_message_send_instant_messages'] = taken;
    await fixture.subscribed(fixture.first);
    await fixture.wants(fixture.second, { mail: true });
    await fixture.wants(fixture.third, { lms: true });
    const { reply } = await fixture.starts();
    await until(() => fixture.mail.received.length > 0);
    await fixture.settled();

    const [pushed] = fixture.browser.received.map(({ payload }) =>
      pushPayload.parse(JSON.parse(payload)),
    );
    assert.equal(pushed?.title, '数据结构 has started');
    assert.equal(pushed.url, `http://127.0.0.1:8090/meeting/${reply.id}`);

    const [mail, ...others] = fixture.mail.received;
    assert.equal(others.length, 0);
    assert.deepEqual(mail?.to, [`${fixture.second.id}@uni.test`]);
    assert.match(mail.text, /“数据结构” has started, hosted by/u);
    const headers = mail.raw.replace(/\r\n[ \t]+/gu, ' ');
    assert.match(headers, /^List-Unsubscribe: <http:\/\/127\.0\.0\.1:8090\/notices\/stop\//mu);
    assert.doesNotMatch(mail.raw.split('text/html')[1] ?? '<b>', /<b>/u);

    const sent = fixture.moodle.calls.filter(
      (call) => call.get('wsfunction') === 'core_message_send_instant_messages',
    );
    assert.equal(sent.length, 1);
    assert.equal(sent[0]?.get('messages[0][touserid]'), '4');
    assert.match(sent[0].get('messages[0][text]') ?? '', /<a href="http:\/\/127\.0\.0\.1:8090\//u);
    assert.doesNotMatch(sent[0].get('messages[0][text]') ?? '', /<b>/u);
  });

  it('is told of once, by two bridges and after a restart', async () => {
    const fixture = await notificationFixture(await open());
    await fixture.wants(fixture.second, { mail: true });
    const other = await fixture.open();
    await Promise.all([fixture.starts(), fixture.starts(other)]);
    await until(() => fixture.mail.received.length > 0);
    await other.close();
    const again = await fixture.open();
    await again.tab(fixture.second);
    await again.bridge.close();
    await fixture.settled();
    assert.equal(fixture.mail.received.length, 1);
    const rows = await fixture.db('outbox').select('once_key');
    assert.equal(rows.length, 1);
  });

  it('of a group is told to the group and nobody else', async () => {
    const fixture = await notificationFixture(await open());
    for (const who of [fixture.first, fixture.second]) await fixture.wants(who, { mail: true });
    await fixture.starts(fixture.bridge, { groupId: fixture.course.groupId });
    await until(() => fixture.mail.received.length > 0);
    await fixture.settled();
    assert.deepEqual(
      fixture.mail.received.map(({ to }) => to),
      [[`${fixture.first.id}@uni.test`]],
    );
  });

  it('is not told to those who left the course or the campus', async () => {
    const fixture = await notificationFixture(await open());
    for (const who of [fixture.first, fixture.second, fixture.third, fixture.fourth]) {
      await fixture.wants(who, { mail: true });
    }
    const left = { course_id: fixture.course.id, person_id: fixture.second.id };
    await fixture.db('course_memberships').where(left).update({ status: 'removed' });
    await fixture.db('people').where({ id: fixture.third.id }).update({ status: 'deactivated' });
    await fixture.starts();
    await until(() => fixture.mail.received.length >= 2);
    await fixture.settled();
    assert.deepEqual(
      fixture.mail.received.flatMap(({ to }) => to).toSorted(),
      [fixture.first, fixture.fourth].map(({ id }) => `${id}@uni.test`).toSorted(),
    );
  });
});

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 20));
}
