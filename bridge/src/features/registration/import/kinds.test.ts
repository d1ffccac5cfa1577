import assert from 'node:assert/strict';
import { forEachDatabase } from '../../../../test/databases.ts';
import { registrationFixture } from '../../../../test/registration-fixture.ts';

forEachDatabase('the kind of a person on a sheet', (open) => {
  it('is shown, filtered and exported; another one is a change, and is undone', async () => {
    const at = await registrationFixture(await open());
    const bridge = await at.http();
    const unit = at.physics.externalId;
    const people = async (query: string): Promise<unknown[]> => {
      const { text } = await bridge.send({
        path: `/api/admin/people${query}`,
        token: at.chief.token,
      });
      const page = JSON.parse(text) as { people: { name: string; kind: string | null }[] };
      return page.people.map(({ name, kind }) => [name, kind]);
    };
    const rows = [
      ['王芳', '教师', 'T100', unit, '', '', ''],
      ['李雷', 'student', 'S100', unit, '', '', ''],
    ];
    await at.apply(at.chief, await at.submit(at.chief, rows));
    assert.deepEqual(await people('?kind=teacher'), [['王芳', 'teacher']]);
    assert.deepEqual(await people('?search=Physicist'), [
      ['Former physicist', null],
      ['Physicist 物理', null],
    ]);
    const second = await at.submit(at.chief, [
      ['王芳', '职工', 'T100', unit, '', '', '2099-01-01'],
    ]);
    const [row] = await at.rows(second);
    assert.equal(row?.verdict, 'update');
    assert.deepEqual(row.detail.changes, [
      { field: 'kind', before: 'teacher', after: 'staff' },
      { field: 'expiresOn', before: null, after: '2099-01-01' },
    ]);
    await at.apply(at.chief, second);
    assert.deepEqual(await people('?kind=staff'), [['王芳', 'staff']]);
    const path = '/api/admin/people/export?form=csv&kind=staff';
    const { text } = await bridge.send({ path, token: at.chief.token });
    assert.match(text, /王芳,T100,staff/u);
    assert.doesNotMatch(text, /李雷/u);
    await at.registration.undo(at.chief.id, second);
    assert.deepEqual(await people('?kind=teacher'), [['王芳', 'teacher']]);
    const until = await at.db('registered').where({ campus_number: 'T100' }).pluck('expires_on');
    assert.deepEqual(until, [null]);
  });
});
