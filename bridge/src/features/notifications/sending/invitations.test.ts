import assert from 'node:assert/strict';
import { testSealing } from '../../../../test/bridge-settings.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { shippedTemplates } from '../../../../test/shipped-templates.ts';
import { settableClock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import { isFailure } from '../../../kernel/failure.ts';
import { noDetails } from '../../meetings/details-contract.ts';
import { entryOf, noteEntry } from '../outbox/calendar/sequences-repository.ts';
import { createStoredKeys, type Posting } from '../outbox/index.ts';
import { createInvitations } from './invitations.ts';
import { createStopLinks } from './stop-links.ts';

const facts = {
  seriesId: '44444444-4444-4444-8444-444444444444',
  title: 'Algebra\r\nBcc: x <b>',
  ...noDetails,
  isPersonal: false,
  hostName: '林芳',
  hostId: 'p0',
  senderId: 'host',
  number: '123456789',
  guestPassword: 'rain-cloud',
  startsAt: Date.UTC(2026, 10, 24, 0, 0),
  schedule: {
    startsAt: '2026-11-24T08:00',
    timezone: 'Asia/Shanghai',
    durationMinutes: 95,
    weekly: { until: '2027-01-15', interval: 1, weekdays: [2], skipped: [] as string[] },
  },
};
const { seriesId } = facts;
const anna = { personId: 'p1', name: 'Anna Müller', email: 'Anna@uni.test', locale: 'en' };
const guest = { personId: null, name: null, email: 'guest@else.test', locale: null };

function fixture(db: Database, hasMail = true) {
  const sent: Extract<Posting['message'], { kind: 'mail' }>[] = [];
  const invitations = createInvitations({
    quota: { take: () => Promise.resolve() },
    db,
    clock: settableClock(),
    outbox: {
      carries: () => hasMail,
      add: (_, { message }) => {
        if (message.kind === 'mail') sent.push(message);
        return Promise.resolve();
      },
      calendar: { entryOf, noteEntry },
    },
    sender: {
      email: 'meetings@uni.test',
      domain: 'meet.uni.test',
      campusZone: 'Asia/Shanghai',
      numberUrl: (number) => `https://meet.uni.test/join?number=${number}`,
      templates: shippedTemplates(db),
    },
    stopLinks: createStopLinks({
      keys: createStoredKeys({ db, sealing: testSealing, clock: settableClock() }),
      base: 'https://meet.uni.test',
    }),
    links: {
      urlOf: (id) => Promise.resolve(id === 'gone' ? null : `https://meet.uni.test/join/${id}`),
    },
    zones: () => Promise.resolve(new Map([['p1', 'Europe/Berlin']])),
  });
  return { sent, invitations };
}

const invite = {
  meeting: facts,
  senderId: 'p0',
  recipients: [anna, guest],
  message: 'Bring your notes.\nSee you.',
  link: { id: 't0ken', url: 'https://meet.uni.test/join/t0ken' },
};
const noLink = { link: null };
const line = (file: string | undefined, name: string) =>
  file?.replace(/\r\n[ \t]/gu, '').match(new RegExp(`^${name}[:;].*$`, 'mu'))?.[0];

forEachDatabase('invitations by mail', (open) => {
  it('say who, when in my zone, number in groups, password, link and how to join', async () => {
    const { sent, invitations } = fixture(await open());
    await invitations.send(invite);
    const [mine, theirs] = sent;
    assert.equal(mine?.subject, '林芳 invites you: Algebra Bcc: x <b>');
    for (const said of [
      'Hello Anna Müller',
      '“Bring your notes.\nSee you.”',
      'Tuesday 24 November 2026 at 08:00–09:35 (China Standard Time, Asia/Shanghai)',
      'every Tuesday until 15 January 2027',
      'In your time zone (Central European Time, Europe/Berlin): Tuesday 01:00–02:35',
      '123 456 789',
      'rain-cloud',
      'https://meet.uni.test/join/t0ken',
    ]) {
      const plain = mine.text.replace('Tuesday, 24 November 2026,', 'Tuesday 24 November 2026 at');
      assert.ok(plain.includes(said), `${said} in ${mine.text}`);
    }
    assert.doesNotMatch(mine.html, /<b>/u);
    assert.match(theirs?.subject ?? '', /^林芳邀请您参加：.* \/ 林芳 invites you/u);
    assert.match(theirs?.text ?? '', /2026年11月24日星期二 08:00–09:35/u);
    assert.doesNotMatch(theirs?.text ?? '', /Hello|您好/u);
  });

  it('carry one calendar entry that is changed and taken out by its number', async () => {
    const { sent, invitations } = fixture(await open());
    await invitations.send(invite);
    const later = { ...facts.schedule, startsAt: '2026-11-24T09:00' };
    await invitations.update({ meeting: { ...facts, schedule: later }, ...noLink });
    await invitations.update({ meeting: { ...facts, title: 'Geometry' }, ...noLink });
    await invitations.cancel({ ...facts, title: 'Geometry' });
    const files = sent.filter(({ to }) => to === 'Anna@uni.test').map(({ calendar }) => calendar);
    assert.deepEqual(
      files.map((file) => file?.method),
      ['REQUEST', 'REQUEST', 'REQUEST', 'CANCEL'],
    );
    assert.deepEqual(
      files.map((file) => line(file?.content, 'SEQUENCE')),
      ['SEQUENCE:0', 'SEQUENCE:1', 'SEQUENCE:2', 'SEQUENCE:3'],
    );
    const uids = new Set(files.map((file) => line(file?.content, 'UID')));
    assert.deepEqual([...uids], [`UID:${seriesId}@meet.uni.test`]);
    assert.match(files[3]?.content ?? '', /^STATUS:CANCELLED\r$/mu);
    assert.match(sent.at(-1)?.text ?? '', /2026年11月24日|24 November 2026/u);
    // Told once more after the cancellation: nobody is left to tell.
    await invitations.cancel({ ...facts, title: 'Geometry' });
    assert.equal(sent.length, 8);
  });

  it('without a plan have no calendar file; a change is told to each address once', async () => {
    const { sent, invitations } = fixture(await open());
    const unplanned = { ...invite, meeting: { ...facts, startsAt: null, schedule: null } };
    await invitations.send({ ...unplanned, recipients: [guest] });
    await invitations.send({ ...unplanned, recipients: [{ ...guest, email: 'GUEST@else.test' }] });
    assert.ok(sent.every(({ calendar }) => calendar === undefined));
    assert.doesNotMatch(sent[0]?.text ?? '', /When|时间/u);
    sent.length = 0;
    await invitations.update({ meeting: unplanned.meeting, ...noLink });
    assert.equal(sent.length, 1);
    assert.match(sent[0]?.text ?? '', /join\/t0ken/u);
  });

  it('keep each their own link, and lead to the page for the number once it lets in no more', async () => {
    const { sent, invitations } = fixture(await open());
    await invitations.send({ ...invite, recipients: [anna] });
    await invitations.send({ ...invite, recipients: [guest], link: { id: 'other', url: 'u' } });
    const gone = { ...guest, email: 'gone@else.test' };
    await invitations.send({ ...invite, recipients: [gone], link: { id: 'gone', url: 'u' } });
    sent.length = 0;
    await invitations.update({ meeting: facts, ...noLink });
    const ends = {
      [anna.email]: '/join/t0ken',
      [guest.email]: '/join/other',
      [gone.email]: '/join?number=123456789',
    };
    for (const { to, text, calendar } of sent) {
      assert.ok(text.includes(`https://meet.uni.test${ends[to] ?? '-'}`), text);
      assert.equal(
        line(calendar?.content, 'LOCATION'),
        `LOCATION:https://meet.uni.test${ends[to] ?? '-'}`,
      );
    }
    assert.equal(sent.length, 3);
  });

  it('to a personal meeting say so, for it is called like its host', async () => {
    const { sent, invitations } = fixture(await open());
    await invitations.send({
      ...invite,
      meeting: { ...facts, title: '林芳', isPersonal: true },
      recipients: [anna, guest],
    });
    assert.equal(sent[0]?.subject, '林芳 invites you: personal meeting');
    assert.match(sent[1]?.subject ?? '', /^林芳邀请您参加：个人会议 \/ /u);
    assert.equal(line(sent[1]?.calendar?.content, 'SUMMARY'), 'SUMMARY:个人会议');
    await invitations.send({
      ...invite,
      meeting: { ...facts, title: 'Tutorial', isPersonal: true },
      recipients: [anna],
    });
    assert.match(sent[2]?.subject ?? '', /Tutorial/u);
  });

  it('without a link of their own get the one that is handed in, and keep it', async () => {
    const db = await open();
    const { sent, invitations } = fixture(db);
    await invitations.send({ ...invite, recipients: [guest] });
    await db('invited_addresses').update({ link_id: null });
    assert.equal(await invitations.areWithoutLink(seriesId), true);
    await invitations.update({ meeting: facts, link: { id: 'new', url: 'u' } });
    await invitations.update({ meeting: facts, ...noLink });
    assert.equal(await invitations.areWithoutLink(seriesId), false);
    for (const { text } of sent.slice(1)) assert.match(text, /join\/new/u);
  });

  it('are taken out of the calendar by what was planned last, and planned anew', async () => {
    const { sent, invitations } = fixture(await open());
    await invitations.send({ ...invite, recipients: [guest] });
    await invitations.unplan({ ...facts, title: 'Algebra' });
    await invitations.update({ meeting: facts, ...noLink });
    await invitations.unplan({ ...facts, title: 'Algebra' });
    await invitations.cancel({ ...facts, title: 'Algebra' });
    assert.deepEqual(
      sent.map(({ calendar }) => [calendar?.method, line(calendar?.content, 'SEQUENCE')]),
      [
        ['REQUEST', 'SEQUENCE:0'],
        ['CANCEL', 'SEQUENCE:1'],
        ['REQUEST', 'SEQUENCE:2'],
        ['CANCEL', 'SEQUENCE:3'],
        // The plan went before: what is said now is that the meeting itself is gone.
        [undefined, undefined],
      ],
    );
    assert.match(line(sent[1]?.calendar?.content, 'RRULE') ?? '', /UNTIL=20270115/u);
  });

  it('are refused where no mail server is configured', async () => {
    const { invitations } = fixture(await open(), false);
    const refused = (error: unknown) => isFailure(error, 'mail/not-configured');
    await assert.rejects(invitations.send(invite), refused);
    await assert.rejects(invitations.update({ meeting: facts, ...noLink }), refused);
  });
});
