import assert from 'node:assert/strict';
import { campus, type Actor } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { admissionFixture } from '../../../../test/admission-fixture.ts';
import { newId } from '../../../kernel/ids.ts';
import { ringMissing } from '../../calls/contract.ts';
import * as contract from './contract.ts';
import { withAllAbove } from './units.ts';

type Fixture = Awaited<ReturnType<typeof admissionFixture>>;

/** A college with one department: the host teaches, the student is in the department, the stranger nowhere. */
async function college(fixture: Fixture) {
  const { db, clock, host, student } = fixture;
  const people = campus(db, clock);
  await people.course(host, [student]);
  const above = await people.department([]);
  const below = await people.department([student], above.externalId);
  const { series, meetingId } = await fixture.running({ scope: 'invited' });
  const params = { seriesId: series.id };
  return {
    above,
    below,
    series,
    meetingId,
    invite: (departmentId: string, who = host) =>
      fixture.ask(who, contract.inviteUnits, { params, body: { departmentIds: [departmentId] } }),
    drop: (departmentId: string) =>
      fixture.ask(host, contract.dropInvitedUnit, { params: { ...params, departmentId } }),
    entersAs: async (who: Actor) => (await fixture.enter(who, meetingId)).code ?? 'in',
    running: async (who: Actor) =>
      (await fixture.ask(who, contract.listMyMeetings)).reply.running.map(
        ({ seriesId }) => seriesId,
      ),
  };
}

const leaves = (fixture: Fixture, who: Actor) =>
  fixture.db('department_memberships').where({ person_id: who.id }).update({ status: 'removed' });

forEachDatabase('a meeting for a department', (open) => {
  it('is for whoever is in it or below it, for as long as they are', async () => {
    const fixture = await admissionFixture(await open());
    const at = await college(fixture);
    assert.equal(await at.entersAs(fixture.student), 'meeting/not-allowed');
    assert.deepEqual(await at.running(fixture.student), []);
    const { reply } = await at.invite(at.above.id);
    assert.deepEqual(reply.units, [{ id: at.above.id, name: at.above.externalId }]);
    assert.deepEqual(await at.running(fixture.student), [at.series.id]);
    assert.equal(await at.entersAs(fixture.student), 'in');
    assert.equal(await at.entersAs(fixture.stranger), 'meeting/not-allowed');
    await leaves(fixture, fixture.student);
    assert.equal(await at.entersAs(fixture.student), 'meeting/not-allowed');
    assert.deepEqual(await at.running(fixture.student), []);
  });

  it('rings those of its people who are missing, and is for them no more once it is taken out', async () => {
    const fixture = await admissionFixture(await open());
    const at = await college(fixture);
    await fixture.enter(fixture.host, at.meetingId);
    const missing = () =>
      fixture.ask(fixture.host, ringMissing, { params: { meetingId: at.meetingId }, body: {} });
    assert.equal((await missing()).code, 'call/nobody');
    await at.invite(at.below.id);
    const { invitees } = (await missing()).reply;
    assert.deepEqual(
      invitees.map(({ personId }) => personId),
      [fixture.student.id],
    );
    assert.deepEqual((await at.drop(at.below.id)).reply.units, []);
    assert.deepEqual(await at.running(fixture.student), []);
  });

  it('is made by hosts of the staff, of departments that are there', async () => {
    const fixture = await admissionFixture(await open());
    const at = await college(fixture);
    assert.equal((await at.invite(newId())).code, 'department/not-found');
    assert.equal((await at.invite(at.above.id, fixture.stranger)).code, 'series/not-host');
    const { reply } = await fixture.ask(fixture.student, contract.createSeries, {
      body: { title: 'Mine', admission: {} },
    });
    const refused = await fixture.ask(fixture.student, contract.inviteUnits, {
      params: { seriesId: reply.id },
      body: { departmentIds: [at.above.id] },
    });
    assert.equal(refused.code, 'door/units-not-allowed');
    await fixture.db('departments').where({ id: at.above.id }).update({ status: 'removed' });
    assert.equal((await at.invite(at.above.id)).code, 'department/not-found');
  });
});

describe('the units above', () => {
  const unit = (id: string, parentId: string | null) => ({ id, parentId, name: id });
  it('end at the top, and where the tree runs in a circle', () => {
    const tree = [unit('a', null), unit('b', 'a'), unit('c', 'b'), unit('x', 'y'), unit('y', 'x')];
    assert.deepEqual([...withAllAbove(['c'], tree)].sort(), ['a', 'b', 'c']);
    assert.deepEqual([...withAllAbove(['x', 'gone'], tree)].sort(), ['x', 'y']);
  });
});
