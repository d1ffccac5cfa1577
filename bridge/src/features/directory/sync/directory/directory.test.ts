import assert from 'node:assert/strict';
import { directoryFixture } from '../../../../../test/directory-fixture.ts';
import { forEachDatabase } from '../../../../../test/databases.ts';
import { listAudit } from '../../../audit/contract.ts';
import type { ChangeShown } from './contract.ts';

/** A change in one line, to compare. */
const line = (change: ChangeShown): string => {
  const side = ({ names, others }: ChangeShown['from']) =>
    [...names, ...(others > 0 ? [`+${others}`] : [])].join(',');
  const { fields, unit, isGone, conflict, problem } = change;
  return [
    ...[change.kind, change.name, `${side(change.from)}>${side(change.to)}`],
    ...(isGone ? ['gone'] : []),
    ...fields.map(({ field, before, after }) => `${field} ${before ?? ''}>${after ?? ''}`),
    ...(unit ? [unit.what, `${unit.name.before ?? ''}>${unit.name.after ?? ''}`] : []),
    ...(conflict ? [conflict.key, conflict.reason, side(conflict)] : []),
    ...(problem ? [problem.field ?? ''] : []),
  ].join(' | ');
};

forEachDatabase('the directory tool of a department admin', (open) => {
  it('shows by name what would change in the own units, and applies that and nothing else', async () => {
    const at = await directoryFixture(await open());
    at.list('curie', 'sciences', { sn: 'Skłodowska' });
    at.list('noether', 'physics');
    at.list('planck', 'arts');
    at.list('klee', 'physics');
    at.list('hahn', 'physics', { givenname: '福', sn: '王' });
    at.list('monet', 'painting', { sn: 'Manet' });
    at.remove('meitner');
    at.remove('kahlo');
    at.entries.set(`ou=Optics,${at.units.physics}`, at.unitEntry('optics', 'Optics'));
    at.entries.set(at.units.physics, at.unitEntry('physics', 'Physik'));
    at.entries.set(at.units.painting, at.unitEntry('painting', 'Malerei'));
    const run = await at.check(at.chief);
    assert.equal(run.state, 'needs-confirmation');
    assert.deepEqual((await at.changes(at.chief, run)).map(line), [
      'joins | Fang klee | >Physik',
      'joins | 王福 | >Physik',
      'moves | Fang noether | Sciences>Physik',
      'leaves | Fang meitner | Sciences> | gone',
      'leaves | Fang planck | Physik>',
      'fields | Fang Skłodowska | > | displayName Fang curie>Fang Skłodowska',
      'units | Optics | > | new | >Optics',
      'units | Physik | > | changed | Physics>Physik',
    ]);
    assert.equal(run.counts.joins, 2);
    assert.deepEqual(await at.placesOf('noether'), ['Sciences'], 'nothing is changed by looking');
    const applied = await at.apply(at.chief, run);
    assert.equal(applied.state, 'applied');
    const places = ['curie', 'noether', 'planck', 'klee', 'hahn', 'meitner', 'kahlo', 'monet'];
    assert.deepEqual(await Promise.all(places.map(at.placesOf)), [
      ...[['Sciences'], ['Physik'], [], ['Arts', 'Physik'], ['Physik'], []],
      ...[['Arts'], ['Painting']],
    ]);
    const [meitner, kahlo, planck, monet] = await Promise.all(
      ['meitner', 'kahlo', 'planck', 'monet'].map(at.personOf),
    );
    assert.equal(meitner?.status, 'deactivated');
    assert.equal(kahlo?.status, 'active', 'gone from the directory, but of the other college');
    assert.equal(planck?.status, 'active', 'moved on');
    assert.equal(monet?.name, 'Fang monet', 'of the other college');
    assert.equal((await at.changes(at.chief, applied)).length, 8, 'the history keeps it');
    const { reply } = await at.bridge.ask(at.chief, listAudit, {
      query: { action: 'roster.apply' },
    });
    assert.deepEqual(
      reply.entries.map(({ actor, subject, departmentId }) => [
        actor?.id,
        subject.id,
        departmentId,
      ]),
      [[at.chief.id, run.id, await at.idOf('sciences')]],
    );
    const rest = await at.check(at.other);
    assert.deepEqual((await at.changes(at.other, rest)).map(line), [
      'joins | Fang planck | >Arts',
      'leaves | Fang kahlo | Arts> | gone',
      'leaves | Fang klee | Arts>',
      'fields | Fang Manet | > | displayName Fang monet>Fang Manet',
      'units | Malerei | > | changed | Painting>Malerei',
    ]);
    await at.apply(at.other, rest);
    assert.equal((await at.personOf('kahlo')).status, 'deactivated');
    assert.equal((await at.check(at.root)).state, 'unchanged', 'the parts make the whole');
  });
});
