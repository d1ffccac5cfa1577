/** What is said of a tool to register it by hand or by configuration. */
export interface ToolDraft {
  name: string;
  /** Where launches go (target_link_uri) unless an activity says otherwise. */
  toolUrl: string;
  initiateLoginUrl: string;
  redirectUris: string[];
  jwksUrl: string;
  description?: string;
  /** Custom parameters, values may be Moodle's `$Variables`. */
  custom?: Record<string, string>;
  /** Fixed instead of made up; for configurations that must know it beforehand. */
  clientId?: string;
}
