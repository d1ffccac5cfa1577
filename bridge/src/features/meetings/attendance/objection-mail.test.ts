import assert from 'node:assert/strict';
import { aClass, attendanceFixture, term } from '../../../../test/attendance-fixture.ts';
import { testSealing } from '../../../../test/bridge-settings.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import type { Database } from '../../../kernel/database.ts';
import { changeNoticeSettings } from '../../notifications/sending/contract.ts';
import { payloadColumn, type Posting } from '../../notifications/outbox/index.ts';
import { answerObjection, objectToAttendance } from './contract.ts';
import { dayMs } from '../../../kernel/clock.ts';

// Nobody answers there: what is sent stays in the outbox.
const mailing = { SMTP_URL: 'smtp://127.0.0.1:1', SMTP_TLS: 'none', MAIL_FROM: 'meet@uni.test' };

forEachDatabase('mail about an objection to attendance', (open) => {
  const fixture = async () => {
    const db = await open();
    const at = await attendanceFixture(db, mailing);
    for (const { id } of [at.teacher, at.lan, at.bo, at.cai, at.outsider]) {
      const email = `${id}@uni.test`;
      await db('people').where({ id }).update({ email, email_key: email });
    }
    return { ...at, held: await aClass(at) };
  };
  type At = Awaited<ReturnType<typeof fixture>>;
  const object = ({ bridge, held }: At, who: Actor) =>
    bridge.ask(who, objectToAttendance, {
      params: { meetingId: held.id },
      body: { note: 'Geheim <b>' },
    });
  const answer = async (at: At, words: string) => {
    const [open_] = (await term(at, at.teacher)).reply.objections;
    const params = { meetingId: open_?.meetingId ?? '', objectionId: open_?.id ?? '' };
    const body = { status: 'attended', answer: words };
    return at.bridge.ask(at.teacher, answerObjection, { params, body });
  };
  const mails = async (db: Database, about: string) => {
    const rows = await db<{ id: string; about: string; payload: string }>('outbox').where({
      about,
    });
    return rows.map(({ id, payload }) => {
      const opened = JSON.parse(testSealing.open(payloadColumn, id, payload)) as {
        message: Extract<Posting['message'], { kind: 'mail' }>;
      };
      return opened.message;
    });
  };

  it('goes to the hosts of its course, once a day, with nothing that the student wrote', async () => {
    const at = await fixture();
    await object(at, at.bo);
    await object(at, at.cai);
    const told = await mails(at.db, 'objection-made');
    assert.deepEqual(
      told.map(({ to }) => to),
      [`${at.teacher.id}@uni.test`],
    );
    const text = told[0]?.text ?? '';
    assert.match(text, new RegExp(`/course/${at.course.id}/attendance`, 'u'));
    assert.doesNotMatch(text, /Geheim|Bo\b/u);
    assert.notEqual(told[0]?.unsubscribeUrl, undefined);
    at.clock.move(dayMs);
    await object(at, at.lan);
    assert.equal((await mails(at.db, 'objection-made')).length, 2, 'the next day again');
  });

  it('of its answer goes to the student alone, with the answer', async () => {
    const at = await fixture();
    await object(at, at.bo);
    await answer(at, 'Stimmt, Sie waren da.');
    const [mail, second] = await mails(at.db, 'objection-answered');
    assert.equal(second, undefined);
    assert.equal(mail?.to, `${at.bo.id}@uni.test`);
    assert.match(mail.text, /Stimmt, Sie waren da\./u);
  });

  it('is not sent to those who ended it', async () => {
    const at = await fixture();
    await at.bridge.ask(at.teacher, changeNoticeSettings, { body: { objectionMail: false } });
    await at.bridge.ask(at.bo, changeNoticeSettings, { body: { objectionAnswerMail: false } });
    await object(at, at.bo);
    await answer(at, 'Ja.');
    assert.deepEqual(await mails(at.db, 'objection-made'), []);
    assert.deepEqual(await mails(at.db, 'objection-answered'), []);
  });
});
