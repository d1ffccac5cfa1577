import type { PersonalData } from '../../../kernel/personal-data.ts';
import type { Retention } from '../../../kernel/retention.ts';

/** Who looked after an alarm. */
export const personalData: readonly PersonalData[] = [
  {
    table: 'operation_alarms',
    column: 'acknowledged_by',
    holds: 'person',
    kind: 'audit',
    shows: ['kind', 'acknowledged_at'],
    erase: { keep: {} },
    merge: 'stay',
  },
];

/** What was wrong, once it is over. */
export const retention: readonly Retention[] = [
  {
    name: 'alarms',
    kind: 'technical',
    days: 90,
    least: 7,
    most: 400,
    targets: [{ table: 'operation_alarms', key: ['id'], since: 'ended_at', then: 'delete' }],
  },
];
