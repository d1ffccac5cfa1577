import assert from 'node:assert/strict';
import { canRun, openCourse, openFixture, signIn, type Fixture } from '../../ui/e2e/fixture.ts';
import type { Mail } from './mail/mailbox.ts';
import { readCalendar } from './mail/calendar-file.ts';

/** A teacher invites by the bridge's own HTTP; what comes out is looked at where people look: in the mailbox. */
(canRun ? describe : describe.skip)('an invitation in the demo', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.close());

  it('arrives in the mailbox page with its calendar file; a cancellation takes it out', async () => {
    const { page, ask } = await session(fixture, 't0001');
    const schedule = {
      startsAt: '2027-03-01T08:00',
      timezone: 'Asia/Shanghai',
      durationMinutes: 95,
      weekly: { until: '2027-06-14' },
    };
    const series = await ask('POST', '/api/series', { title: '研讨课 <Seminar>', schedule });
    const path = `/api/series/${String(series['id'])}`;
    const message = 'Bring a question.';
    await ask('POST', `${path}/invitations`, { emails: ['guest@else.test'], message });
    const invited = await mailOf(fixture, 'guest@else.test', 1);
    assert.match(invited.subject, /研讨课 <Seminar>/u);
    assert.deepEqual(calendarOf(invited), {
      method: 'REQUEST',
      summary: '研讨课 <Seminar>',
      start: '2027-03-01 08:00 Asia/Shanghai',
    });

    await page.goto(`${fixture.demo.addresses.campus}/mailbox`);
    await page
      .getByRole('link', { name: /Seminar/u })
      .first()
      .click();
    await page.getByText('invite.ics').first().waitFor();
    const picture = process.env['MAILBOX_PICTURE'];
    if (picture) await page.screenshot({ path: picture, fullPage: true });

    await ask('DELETE', path);
    const cancelled = await mailOf(fixture, 'guest@else.test', 2);
    assert.equal(calendarOf(cancelled).method, 'CANCEL');
  });

  it('is not needed where a class starts: who wants it is told by mail and inside the LMS', async () => {
    const student = await session(fixture, 's202300001');
    await student.ask('PATCH', '/api/me/notices', { mail: true, lms: true });
    const teacher = await session(fixture, 't0001');
    await teacher.ask('POST', `/api/courses/${teacher.courseId}/meetings`, {});
    const person = [...fixture.demo.campus.people.values()].find(
      ({ username }) => username === 's202300001',
    );
    const { subject, headers } = await mailOf(fixture, person?.email ?? '', 1);
    assert.match(subject, /已开课|has started/u);
    assert.ok(headers.some(({ name }) => name === 'list'));
    const inLms = () => fixture.demo.webServices.messages.of(person?.id ?? 0);
    while (inLms().length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(inLms().length, 1);
    assert.match(inLms()[0]?.text ?? '', /<a href="http/u);
  });
});

/** Somebody's session in the panel of the course "Data Structures", taken over to ask the bridge by hand. */
async function session(fixture: Fixture, username: string) {
  const { page } = await signIn(fixture, username);
  const token = new Promise<string>((resolve) => {
    page.on('request', (request) => {
      const header = request.headers()['authorization'];
      if (header?.startsWith('Bearer ') && request.url().includes('/api/')) resolve(header);
    });
  });
  const frame = await openCourse(fixture, page, 2);
  const courseId = /\/course\/([\w-]+)/u.exec(frame.url())?.[1] ?? '';
  const authorization = await token;
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${fixture.demo.addresses.bridge}${path}`, {
      method,
      headers: { Authorization: authorization, 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const reply = (await answer.json()) as Record<string, unknown>;
    assert.equal(answer.status, 200, JSON.stringify(reply));
    return reply;
  };
  return { page, courseId, ask };
}

async function mailOf(fixture: Fixture, address: string, count: number): Promise<Mail> {
  const { mailbox } = fixture.demo.mail;
  while (mailbox.list(address).length < count) {
    await new Promise((resolve) => {
      const stop = mailbox.onMessage(() => {
        stop();
        resolve(null);
      });
    });
  }
  const [latest] = mailbox.list(address);
  if (latest?.kind !== 'mail') throw new Error('a mail');
  return latest;
}

function calendarOf({ attachments }: Mail) {
  const file = attachments.find(({ name }) => name === 'invite.ics');
  const { method, summary, start } = readCalendar(file?.content.toString('utf8') ?? '') ?? {};
  return { method, summary, start };
}
