import { randomBytes } from 'node:crypto';
import type { Campus } from '../campus.ts';
import type { CampusConfig } from '../config.ts';
import type { JWK } from 'jose';
import { createGradebook, type Gradebook, type GradebookContent } from './gradebook.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';
import { createToolKeys, type ToolKeys } from './tool-keys.ts';
import { toolFromDraft, type Tool, type ToolDraft } from './tools.ts';

/** A token that a tool was given for the services. */
export interface AccessToken {
  toolId: number;
  scopes: string[];
  expiresAt: number;
}

/** The LTI 1.3 platform of the demo: everything that it remembers while it runs. */
export interface Platform {
  /** Issuer, and what all its addresses begin with. */
  origin: string;
  campus: Campus;
  key: SigningKey;
  tools: Map<number, Tool>;
  tokens: Map<string, AccessToken>;
  toolKeys: ToolKeys;
  gradebook: Gradebook;
  now: () => number;
  /** Signs what tools hand back unread (`lis_result_sourcedid`). */
  secret: string;
}

/** What a platform must keep to be the same one to its tools after a restart. */
export interface PlatformContent {
  key: JWK;
  secret: string;
  tools: ReadonlyMap<number, Tool>;
  gradebook: GradebookContent;
}

export interface PlatformOptions {
  campus: Campus;
  config: CampusConfig;
  /** What an earlier one was; a new one otherwise. */
  kept?: PlatformContent;
  now?: () => number;
}

/** Makes the platform, with a new key unless one was kept, and the configuration's tools. */
export async function createPlatform({
  campus,
  config,
  kept,
  now = Date.now,
}: PlatformOptions): Promise<Platform> {
  const platform: Platform = {
    origin: config.origin,
    campus,
    key: await createSigningKey(kept?.key),
    tools: new Map(kept?.tools),
    tokens: new Map(),
    toolKeys: createToolKeys(config.blockedHosts ?? []),
    gradebook: createGradebook(campus, kept?.gradebook),
    now,
    secret: kept?.secret ?? randomBytes(32).toString('hex'),
  };
  for (const draft of config.tools ?? []) registerTool(platform, draft);
  return platform;
}

/** All that the platform must keep. */
export const contentOf = ({ key, secret, tools, gradebook }: Platform): PlatformContent => ({
  key: key.privateJwk,
  secret,
  tools,
  gradebook: gradebook.content(),
});

/** Registers a tool by hand, as an administrator would, active at once. */
export function registerTool(
  platform: Platform,
  draft: ToolDraft,
): { clientId: string; deploymentId: string } {
  const tool = toolFromDraft(nextToolId(platform), draft);
  platform.tools.set(tool.id, tool);
  return { clientId: tool.clientId, deploymentId: String(tool.id) };
}

/** Numbers of tools are never used twice. */
export const nextToolId = (platform: Platform): number => Math.max(0, ...platform.tools.keys()) + 1;

/** The tool with this client id, whatever its state. */
export const toolByClientId = (platform: Platform, clientId: string): Tool | undefined =>
  [...platform.tools.values()].find((tool) => tool.clientId === clientId);
