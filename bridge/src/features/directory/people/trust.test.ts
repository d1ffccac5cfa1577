import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forEachDatabase } from '../../../../test/databases.ts';
import { anAccount, moodle } from '../../../../test/roster-fixtures.ts';
import { admin, believingLms, claim, trustFixture } from '../../../../test/trust-fixture.ts';
import { openDatabase } from '../../../kernel/database.ts';
import {
  formatVouches,
  kindOf,
  parseVouches,
  readVouches,
  usualTrust,
  vouchesForAll,
  vouchesForNothing,
} from './index.ts';
import { inTransaction } from '../../../kernel/sql.ts';

describe('what a source vouches for', () => {
  it('is read from a list and written as one', () => {
    assert.deepEqual(readVouches(' phone , campusNumber,phone'), {
      vouches: ['campusNumber', 'phone'],
      unknown: [],
    });
    assert.deepEqual(readVouches('none'), { vouches: [], unknown: [] });
    assert.deepEqual(readVouches('name').unknown, ['name']);
    assert.equal(formatVouches(['mail', 'campusNumber']), 'campusNumber,mail');
    assert.deepEqual(parseVouches('mail,everything'), ['mail']);
  });

  it('is nothing for an LMS or a portal, and all for the campus’s own, unless told', () => {
    for (const source of ['lti:a', 'nrps:a', 'moodle:a', 'portal:a', 'other:a']) {
      assert.deepEqual(usualTrust({ source, realm: 'a' }), vouchesForNothing);
    }
    for (const source of ['ldap:a', 'sheet', 'application']) {
      assert.deepEqual(usualTrust({ source, realm: 'a' }), vouchesForAll);
    }
  });
});

forEachDatabase('a claim that nobody vouches for', (open) => {
  for (const way of ['launch', 'nrps', 'moodle'] as const) {
    it(`by ${way} makes a person of that source, with nothing of the administrator whose number it is`, async () => {
      const at = await trustFixture(await open());
      await at.inDirectory(admin);
      const root = await at.personOf('ldap:campus', 'root');
      await at.grant(root);
      let thief = '';
      if (way === 'launch') thief = await at.ltiLaunches('66', claim);
      else {
        const source = `${way}:${way === 'nrps' ? 'p1' : moodle}`;
        [thief = ''] = await at.tells({ source, realm: moodle }, [anAccount('66', claim)]);
      }
      assert.notEqual(thief, root);
      const row = await at.db<Record<string, unknown>>('people').where({ id: thief }).first();
      assert.deepEqual(
        [row?.['campus_number'], row?.['email_key'], row?.['phone_key']],
        [null, null, null],
      );
      for (const key of ['A1', 'root@uni.test']) {
        assert.deepEqual(
          (await at.people.named(key)).map(({ id }) => id),
          [root],
        );
      }
      // Whoever administers is told, though nothing was believed.
      assert.deepEqual(await at.conflicts(), ['66 campus-number/holds-power']);
      assert.deepEqual(await at.people.mayBe(thief), [root]);
    });
  }

  it('of two Moodles with equal numbers and mail makes four people', async () => {
    const at = await trustFixture(await open());
    const twins = [anAccount('2', claim), anAccount('3', { ...claim, email: null })];
    const first = await at.tells({ source: 'moodle:a', realm: 'https://a.test' }, twins);
    const second = await at.tells({ source: 'lti:b', realm: 'https://b.test' }, twins);
    assert.equal(new Set([...first, ...second]).size, 4);
    assert.deepEqual(await at.conflicts(), []);
  });

  it('is no conflict where nobody with power is concerned, and a hint for asking', async () => {
    const at = await trustFixture(await open());
    await at.inDirectory(anAccount('s', { campusNumber: 'S1' }));
    const student = await at.personOf('ldap:campus', 's');
    const launched = await at.ltiLaunches('66', { campusNumber: 'S1', email: null });
    assert.notEqual(launched, student);
    assert.deepEqual(await at.conflicts(), []);
    assert.deepEqual(await at.people.mayBe(launched), [student]);
    assert.deepEqual(await at.people.mayBe(student), []);
  });

  it('takes no key away from a leaver whom only a directory vouched for', async () => {
    const at = await trustFixture(await open());
    const lin = anAccount('l', { campusNumber: 'T1' });
    await at.inDirectory(lin, anAccount('m'));
    const person = await at.personOf('ldap:campus', 'l');
    await at.inDirectory(anAccount('m'));
    await at.db('person_accounts').insert({ realm: moodle, external_id: '9', person_id: person });
    assert.equal(await at.ltiLaunches('9', { campusNumber: 'X9', email: null }), person);
    assert.deepEqual(await at.holders('T1'), [person]);
    assert.deepEqual(await at.holders('X9'), []);
  });
});

