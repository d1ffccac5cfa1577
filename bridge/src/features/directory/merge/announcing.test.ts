import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { identityFixture } from '../../../../test/identity-fixture.ts';
import { shippedTemplates } from '../../../../test/shipped-templates.ts';
import { aCourse, aDirectory, anAccount, moodle } from '../../../../test/roster-fixtures.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Posting } from '../../notifications/outbox/index.ts';
import { announceConflicts } from './announcing.ts';
import type { ConflictShown } from './conflicts-contract.ts';

const admin = anAccount('root', { campusNumber: 'A1', email: 'root@uni.test', locale: 'zh-CN' });
const thief = anAccount('66', { givenName: 'Mal', familyName: 'Lory', campusNumber: 'A1' });

/** The directory knows an administrator, the LMS somebody with the same number; mail is kept, not sent. */
async function fixture(db: Database) {
  const at = await identityFixture(db);
  await at.tells(aDirectory([admin]));
  const root = await at.personOf('ldap:campus', 'root');
  await db('grants').insert({
    id: 'g',
    person_id: root,
    role: 'system',
    department_id: '',
    created_at: 1,
  });
  const sent: (Posting & { onceKey: string })[] = [];
  const outbox = {
    carries: () => true,
    addAll: (_: Database, postings: readonly (Posting & { onceKey: string })[]) => {
      const isNew = (one: { onceKey: string }) =>
        !sent.some(({ onceKey }) => onceKey === one.onceKey);
      sent.push(...postings.filter(isNew));
      return Promise.resolve();
    },
  };
  const deps = { db, clock: at.clock, people: at.registry.people, outbox };
  const announce = () =>
    announceConflicts({
      ...deps,
      templates: shippedTemplates(db),
      loginUrl: 'https://meet.uni.test/login',
    });
  return { ...at, admin: root, sent, announce };
}

forEachDatabase('whoever is concerned by a conflict', (open) => {
  it('is told once, in the own language, of the LMS and of nothing else', async () => {
    const at = await fixture(await open());
    assert.equal(await at.announce(), 0);
    await at.tells(aCourse([thief]));
    assert.notEqual(await at.personOf(`moodle:${moodle}`, '66'), at.admin);
    assert.equal(await at.announce(), 1);
    const [posting, ...more] = at.sent;
    assert.equal(more.length, 0);
    assert.ok(posting?.message.kind === 'mail');
    assert.deepEqual([posting.message.to, posting.personId], ['root@uni.test', at.admin]);
    assert.match(posting.message.subject, /工号/u);
    assert.match(posting.message.text, /moodle\.uni\.test/u);
    assert.doesNotMatch(posting.message.text, /Lory|A1|66@uni/u);
    await at.tells(aCourse([thief]));
    assert.equal(await at.announce(), 0);
    // To change the claim to and fro is no way to fill somebody's mailbox.
    await at.tells(aCourse([{ ...thief, campusNumber: null }]));
    await at.tells(aCourse([thief]));
    await at.announce();
    assert.equal(at.sent.length, 1);
  });

  it('is listed to administrators with the reason, and can be kept apart for good', async () => {
    const at = await fixture(await open());
    await at.tells(aCourse([thief]));
    const { reply } = await at.ask(at.root, 'GET conflicts');
    const [conflict] = (reply as unknown as { conflicts: ConflictShown[] }).conflicts;
    assert.deepEqual([conflict?.key, conflict?.reason], ['campus-number', 'holds-power']);
    assert.deepEqual(
      conflict?.candidates.map(({ id }) => id),
      [at.admin],
    );
    const apart = await at.ask(at.root, `POST conflicts/${conflict.id}/apart`);
    assert.equal(apart.status, 200, apart.text);
    await at.tells(aCourse([thief]));
    const again = await at.ask(at.root, 'GET conflicts');
    assert.deepEqual((again.reply as unknown as { conflicts: unknown[] }).conflicts, []);
    const row = await at
      .db<{ campus_number: string | null; id: string }>('people')
      .where({ id: await at.personOf(`moodle:${moodle}`, '66') })
      .first();
    assert.equal(row?.campus_number, null);
  });
});
