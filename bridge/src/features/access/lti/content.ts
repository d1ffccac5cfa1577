import { z } from 'zod';
import { Failure } from '../../../kernel/failure.ts';
import type { LaunchPorts } from './launch-service.ts';
import { onPlatform } from './origins.ts';
import { platformOf } from './platforms.ts';
import type { ContentItem, LtiProtocol, Platform } from './ports.ts';
import { takeSelection, type Selection } from './selection.ts';

const choice = z.object({
  ticket: z.string().min(20).max(100),
  item: z.string().max(100),
  title: z
    .string()
    .max(200)
    .transform((title) => title.normalize('NFC').trim())
    .refine((title) => title !== ''),
  target: z.enum(['window', 'iframe']),
});

/** What goes back to the platform, and where. */
export interface ContentAnswer {
  platform: Platform;
  returnUrl: string;
  jwt: string;
}

/**
 * Answers a deep linking request with the link that a teacher chose. Fails with lti/login-invalid
 * (fields), lti/state-unknown, lti/state-used, lti/platform-unknown, -pending, -suspended, or
 * lti/address-refused (the platform's return address is on no origin of its own).
 */
export async function answerContent(
  form: Record<string, string>,
  ports: LaunchPorts & { protocol: LtiProtocol },
): Promise<ContentAnswer> {
  const parsed = choice.safeParse(form);
  if (!parsed.success) throw new Failure('lti/login-invalid');
  const chosen = await takeSelection(parsed.data.ticket, ports);
  const platform = await platformOf(ports.repository, chosen.platformId);
  const returnUrl = onPlatform(platform, chosen.settings.returnUrl);
  if (returnUrl === null) {
    throw new Failure('lti/address-refused', {
      detail: 'The return address is not the platform’s.',
    });
  }
  const item = itemOf(parsed.data, chosen, ports.tool.launchUrl);
  const { deploymentId, settings } = chosen;
  const jwt = await ports.protocol.deepLinkingResponse({
    platform,
    deploymentId,
    settings,
    items: [item],
  });
  return { platform, returnUrl, jwt };
}

function itemOf(
  form: z.infer<typeof choice>,
  selection: Selection,
  launchUrl: string,
): ContentItem {
  const { title, target } = form;
  if (form.item === 'room') return { title, target, url: launchUrl };
  // Only what was offered can be chosen.
  const meeting = selection.meetings.find(({ id }) => id === form.item);
  if (!meeting) throw new Failure('lti/login-invalid');
  const url = new URL(launchUrl);
  url.searchParams.set('meeting', meeting.id);
  return { title, target, url: url.href, custom: { meeting: meeting.id } };
}