forEachDatabase('trust that is declared otherwise', (open) => {
  it('is followed for everybody: a number that nobody vouches for any more is no key', async () => {
    let trust = believingLms;
    const at = await trustFixture(await open(), (from) => trust(from));
    await at.inDirectory(anAccount('d', { campusNumber: 'S1', email: 'd@uni.test' }));
    const launched = await at.ltiLaunches('5', { campusNumber: 'S5', email: 'five@uni.test' });
    assert.deepEqual(await at.holders('S5'), [launched]);
    assert.equal(await at.people.followTrust('all'), 0);
    trust = usualTrust;
    assert.equal(await at.people.followTrust('only the directory'), 1);
    assert.deepEqual(await at.holders('S5'), []);
    assert.equal(
      (await at.people.find(launched))?.email,
      'five@uni.test',
      'it is shown all the same',
    );
    assert.deepEqual(await at.people.named('five@uni.test'), []);
    assert.deepEqual(await at.holders('S1'), [await at.personOf('ldap:campus', 'd')]);
    trust = believingLms;
    assert.equal(await at.people.followTrust('all'), 1);
    assert.deepEqual(await at.holders('S5'), [launched]);
    assert.equal(await at.people.followTrust('all'), 0);
  });
});

describe('whatever sources say that vouch for nothing', () => {
  const keys = ['1', '2', '3'] as const;
  const facts = fc.record({
    campusNumber: fc.option(fc.constantFrom('S1', 'S2', 'S3', 'S9'), { nil: null }),
    email: fc.option(fc.constantFrom('1@uni.test', '2@uni.test', 'x@uni.test'), { nil: null }),
    phone: fc.option(fc.constantFrom('13800000001', '13800000009'), { nil: null }),
  });
  const report = fc.record({
    source: fc.constantFrom('lti:a', 'nrps:a', 'moodle:https://a.test', 'lti:b', 'portal:p'),
    account: fc.constantFrom('1', '2', '3', '4'),
    facts,
    gone: fc.boolean(),
  });

  it('a key that is trusted stays whose it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(report, { maxLength: 8 }), async (sequence) => {
        const db = openDatabase({ kind: 'sqlite', file: ':memory:' });
        try {
          const at = await trustFixture(db);
          await at.inDirectory(
            ...keys.map((n) =>
              anAccount(n, {
                campusNumber: `S${n}`,
                email: `${n}@uni.test`,
                phone: `1380000000${n}`,
              }),
            ),
          );
          await at.grant(await at.personOf('ldap:campus', '1'));
          const owners = async () =>
            (
              await db<Record<string, unknown>>('people')
                .whereNotNull('campus_number')
                .orWhereNotNull('email_key')
                .orWhereNotNull('phone_key')
                .orderBy('id')
            ).map((row) => [row['id'], row['campus_number'], row['email_key'], row['phone_key']]);
          const before = await owners();
          for (const { source, account, facts: said, gone } of sequence) {
            at.clock.move(1_000);
            const realm = `https://${kindOf(source) === 'lti' ? source.slice(4) : 'a'}.test`;
            const told = anAccount(account, said);
            const people = gone ? [] : [told];
            await inTransaction(db, async (trx) => {
              const takenBack = gone ? [account] : [];
              const from = { source, realm };
              const diff = await at.people.diff(trx, {
                from,
                people,
                complete: false,
                gone: takenBack,
              });
              await at.people.apply(trx, diff);
            });
          }
          assert.deepEqual(await owners(), before);
        } finally {
          await db.destroy();
        }
      }),
      { numRuns: 25 },
    );
  });
});
