import assert from 'node:assert/strict';
import { simpleParser } from 'mailparser';
import { forEachDatabase } from '../../../test/databases.ts';
import { notificationFixture } from '../../../test/notification-fixture.ts';
import {
  changeSeries,
  createSeries,
  invite,
  listMyMeetings,
  startSeries,
} from './admission/contract.ts';
import { getMeeting } from './contract.ts';

const preparation = 'Read chapter 5 at https://evil.test/x and bring a laptop';
const tomorrow = {
  startsAt: '2027-01-06T08:00',
  timezone: 'Europe/Berlin',
  durationMinutes: 60,
  weekly: null,
};

forEachDatabase('what people are to prepare for a meeting', (open) => {
  it('is said by hosts only, seen by whom the meeting is for, and taken away again', async () => {
    const { bridge, teacher, first, people } = await notificationFixture(await open());
    const { reply: series } = await bridge.ask(teacher, createSeries, {
      body: { title: 'Seminar', preparation, invite: [first.id] },
    });
    const params = { seriesId: series.id };
    const guest = await people.guest('Guest', series.id);
    const body = { preparation: 'Bring cake' };
    assert.equal((await bridge.ask(first, changeSeries, { params, body })).code, 'series/not-host');
    assert.equal((await bridge.ask(guest, changeSeries, { params, body })).code, 'session/guest');
    const { reply: started } = await bridge.ask(teacher, startSeries, { params });
    const at = { params: { meetingId: started.meetingId } };
    assert.equal((await bridge.ask(first, getMeeting, at)).reply.preparation, preparation);
    const { reply: mine } = await bridge.ask(first, listMyMeetings);
    assert.deepEqual(
      mine.running.map((one) => one.preparation),
      [preparation],
    );
    const none = { preparation: null };
    assert.equal(
      (await bridge.ask(teacher, changeSeries, { params, body: none })).reply.preparation,
      null,
    );
    assert.equal((await bridge.ask(first, getMeeting, at)).reply.preparation, null);
  });

  it('has up to 300 characters', async () => {
    const { bridge, teacher } = await notificationFixture(await open());
    const planned = (text: string) =>
      bridge.ask(teacher, createSeries, { body: { title: 'Seminar', preparation: text } });
    assert.equal((await planned('𠮷'.repeat(300))).reply.preparation, '𠮷'.repeat(300));
    assert.equal((await planned('x'.repeat(301))).code, 'request/invalid');
  });

  it('is in the invitation, its change and its calendar file, and leads nowhere there', async () => {
    const { bridge, teacher, mail, settled } = await notificationFixture(await open());
    const { reply: series } = await bridge.ask(teacher, createSeries, {
      body: { title: 'Seminar', preparation, schedule: tomorrow },
    });
    const params = { seriesId: series.id };
    await bridge.ask(teacher, invite, { params, body: { emails: ['g@guest.test'] } });
    await bridge.ask(teacher, changeSeries, { params, body: { preparation: 'Bring cake' } });
    await settled();
    const sent = mail.received.filter(({ to }) => to.includes('g@guest.test'));
    const mails = await Promise.all(sent.map(({ raw }) => simpleParser(raw)));
    const saying = (words: RegExp) => mails.find(({ text }) => words.test(text ?? ''));
    const invited = saying(/To prepare: Read chapter 5 at .* and bring a laptop/u);
    assert.ok(invited);
    assert.ok(saying(/To prepare: Bring cake/u));
    const file = invited.attachments.find(({ contentType }) => contentType.includes('calendar'));
    const calendar = file?.content.toString().replace(/\r\n[ \t]/gu, '') ?? '';
    assert.match(calendar, /^DESCRIPTION:.*To prepare: Read chapter 5/mu);
    assert.doesNotMatch(`${invited.text} ${invited.html} ${calendar}`, /evil\.test\/x/u);
  });
});
