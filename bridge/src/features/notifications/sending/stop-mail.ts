import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../../kernel/database.ts';
import type { PageRoute } from '../../../kernel/route.ts';
import { allowAgain, refuse } from './refusals-repository.ts';
import { choiceOf } from '../kinds.ts';
import type { createNotificationSettingsRepository } from './settings-repository.ts';
import { stopPage } from './stop-pages.ts';
import type { StopSubject, StopTokens } from './stop-tokens.ts';

interface Deps {
  db: Database;
  clock: Clock;
  tokens: () => Promise<StopTokens>;
  people: { findActive: (personId: string) => Promise<unknown> };
  settings: Pick<ReturnType<typeof createNotificationSettingsRepository>, 'change'>;
}

/** The page that a mail's "stop" leads to, and what mail programs send there themselves (RFC 8058). */
export function stopMailRoutes(deps: Deps): PageRoute[] {
  const path = '/notices/stop/:token';
  const read = async (token = '') => (await deps.tokens()).read(token);
  return [
    {
      method: 'GET',
      path,
      limit: 'sign-in',
      // Looking changes nothing: mail programs and virus scanners follow links by themselves.
      handle: async ({ params }) => {
        const subject = await read(params['token']);
        return subject ? stopPage(subject, 'ask') : stopPage(null, 'unknown');
      },
    },
    {
      method: 'POST',
      path,
      limit: 'sign-in',
      maxBody: 1024,
      // Done twice it is the same as once: mail programs repeat, and so do people.
      handle: async ({ params, form }) => {
        const subject = await read(params['token']);
        if (!subject) return stopPage(null, 'unknown');
        const isAgain = form['do'] === 'again';
        await settle(deps, subject, { isAgain, isHostOnly: form['do'] === 'host' });
        return stopPage(subject, isAgain ? 'again' : 'done');
      },
    },
  ];
}

async function settle(
  { db, clock, settings, people }: Deps,
  subject: StopSubject,
  { isAgain, isHostOnly }: { isAgain: boolean; isHostOnly: boolean },
): Promise<void> {
  if (subject.kind !== 'invitation') {
    // Nothing is kept about who is gone; that they are is not told.
    if ((await people.findActive(subject.personId)) === null) return;
    await settings.change(subject.personId, { [choiceOf(subject.kind).setting]: isAgain });
    return;
  }
  if (isAgain) await allowAgain(db, subject);
  // The one click of a mail program knows no host: it is meant for all of us.
  else await refuse(db, isHostOnly ? subject : { ...subject, hostId: '' }, clock.now());
}
