import assert from 'node:assert/strict';
import { simpleParser } from 'mailparser';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anonymous } from '../../../../test/admission-fixture.ts';
import { notificationFixture } from '../../../../test/notification-fixture.ts';
import {
  cancelSeries,
  changeSeries,
  createSeries,
  invite,
  knockByLink,
  listMyMeetings,
} from '../../meetings/admission/contract.ts';

const guest = 'g@guest.test';
const weekly = {
  startsAt: '2027-01-06T08:00',
  timezone: 'Europe/Berlin',
  durationMinutes: 60,
  weekly: { until: '2027-06-30' },
};

async function planned(
  db: Parameters<typeof notificationFixture>[0],
  body: Record<string, unknown> = {},
) {
  const fixture = await notificationFixture(db);
  const { bridge, teacher, mail, settled } = fixture;
  const asked = { title: 'Seminar', schedule: weekly, ...body };
  const made = await bridge.ask(teacher, createSeries, { body: asked });
  assert.equal(made.status, 200, JSON.stringify(made.problem));
  const params = { seriesId: made.reply.id };
  const mailsTo = async (address: string) => {
    await settled();
    const own = mail.received.filter(({ to }) => to.includes(address));
    const read = await Promise.all(
      own.map(async ({ raw, text }) => {
        const { attachments } = await simpleParser(raw);
        const file = attachments.find(({ contentType }) => contentType.includes('calendar'));
        const calendar = (file?.content.toString() ?? '').replace(/\r\n[ \t]/gu, '');
        return { text, calendar, link: /https?:\/\/\S+\/join\S*/u.exec(text)?.[0] ?? '' };
      }),
    );
    // They may overtake each other on the way.
    const sequence = (calendar: string) => Number(/SEQUENCE:(\d+)/u.exec(calendar)?.[1] ?? 99);
    return read.sort((one, other) => sequence(one.calendar) - sequence(other.calendar));
  };
  return {
    ...fixture,
    params,
    mailsTo,
    series: made.reply,
    invites: (whom: Record<string, unknown>) => bridge.ask(teacher, invite, { params, body: whom }),
    change: (changes: Record<string, unknown>) =>
      bridge.ask(teacher, changeSeries, { params, body: changes }),
    byLink: (who: Actor, url: string) =>
      bridge.ask(who, knockByLink, { body: { token: url.split('/').at(-1), name: 'G' } }),
  };
}

const noMail = { text: '', calendar: '', link: '' };
const valueOf = (calendar: string, name: string) =>
  calendar
    .slice(calendar.indexOf('BEGIN:VEVENT'))
    .match(new RegExp(`^${name}[:;].*$`, 'mu'))?.[0]
    .trim();

