import {
  createLetterEditing,
  createLetterTrying,
  letterRoutes,
} from '../features/notifications/outbox/index.ts';
import type { composeAdmin } from './admin.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';

/** How soon a change that was made on another bridge is known here, seconds. */
const looksEvery = 2;

/** Makes the campus's own letters: edited by system admins, known to every bridge. */
export function composeLetters(
  core: Core,
  { roles, audit }: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>,
): Piece {
  const { config, book, registry } = core;
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
    routes: letterRoutes({
      editing: createLetterEditing(shared),
      trying: createLetterTrying(shared),
      requireSystem: roles.requireSystem,
    }),
    jobs: [{ name: 'letter-refresh', every: looksEvery, work: book.refresh }],
  };
}
