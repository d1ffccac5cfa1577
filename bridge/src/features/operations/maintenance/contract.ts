import { z } from 'zod';
import { endpoint, moment } from '../../../kernel/contract.ts';

/** Changes are refused; reading and being in a meeting go on. */
const maintenance = z.object({
  since: moment,
  /** When it is to be over, as announced; null: that was not said. */
  until: moment.nullable(),
});
export type Maintenance = z.infer<typeof maintenance>;

/** Null while everything goes on. */
export const maintenanceNow = z.object({ maintenance: maintenance.nullable() });

export const lookAtMaintenance = endpoint({
  id: 'lookAtMaintenance',
  summary: 'Whether changes are refused for maintenance, and until when',
  method: 'GET',
  path: '/api/maintenance',
  who: 'anyone',
  reply: maintenanceNow,
});
