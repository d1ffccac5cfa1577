import assert from 'node:assert/strict';
import { becomes } from '../../../../test/becomes.ts';
import { closeFirst, forEachDatabase } from '../../../../test/databases.ts';
import { lakeside, moodleFixture } from '../../../../test/moodle-fixture.ts';
import { smtpFixture } from '../../../../test/smtp-fixture.ts';
import type { Database } from '../../../kernel/database.ts';

const minute = 60_000;

interface Told {
  until: number;
  started: { meeting: string; users: string[] }[];
  missed: { call: string; user: string }[];
}

/** A Moodle that asks each minute, its teacher, and two students who want mail; its real mail server. */
async function asking(db: Database) {
  const mail = smtpFixture();
  await mail.start();
  closeFirst(() => mail.stop());
  const fixture = await moodleFixture(db, {
    SMTP_URL: `smtp://127.0.0.1:${mail.port()}`,
    SMTP_TLS: 'none',
    MAIL_FROM: 'meetings@uni.test',
  });
  const { connected, launched, send, post, roster, clock } = fixture;
  const moodle = await connected(lakeside);
  const body = await moodle.token(roster({}));
  await send({ method: 'POST', path: '/api/moodle/rosters', body });
  const teacher = await launched(moodle, { sub: '2', role: 'editing-teacher' });
  const people = new Map<string, string>();
  for (const id of ['3', '4']) {
    const where = { realm: lakeside, external_id: id };
    const [personId = ''] = await db('person_accounts').where(where).pluck<string[]>('person_id');
    await db('people')
      .where({ id: personId })
      .update({ email: `s${id}@uni.test` });
    const choice = { person_id: personId, setting: 'mail', wanted: true };
    await db('notification_choices').insert(choice);
    people.set(id, personId);
  }
  const asks = async (after: number): Promise<Told> =>
    JSON.parse(
      (await post('notifications', { token: await moodle.token({ sub: 'notifications', after }) }))
        .text,
    ) as Told;
  const tells = async (claims: object) =>
    post('told', { token: await moodle.token({ sub: 'told', ...claims }) });
  const asked = async (path: string, given: object) =>
    JSON.parse((await send({ method: 'POST', path, body: given, token: teacher.token })).text) as {
      id: string;
    };
  const mailed = (addresses: string[]) =>
    becomes(() => Promise.resolve(mail.received.flatMap(({ to }) => to).toSorted()), addresses);
  await asks(clock.now());
  return {
    ...fixture,
    asks,
    tells,
    people,
    mail,
    mailed,
    starts: () => asked(`/api/courses/${teacher.courseId}/meetings`, {}),
    rings: (meetingId: string) =>
      asked(`/api/meetings/${meetingId}/calls`, { personIds: [...people.values()] }),
    /** Until what becomes of a call is written. */
    missed: () =>
      becomes(async () => (await db('call_invitees').whereNotNull('missed_at')).length, 2),
    /** Until the class was told of. */
    notified: () => becomes(async () => (await db('meeting_notices')).length, 1),
    /** Whom mail was made for, sent or not. */
    written: async () => (await db('outbox').pluck<string[]>('recipient')).toSorted(),
  };
}

forEachDatabase('What a connected Moodle should have told its people, and has not', (open) => {
  it('is mailed: a class, where the Moodle is away since it asked, or told all but one', async () => {
    const away = await asking(await open());
    await away.starts();
    await away.notified();
    assert.deepEqual(await away.written(), [], 'it has three minutes');
    away.clock.move(4 * minute);
    await away.mailed(['s3@uni.test', 's4@uni.test']);
  });

  it('is mailed to the one whom it does not know, and to nobody else', async () => {
    const { starts, asks, tells, clock, mailed, notified, written } = await asking(await open());
    const { id: meeting } = await starts();
    await notified();
    clock.move(5_000);
    const { started } = await asks(0);
    assert.deepEqual(
      started.map((one) => [one.meeting, one.users.toSorted()]),
      [[meeting, ['3', '4']]],
    );
    assert.equal((await tells({ started: [{ meeting, untold: ['4'] }] })).status, 200);
    clock.move(4 * minute);
    await mailed(['s4@uni.test']);
    assert.deepEqual(await written(), ['s4@uni.test']);
  });

  it('is mailed: a missed call, once, to whom it has not told of theirs', async () => {
    const { starts, rings, missed, asks, tells, clock, mailed, notified, written } = await asking(
      await open(),
    );
    const { id } = await starts();
    await notified();
    await tells({ started: [{ meeting: id, untold: [] }] });
    await rings(id);
    await missed();
    clock.move(5_000);
    const found = (await asks(0)).missed;
    assert.deepEqual(found.map(({ user }) => user).toSorted(), ['3', '4']);
    assert.deepEqual(await written(), []);
    await tells({ missed: found.flatMap(({ call, user }) => (user === '3' ? [call] : [])) });
    clock.move(4 * minute);
    await mailed(['s4@uni.test']);
    assert.deepEqual(await written(), ['s4@uni.test']);
  });
});
