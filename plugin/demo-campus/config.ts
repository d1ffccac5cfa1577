import type { ToolDraft } from './lti-platform/tools.ts';

/** What the demo campus must be told: where it is reached, and what it starts with. */
export interface CampusConfig {
  /** The address that browsers use, without a path: Moodle's wwwroot and LTI's issuer. */
  origin: string;
  /** Tools that are registered and active from the start; the first is number 1, which the seed's activities open. */
  tools?: ToolDraft[];
  /** Hosts (`name` or `name:port`) that the platform refuses to fetch keys from, as Moodle's "HTTP security" does. */
  blockedHosts?: string[];
}
