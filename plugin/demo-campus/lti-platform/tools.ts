import { randomBytes } from 'node:crypto';
import { gradeScopes, scopes } from './vocabulary.ts';

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

/** A registered tool: Moodle's "tool type". Its number is the deployment id. */
export interface Tool extends Required<ToolDraft> {
  id: number;
  /** A tool that registered itself waits for the administrator's Activate. */
  state: 'pending' | 'active';
  /** What the platform gives it tokens for. */
  scopes: string[];
  /** Optional claims that it is sent. */
  shares: { name: boolean; email: boolean };
  deepLinking: boolean;
  logoUrl: string | null;
}

/** 15 letters and digits, as Moodle makes them. */
export const newClientId = (): string =>
  randomBytes(24)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 15)
    .padEnd(15, '0');

/** A tool registered by hand: active at once, all services on, name and mail shared. */
export function toolFromDraft(id: number, draft: ToolDraft): Tool {
  return {
    id,
    state: 'active',
    scopes: [...gradeScopes, scopes.memberships],
    shares: { name: true, email: true },
    deepLinking: true,
    logoUrl: null,
    description: '',
    custom: {},
    ...draft,
    clientId: draft.clientId ?? newClientId(),
  };
}

/** The origin of the tool's own address: the one that the embedding page gives permissions to. */
export const toolOrigin = (tool: Tool): string => new URL(tool.toolUrl).origin;
