import type { Database } from '../../kernel/database.ts';
import { createBelongingRepository } from './admission/belonging-repository.ts';
import { guestReader } from './admission/people.ts';

/** What is asked of meetings by what is made before them: sessions, by the database alone. */
export const createMeetingReader = ({ db }: { db: Database }) => ({
  /** Guests as sessions show them. */
  guests: guestReader(createBelongingRepository(db)),
});
