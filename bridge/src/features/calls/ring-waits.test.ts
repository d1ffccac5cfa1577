import assert from 'node:assert/strict';
import { courseFixture } from '../../../test/call-fixture.ts';
import { forEachDatabase } from '../../../test/databases.ts';
import { ring } from './contract.ts';
import { createCallRepository } from './repository.ts';

forEachDatabase('how long it takes until it rings', (open) => {
  it('is kept for each who is called, and not for whom it does not ring', async () => {
    const db = await open();
    const { bridge, teacher, student, other, meetingId } = await courseFixture(db);
    const tab = await bridge.tab(student);
    const personIds = [student.id, other.id];
    await bridge.ask(teacher, ring, {
      params: { meetingId },
      body: { personIds },
    });
    await tab.next('ring');
    const waits = await createCallRepository(db).ringWaits(0, Number.MAX_SAFE_INTEGER);
    assert.equal(waits.length, 1);
    assert((waits[0] ?? -1) >= 0);
  });
});
