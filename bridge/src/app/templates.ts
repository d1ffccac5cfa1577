import {
  createTemplateEditing,
  createTemplatePreviews,
  templateRoutes,
} from '../features/notifications/outbox/index.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';

/** How soon a change that was made on another bridge is known here, seconds. */
const looksEvery = 2;

/** Makes the campus's own message templates: edited by system admins, known to every bridge. */
export function composeTemplates(
  core: Core,
  { roles, audit }: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>,
): Piece {
  const { config, messageTemplates, registry } = core;
  const shared = {
    ...core,
    audit,
    people: registry.people,
    product: config.CAMPUS_MEET_NAME,
    place: {
      base: withoutEndSlashes(config.CAMPUS_MEET_URL),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  };
  return {
    routes: templateRoutes({
      editing: createTemplateEditing(shared),
      trying: createTemplatePreviews(shared),
      requireSystem: roles.requireSystem,
    }),
    jobs: [{ name: 'template-refresh', every: looksEvery, work: messageTemplates.refresh }],
  };
}
