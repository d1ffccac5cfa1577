import { createMaintenance } from '../../../features/operations/maintenance/index.ts';
import { createEvents } from '../../../kernel/events.ts';
import { withoutDatabase, type Context, type UsableDatabase } from '../context.ts';
import { ok, warning, type Check } from '../result.ts';

/** Whether changes are refused for maintenance, which somebody may have forgotten. */
export const maintenanceCheck = ({ clock, log }: Context, database: UsableDatabase): Check => ({
  name: 'maintenance',
  run: async () => {
    const db = await database();
    if (!db) return withoutDatabase('maintenance');
    const now = await createMaintenance({ db, clock, events: createEvents(log) }).read();
    if (!now) return ok('maintenance/off', 'Changes are taken.');
    const since = new Date(now.since).toLocaleString('sv');
    const isOver = now.until !== null && now.until < clock.now();
    const seen = `Changes are refused since ${since}${isOver ? ', longer than announced' : ''}.`;
    return warning('maintenance/on', seen, 'When it is over: npm run campus -- maintenance off');
  },
});
