import { randomUUID } from 'node:crypto';
import type {
  ContentItem,
  DeepLinkingSettings,
  Platform,
} from '../../features/access/lti/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { ToolKeys } from './tool-keys.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim/';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim/';

/** What goes back to the platform, and to which of its requests. */
export interface DeepLinkingAnswer {
  platform: Platform;
  deploymentId: string;
  settings: DeepLinkingSettings;
  items: ContentItem[];
}

/**
 * Signs a deep linking response (Deep Linking 2.0, 4.5), valid for five minutes. Where the platform
 * takes one item only, only the first is sent.
 */
export function signDeepLinkingResponse(
  { platform, deploymentId, settings, items }: DeepLinkingAnswer,
  { keys, clock }: { keys: ToolKeys; clock: Clock },
): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const chosen = settings.acceptMultiple ? items : items.slice(0, 1);
  return keys.sign({
    iss: platform.clientId,
    aud: platform.issuer,
    iat: now,
    exp: now + 300,
    nonce: randomUUID(),
    [`${lti}message_type`]: 'LtiDeepLinkingResponse',
    [`${lti}version`]: '1.3.0',
    [`${lti}deployment_id`]: deploymentId,
    [`${dl}content_items`]: chosen.map(toItem),
    ...(settings.data === null ? {} : { [`${dl}data`]: settings.data }),
  });
}

function toItem(item: ContentItem): Record<string, unknown> {
  const { title, text, url, target, custom, lineItem } = item;
  return {
    type: 'ltiResourceLink',
    title,
    ...(text === undefined ? {} : { text }),
    url,
    ...(custom === undefined ? {} : { custom }),
    ...(lineItem === undefined ? {} : { lineItem }),
    [target]: target === 'window' ? { targetName: '_blank' } : {},
  };
}
