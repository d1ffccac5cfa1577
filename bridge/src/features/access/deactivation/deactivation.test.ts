import assert from 'node:assert/strict';
import { runBridge } from '../../../../test/call-fixture.ts';
import { campus } from '../../../../test/campus.ts';
import { forEachDatabase } from '../../../../test/databases.ts';
import { settableClock } from '../../../kernel/clock.ts';
import { createDirectory } from '../../directory/index.ts';
import { Failure } from '../../../kernel/failure.ts';
import { insideAmong } from '../../meetings/occupant-repository.ts';
import { createDeactivation } from './index.ts';

forEachDatabase('who was deactivated', (open) => {
  it('loses the sessions and the tabs within seconds, and nobody else does', async () => {
    const db = await open();
    const clock = settableClock();
    const people = campus(db, clock);
    const leaver = await people.person('Leaver');
    const colleague = await people.person('Colleague');
    const bridge = await runBridge(db, clock);
    const gone = await bridge.tab(leaver);
    const stays = await bridge.tab(colleague);
    const closed = new Promise((resolve) => gone.socket.once('disconnect', resolve));
    await db('people').where({ id: leaver.id }).update({ status: 'deactivated' });
    await closed;
    assert.equal(stays.socket.connected, true);
    const open_ = await db('sessions')
      .whereNull('ended_at')
      .select<{ person_id: string }[]>('person_id');
    assert.deepEqual(
      open_.map((row) => row.person_id),
      [colleague.id],
    );
  });
  it('is taken out of the meeting, again and again until that was possible', async () => {
    const db = await open();
    const clock = settableClock();
    const people = campus(db, clock);
    const leaver = await people.person('Leaver');
    const bridge = await runBridge(db, clock);
    const meetingId = await bridge.meetingOf(leaver);
    await bridge.close();
    await people.inside(meetingId, leaver.id);
    await db('people').where({ id: leaver.id }).update({ status: 'deactivated' });
    const kicked: string[] = [];
    let isAway = true;
    const deactivation = createDeactivation({
      people: createDirectory({ db, clock }).people,
      sessions: { openAmong: () => Promise.resolve([]), end: () => Promise.resolve() },
      events: { emit: () => undefined },
      calls: { among: () => Promise.resolve([]), left: () => Promise.resolve() },
      meetings: { among: (people, limit) => insideAmong(db, people, limit) },
      server: {
        kick: (_room, personId) => {
          if (isAway) return Promise.reject(new Failure('conference/unavailable'));
          kicked.push(personId);
          return Promise.resolve();
        },
      },
    });
    await assert.rejects(deactivation.end(), { code: 'conference/unavailable' });
    isAway = false;
    await deactivation.end();
    assert.deepEqual(kicked, [leaver.id]);
  });
});
