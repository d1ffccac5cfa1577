import assert from 'node:assert/strict';
import { simpleParser } from 'mailparser';
import { forEachDatabase } from '../../../test/databases.ts';
import { notificationFixture } from '../../../test/notification-fixture.ts';
import {
  changeSeries,
  createSeries,
  getSeriesOfMeeting,
  invite,
  listMyMeetings,
} from './admission/contract.ts';
import { endMeeting, getMeeting } from './contract.ts';

const subject = 'Chapter 5: trees <b>&';

forEachDatabase('what a meeting is about', (open) => {
  it('is said by a host at the start, seen by all who may join, and no more next time', async () => {
    const { bridge, starts, teacher, first } = await notificationFixture(await open());
    const { reply: meeting } = await starts(bridge, { subject });
    assert.equal(meeting.subject, subject);
    const params = { meetingId: meeting.id };
    assert.equal((await bridge.ask(first, getMeeting, { params })).reply.subject, subject);
    const { reply: mine } = await bridge.ask(first, listMyMeetings);
    assert.deepEqual(
      mine.running.map((one) => one.subject),
      [subject],
    );
    // Who presses start once more answers the one that runs, which stays about what it is about.
    assert.equal((await starts(bridge, { subject: 'Other' })).reply.subject, subject);
    await bridge.ask(teacher, endMeeting, { params });
    assert.equal((await starts()).reply.subject, null);
    assert.equal((await bridge.ask(first, getMeeting, { params })).reply.subject, subject);
  });

  it('is changed by hosts only, also while the meeting runs, and taken away again', async () => {
    const { bridge, starts, teacher, first, people } = await notificationFixture(await open());
    const { reply: meeting } = await starts();
    const at = { params: { meetingId: meeting.id } };
    const { reply: series } = await bridge.ask(teacher, getSeriesOfMeeting, at);
    const params = { seriesId: series.id };
    const guest = await people.guest('Guest', series.id);
    const body = { subject };
    assert.equal((await bridge.ask(first, changeSeries, { params, body })).code, 'series/not-host');
    assert.equal((await bridge.ask(guest, changeSeries, { params, body })).code, 'session/guest');
    const changed = await bridge.ask(teacher, changeSeries, { params, body });
    assert.equal(changed.reply.subject, subject);
    assert.equal((await bridge.ask(first, getMeeting, at)).reply.subject, subject);
    const { reply: none } = await bridge.ask(teacher, changeSeries, {
      params,
      body: { subject: null },
    });
    assert.equal(none.subject, null);
    assert.equal((await bridge.ask(first, getMeeting, at)).reply.subject, null);
  });

  it('has up to 200 characters however they were typed, and never none', async () => {
    const { bridge, teacher } = await notificationFixture(await open());
    const planned = (text: string) =>
      bridge.ask(teacher, createSeries, { body: { title: 'Seminar', subject: text } });
    const decomposed = await planned('u\u0308'.repeat(200));
    assert.equal(decomposed.reply.subject, '\u00fc'.repeat(200));
    for (const wrong of ['x'.repeat(201), '   ', 'a\u0000b']) {
      assert.equal((await planned(wrong)).code, 'request/invalid', wrong);
    }
  });

  it('is in the invitation, its calendar file and the mail that a class has started, as text', async () => {
    const fixture = await notificationFixture(await open());
    const { bridge, teacher, first, mail, settled, wants, starts } = fixture;
    const { reply: series } = await bridge.ask(teacher, createSeries, {
      body: {
        title: 'Seminar',
        subject,
        schedule: {
          startsAt: '2027-01-06T08:00',
          timezone: 'Europe/Berlin',
          durationMinutes: 60,
          weekly: null,
        },
      },
    });
    const params = { seriesId: series.id };
    await bridge.ask(teacher, invite, { params, body: { emails: ['g@guest.test'] } });
    await settled();
    const sent = mail.received.find(({ to }) => to.includes('g@guest.test'));
    const { text, html, attachments } = await simpleParser(sent?.raw ?? '');
    assert.ok(text?.includes(`About: ${subject}`), text);
    assert.ok(!String(html).includes('<b>&'), 'is no HTML');
    const file = attachments.find(({ contentType }) => contentType.includes('calendar'));
    const calendar = file?.content.toString().replace(/\r\n[ \t]/gu, '') ?? '';
    assert.match(calendar, /^SUMMARY:Seminar – Chapter 5: trees <b>&\r$/mu);
    await wants(first, { mail: true });
    await starts(bridge, { subject });
    await fixture.notified();
    await settled();
    const told = mail.received.filter(({ to }) => to.includes(`${first.id}@uni.test`));
    assert.ok(told.some((one) => one.text.includes(`主题：${subject}`)));
  });
});
