import assert from 'node:assert/strict';
import { bridgeAndProsody } from '../../test/bridge-and-prosody.ts';
import { forEachDatabase } from '../../test/databases.ts';
import { createSeries, startSeries } from '../features/meetings/admission/contract.ts';
import { enterMeeting } from '../features/meetings/contract.ts';
import { removeFromMeeting } from '../features/meetings/moderation/contract.ts';
import type { Database } from '../kernel/database.ts';

/** A host who runs a meeting, a student who is invited, a bridge and a real Prosody that know each other. */
async function openFixture(db: Database) {
  const { stage, people, bridge } = await bridgeAndProsody(db);
  const host = await people.person('林芳');
  const student = await people.person('王小明');
  const body = { title: '组会', invite: [student.id] };
  const { reply: series } = await bridge.ask(host, createSeries, { body });
  const started = await bridge.ask(host, startSeries, { params: { seriesId: series.id } });
  return { stage, ...bridge, host, student, meetingId: started.reply.meetingId };
}

forEachDatabase('a room token and a ban, with real Prosody', (open) => {
  it('a banned student who comes back on the token from before is shown out, again and again', async () => {
    const { stage, ask, host, student, meetingId } = await openFixture(await open());
    const params = { meetingId };
    const tokenOf = async (who: typeof host) => {
      const { reply } = await ask(who, enterMeeting, { params });
      assert.ok(reply.outcome === 'entered');
      return reply.conference;
    };
    const first = await tokenOf(host);
    const second = await tokenOf(student);
    const come = async ({ room, jwt }: typeof first, nick: string) => {
      const client = await stage.connect(room, jwt);
      const shownOut = client.next(
        (stanza) => stanza.includes(`/${nick}`) && stanza.includes(`code='307'`),
      );
      await client.askFocus();
      await client.join(nick);
      return { client, shownOut };
    };
    const teacher = await come(first, 'teach001');
    const student1 = await come(second, 'stud0001');
    const about = { meetingId, participantId: student.id };
    const ban = await ask(host, removeFromMeeting, { params: about, body: { ban: true } });
    assert.equal(ban.status, 200);
    await student1.shownOut;
    for (const nick of ['stud0002', 'stud0003']) {
      const again = await come(second, nick);
      assert.match(await again.shownOut, /<reason>door\/banned</u);
    }
    assert.equal((await ask(student, enterMeeting, { params })).code, 'door/banned');
    // Whoever may stay, stays.
    const stillIn = await Promise.race([
      teacher.shownOut.then(() => false),
      new Promise((resolve) => setTimeout(() => resolve(true), 500)),
    ]);
    assert.equal(stillIn, true);
  });
});
