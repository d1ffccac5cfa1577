import assert from 'node:assert/strict';
import { applicationFixture } from '../../../../test/application-fixture.ts';
import { runBridge } from '../../../../test/call-fixture.ts';
import type { Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { changeNoticeSettings } from '../../notifications/sending/contract.ts';

const day = 24 * 60 * 60 * 1000;

forEachDatabase('An application that waits', (open) => {
  const fixture = async () => {
    const db = await open();
    const made = await applicationFixture(db);
    const { registered, roles } = made;
    const admin = async (name: string, departmentId: string | null): Promise<Actor> => {
      const person = await registered.person(name);
      const email = `${person.id}@uni.test`;
      await db('people').where({ id: person.id }).update({ email, email_key: email });
      const role = departmentId === null ? 'system' : 'department';
      await roles.give({ personId: person.id, role, departmentId, actorId: null });
      return person;
    };
    let count = 0;
    /** Somebody applies; answers whom of the admins a mail went to, with its text. */
    const applied = async (departmentId: string) => {
      count += 1;
      const before = made.sent.length;
      const email = `n${count}@uni.test`;
      await made.waiting({ name: `新人${count}`, campusNumber: `N${count}`, email, departmentId });
      return made.sent
        .slice(before)
        .flatMap(({ about, message, onceKey, personId }) =>
          about === 'application-waiting' && message.kind === 'mail'
            ? [{ to: personId, text: message.text, onceKey, stop: message.unsubscribeUrl }]
            : [],
        );
    };
    return { ...made, admin, applied };
  };

  it('is told to the admins of its unit, with nothing that the applicant typed', async () => {
    const { admin, applied, college } = await fixture();
    await admin('Root', null);
    const dean = await admin('Dean', college.id);
    const mails = await applied(college.id);
    assert.deepEqual(
      mails.map(({ to }) => to),
      [dean.id],
    );
    assert.match(mails[0]?.text ?? '', /\/admin\/applications/u);
    assert.doesNotMatch(mails[0]?.text ?? '', /新人|n1@/u);
    assert.match(mails[0]?.stop ?? '', /^https:\/\/meet\.uni\.test\/notices\/stop\//u);
  });

  it('is told to those above where the unit has no admin, and at last to the system admins', async () => {
    const { admin, applied, college, registered } = await fixture();
    const root = await admin('Root', null);
    const below = await registered.department([], college.externalId);
    const told = async () => (await applied(below.id)).map(({ to }) => to);
    assert.deepEqual(await told(), [root.id]);
    const dean = await admin('Dean', college.id);
    assert.deepEqual(await told(), [dean.id]);
    const head = await admin('Head', below.id);
    assert.deepEqual(await told(), [head.id]);
  });

  it('is one mail a day for each admin and unit, however many apply', async () => {
    const { admin, applied, college, clock } = await fixture();
    await admin('Dean', college.id);
    const keys = async () => (await applied(college.id)).map(({ onceKey }) => onceKey);
    const today = await keys();
    assert.deepEqual(await keys(), today);
    clock.move(day);
    assert.notDeepEqual(await keys(), today);
  });

  it('is not told to who wants no such mail', async () => {
    const { admin, applied, college, db, clock } = await fixture();
    const dean = await admin('Dean', college.id);
    const bridge = await runBridge(db, clock);
    const { status } = await bridge.ask(dean, changeNoticeSettings, {
      body: { applicationMail: false },
    });
    assert.equal(status, 200);
    await bridge.close();
    assert.deepEqual(await applied(college.id), []);
  });
});
