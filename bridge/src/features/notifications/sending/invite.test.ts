import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { notificationFixture } from '../../../../test/notification-fixture.ts';
import { cancelSeries, createSeries, invite } from '../../meetings/admission/contract.ts';

forEachDatabase('inviting by mail, over HTTP', (open) => {
  const series = async (title: string) => {
    const fixture = await notificationFixture(await open());
    const schedule = {
      startsAt: '2027-03-01T08:00',
      timezone: 'Asia/Shanghai',
      durationMinutes: 95,
      weekly: null,
    };
    const { reply } = await fixture.bridge.ask(fixture.teacher, createSeries, {
      body: { title, schedule },
    });
    const params = { seriesId: reply.id };
    return { ...fixture, params };
  };

  it('reaches people and addresses, each once; a cancellation reaches them too', async () => {
    const { bridge, teacher, first, second, mail, settled, params } = await series('Seminar');
    const emails = ['guest@else.test', 'GUEST@else.test'];
    const body = { personIds: [first.id, second.id, first.id], emails };
    const { reply } = await bridge.ask(teacher, invite, { params, body });
    assert.deepEqual(reply, { mailed: 3, withoutAddress: [], refused: [] });
    await settled();
    assert.equal(mail.received.length, 3);
    assert.ok(mail.received.every(({ raw }) => raw.includes('method=REQUEST')));
    await bridge.ask(teacher, cancelSeries, { params });
    await settled();
    assert.equal(mail.received.length, 6);
    assert.equal(mail.received.filter(({ raw }) => raw.includes('method=CANCEL')).length, 3);
  });

  it('makes no header, no second recipient and no markup of what somebody typed', async () => {
    const nasty = 'Seminar\r\nBcc: all@uni.test\r\n\r\n<img src=x>';
    const { bridge, teacher, mail, settled, params } = await series(nasty);
    const body = { emails: ['guest@else.test'], message: '</p><script>x</script>\r\n.\r\nQUIT' };
    await bridge.ask(teacher, invite, { params, body });
    await settled();
    const [got] = mail.received;
    assert.deepEqual(got?.to, ['guest@else.test']);
    assert.doesNotMatch(got.raw.split('\r\n\r\n')[0] ?? '', /^Bcc:/imu);
    assert.match(got.text, /QUIT/u);
    const html = got.raw.slice(got.raw.indexOf('text/html'), got.raw.indexOf('text/calendar'));
    assert.doesNotMatch(html, /<img|<script/u);
  });

  it('is for hosts only, and takes no malformed or endless list of addresses', async () => {
    const { bridge, teacher, first, mail, settled, params, db } = await series('Seminar');
    const many = Array.from({ length: 101 }, (_, index) => `g${index}@else.test`);
    const refused = await bridge.ask(first, invite, { params, body: { emails: ['a@b.test'] } });
    assert.ok(refused.status >= 400 && refused.status < 500, refused.code);
    for (const body of [
      { emails: ['a@b.test\r\nBcc: c@d.test'] },
      { emails: ['a@b.test, c@d.test'] },
      { emails: ['"Name" <a@b.test>'] },
      { emails: [`${'a'.repeat(300)}@b.test`] },
      { emails: many },
      { emails: ['a@b.test'], message: 'x'.repeat(501) },
    ]) {
      const answer = await bridge.ask(teacher, invite, { params, body });
      assert.equal(answer.code, 'request/invalid', JSON.stringify(body).slice(0, 80));
    }
    await settled();
    assert.deepEqual(mail.received, []);
    assert.equal((await db<{ id: string }>('outbox')).length, 0);
  });
});
