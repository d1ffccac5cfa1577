import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { migrations } from '../../../migrations/index.ts';
import { itOnEmptyDatabases } from '../../../test/databases.ts';
import {
  migrate,
  openDatabase,
  type Database,
  type DatabaseSettings,
} from '../../kernel/database.ts';
import { createMeetingRepository } from './repository.ts';
import { createSeatRepository, type SeatRepository } from './seat-repository.ts';
import { noDetails } from './details-contract.ts';

const meetingId = '11111111-1111-4111-8111-111111111111';

/** Two bridges on one database, each with connections of its own. */
async function twoBridges(
  settings: DatabaseSettings,
  rule: (bridges: [SeatRepository, SeatRepository], db: Database) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'campus-meet-seats-'));
  const file = { kind: 'sqlite', file: join(folder, 'seats.sqlite') } as const;
  const where = settings.kind === 'sqlite' ? file : settings;
  const both = [openDatabase(where), openDatabase(where)] as const;
  try {
    await migrate(both[0], migrations);
    await addMeeting(both[0]);
    await rule([createSeatRepository(both[0]), createSeatRepository(both[1])], both[0]);
  } finally {
    await Promise.all(both.map((db) => db.destroy()));
    rmSync(folder, { recursive: true });
  }
}

const addMeeting = (db: Database) =>
  createMeetingRepository(db).add({
    ...noDetails,
    id: meetingId,
    seriesId: meetingId,
    kind: 'fresh',
    courseId: null,
    groupId: null,
    title: '',
    hostPersonId: '',
    hostName: '',
    state: 'open',
    room: 'room',
    runningKey: null,
    capacity: 500,
    scheduledAt: null,
    startedAt: 1,
    emptySince: null,
    endedAt: null,
    endReason: null,
  });

const wanting = (capacity: number, now = 1_000) => ({
  meetingId,
  role: 'member' as const,
  capacity,
  now,
  leaseExpiresAt: now + 60_000,
});

describe('seats', () => {
  itOnEmptyDatabases('are 50 for 60 who come at once over two bridges', (settings) =>
    twoBridges(settings, async (bridges) => {
      const people = Array.from({ length: 60 }, (_, at) => `person-${at}`);
      const taken = await Promise.all(
        people.map((personId, at) =>
          (at % 2 ? bridges[0] : bridges[1]).take({ ...wanting(50), personId }),
        ),
      );
      assert.equal(taken.filter((seat) => seat !== null).length, 50);
      assert.equal(await bridges[0].countHeld(meetingId, 1_001), 50);
    }),
  );

  itOnEmptyDatabases(
    'are one for each person, never more than there are, and refused only when all are held',
    (settings) =>
      twoBridges(settings, async (bridges, db) => {
        const person = fc.integer({ min: 0, max: 11 });
        const step = fc.record({
          comers: fc.array(fc.record({ person, isFirst: fc.boolean() }), { maxLength: 16 }),
          goers: fc.array(person, { maxLength: 4 }),
          passes: fc.constantFrom(10, 70_000),
        });
        const capacities = fc.integer({ min: 1, max: 9 });
        await fc.assert(
          fc.asyncProperty(
            capacities,
            fc.array(step, { maxLength: 5 }),
            async (capacity, steps) => {
              await db('seats').delete();
              await follow(bridges, capacity, steps);
            },
          ),
          { numRuns: 15 },
        );
      }),
  );
});

interface Step {
  comers: { person: number; isFirst: boolean }[];
  goers: number[];
  passes: number;
}

async function follow(
  [first, second]: readonly [SeatRepository, SeatRepository],
  capacity: number,
  steps: readonly Step[],
): Promise<void> {
  let now = 1_000;
  /** Until when each person's seat is kept. */
  const kept = new Map<number, number>();
  for (const { comers, goers, passes } of steps) {
    now += passes;
    for (const [one, until] of kept) if (until <= now) kept.delete(one);
    const taken = await Promise.all(
      comers.map(({ person, isFirst }) =>
        (isFirst ? first : second).take({ ...wanting(capacity, now), personId: `${person}` }),
      ),
    );
    const refused = new Set(comers.filter((_, at) => !taken[at]).map(({ person }) => person));
    for (const { person } of comers) if (!refused.has(person)) kept.set(person, now + 60_000);
    assert.equal(await first.countHeld(meetingId, now), kept.size, 'one for each');
    assert.ok(kept.size <= capacity, 'never more than there are');
    if (refused.size > 0) assert.equal(kept.size, capacity, 'refused only when all are held');
    for (const goer of goers) {
      await first.release(meetingId, `${goer}`, now);
      kept.delete(goer);
    }
  }
}
