import type { Knex } from 'knex';
import type { Migration } from '../src/kernel/database.ts';

interface HeldSeat {
  id: string;
  meeting_id: string;
}

/** A seat is a number of its meeting that one person holds: to take one is no turn at the meeting's row any more. */
export const migration: Migration = {
  name: '0054-seat-numbers',
  up: async (db: Knex) => {
    await db.schema.alterTable('seats', (table) => {
      table.integer('number');
      table.unique(['meeting_id', 'number']);
    });
    const held = await db('seats as s')
      .join('meetings as m', 'm.id', 's.meeting_id')
      .whereNull('m.ended_at')
      .andWhere((kept) =>
        kept.whereNull('s.lease_expires_at').orWhere('s.lease_expires_at', '>', Date.now()),
      )
      .orderBy('s.taken_at')
      .select<HeldSeat[]>('s.id', 's.meeting_id');
    for (const seats of Map.groupBy(held, (seat) => seat.meeting_id).values()) {
      for (const [at, { id }] of seats.entries()) {
        await db('seats')
          .where({ id })
          .update({ number: at + 1 });
      }
    }
    // knex would build the table anew in SQLite, which its rows refer to.
    await db.raw('ALTER TABLE meetings DROP COLUMN seat_changes');
  },
};
