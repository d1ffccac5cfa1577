import type { Maintenance } from './contract.ts';

declare module '../../../kernel/events.ts' {
  interface BridgeEvents {
    /** Changes are refused from now on, until another time, or (null) taken again. Each bridge finds out by itself. */
    'maintenance.changed': { maintenance: Maintenance | null };
  }
}
