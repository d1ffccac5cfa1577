import type { PersonalData } from '../../../kernel/personal-data.ts';

/** Who waits to be let in, or is on the way: seconds, then nothing of it is left. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'entry_queue',
    column: 'participant_id',
    holds: 'participant',
    kind: 'technical',
    shows: [],
    erase: 'delete',
    merge: 'drop',
  },
];
