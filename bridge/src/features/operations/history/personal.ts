import type { Retention } from '../../../kernel/retention.ts';

/** Figures of each minute: nobody is named in them. */
export const retention: readonly Retention[] = [
  {
    name: 'operations',
    kind: 'technical',
    days: 90,
    least: 7,
    most: 400,
    targets: (['operation_samples', 'operation_half_hours'] as const).map((table) => ({
      table,
      key: ['at'],
      since: 'at',
      then: 'delete',
    })),
  },
];