forEachDatabase('a plan that changes, over HTTP and mail', (open) => {
  it('of invited people only keeps the guest’s own link, in the mail and in the calendar', async () => {
    const fixture = await planned(await open(), { admission: { scope: 'invited' } });
    const { invites, change, mailsTo, byLink } = fixture;
    await invites({ emails: [guest] });
    await change({ schedule: { ...weekly, startsAt: '2027-01-06T09:00' } });
    await change({ title: 'Another title' });
    await change({ admission: { guestPassword: 'other-words' }, newNumber: true });
    const mails = await mailsTo(guest);
    assert.equal(mails.length, 4);
    assert.match(mails[0]?.link ?? '', /\/join\/[\w-]{43}$/u);
    for (const { link, calendar } of mails) {
      assert.equal(link, mails[0]?.link);
      assert.equal(valueOf(calendar, 'LOCATION'), `LOCATION:${link}`);
      assert.equal(valueOf(calendar, 'URL;VALUE=URI'), `URL;VALUE=URI:${link}`);
    }
    const came = await byLink(anonymous, mails.at(-1)?.link ?? '');
    assert.equal(came.status, 200, JSON.stringify(came.problem));
  });

  it('keeps no address of a link in clear', async () => {
    const { db, invites, mailsTo } = await planned(await open());
    await invites({ emails: [guest] });
    const token = (await mailsTo(guest))[0]?.link.split('/').at(-1) ?? '';
    const rows = JSON.stringify([await db('meeting_links'), await db('invited_addresses')]);
    assert.ok(token.length === 43 && !rows.includes(token));
    assert.match(rows, /sealed:1:/u);
  });

  it('that is dropped goes out of the calendar, with what was planned last', async () => {
    const { bridge, teacher, params, invites, change, mailsTo } = await planned(await open());
    await invites({ emails: [guest] });
    await change({ schedule: null });
    await bridge.ask(teacher, cancelSeries, { params });
    const mails = await mailsTo(guest);
    const cancelled = mails.filter(({ calendar }) => calendar.includes('METHOD:CANCEL'));
    assert.equal(cancelled.length, 1);
    const [{ calendar } = { calendar: '' }] = cancelled;
    assert.equal(valueOf(calendar, 'UID'), valueOf(mails[0]?.calendar ?? '', 'UID'));
    assert.match(valueOf(calendar, 'RRULE') ?? '', /UNTIL=20270630T215959Z/u);
    assert.match(valueOf(calendar, 'DTSTART') ?? '', /TZID=Europe\/Berlin:20270106T080000/u);
    assert.match(valueOf(calendar, 'STATUS') ?? '', /CANCELLED/u);
  });

  it('is told in its own zone, and in the reader’s with the days from which that holds', async () => {
    const { invites, mailsTo, second } = await planned(await open());
    // Her zone is Asia/Shanghai.
    await invites({ personIds: [second.id] });
    const [{ text } = { text: '' }] = await mailsTo(`${second.id}@uni.test`);
    const plain = text.replaceAll(/\s+/gu, ' ');
    for (const said of [
      /Wednesday,? 6 January 2027,? (at )?08:00–09:00 \(Central European Time, Europe\/Berlin\), every Wednesday until 30 June 2027\./u,
      /In your time zone \(China Standard Time, Asia\/Shanghai\): Wednesday 15:00–16:00; from 31 March 2027 Wednesday 14:00–15:00/u,
    ]) {
      assert.match(plain, said);
    }
  });

  it('may be every second week on several days; a day that is left out is told, and not held', async () => {
    const asked = { ...weekly, weekly: { until: '2027-02-12', interval: 2, weekdays: [3, 5] } };
    const fixture = await planned(await open(), { schedule: asked });
    const { invites, change, mailsTo, series, bridge, teacher, second } = fixture;
    assert.deepEqual(series.schedule?.weekly, asked.weekly);
    await invites({ emails: [guest], personIds: [second.id] });
    const skipped = ['2027-01-06', '2027-01-22'];
    const { reply } = await change({
      schedule: { ...asked, weekly: { ...asked.weekly, skipped } },
    });
    assert.equal(reply.next?.startsAt, Date.parse('2027-01-08T07:00:00.000Z'));
    const [, changed = noMail] = await mailsTo(guest);
    assert.equal(
      valueOf(changed.calendar, 'RRULE'),
      'RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=20270212T225959Z;BYDAY=WE,FR;WKST=MO',
    );
    assert.equal(
      valueOf(changed.calendar, 'EXDATE'),
      'EXDATE;TZID=Europe/Berlin:20270106T080000,20270122T080000',
    );
    assert.match(
      changed.text,
      /每两周的星期三、星期五（单双周），至2027年2月12日，2027年1月22日除外/u,
    );
    const [, english = noMail] = await mailsTo(`${second.id}@uni.test`);
    assert.match(
      english.text.replaceAll(/\s+/gu, ' '),
      /every second week on Wednesday and Friday until 12 February 2027, not on 22 January 2027/u,
    );
    const { coming } = (await bridge.ask(teacher, listMyMeetings)).reply;
    assert.deepEqual(coming[0]?.repeats, { interval: 2, weekdays: [3, 5] });
  });
});
