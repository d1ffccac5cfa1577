import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { settableClock } from '../../../kernel/clock.ts';
import { createDirectory } from '../../directory/index.ts';
import { createContactNotes } from './contacts/noting.ts';
import { createPersons } from './persons.ts';

forEachDatabase('somebody of a campus in Germany', (open) => {
  it('is known by their telephone number however it is written, and codes go to it', async () => {
    const db = await open();
    const clock = settableClock();
    const { people } = createDirectory({
      db,
      clock,
      countryCode: '49',
      changed: createContactNotes({ clock }).note,
    });
    const max = {
      externalId: 'max',
      displayName: 'Max',
      givenName: '',
      familyName: '',
      email: null,
      campusNumber: 'M1',
      phone: '0151/2345 6789',
      locale: null,
      timezone: null,
      suspended: false,
    };
    await db.transaction(async (trx) => {
      const from = { source: 'ldap:x', realm: 'x' };
      const report = { from, people: [max], complete: false };
      await people.apply(trx, await people.diff(trx, report));
    });
    const persons = createPersons(db, people);
    for (const written of ['0151 23456789', '+49 (0)151 23456789', '0049-151-23456789', 'M1']) {
      assert.equal((await persons.one(written))?.phone, '+4915123456789', written);
    }
    assert.equal(await persons.one('+8615123456789'), null);
  });
});
