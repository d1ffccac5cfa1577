import type { PersonalData } from '../../kernel/personal-data.ts';

/** Which browsers of somebody are connected right now. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'live_connections',
    column: 'person_id',
    holds: 'participant',
    kind: 'technical',
    shows: ['away'],
    erase: 'delete',
    merge: 'stay',
  },
];
