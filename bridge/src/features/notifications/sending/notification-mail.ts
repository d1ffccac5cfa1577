import type { Database } from '../../../kernel/database.ts';
import { choiceOf, type NoticeName } from '../kinds.ts';
import type { Language, Outbox, TemplateRenderer, ValuesIn } from '../outbox/index.ts';
import type { createNotificationSettingsRepository } from './settings-repository.ts';
import type { StopLinks } from './stop-links.ts';

interface Deps {
  outbox: Pick<Outbox, 'add' | 'carries'>;
  templates: TemplateRenderer;
  settings: Pick<ReturnType<typeof createNotificationSettingsRepository>, 'of'>;
  stopLinks: StopLinks;
}

/** Somebody who may be told by mail. */
export interface Addressee {
  id: string;
  displayName: string;
  email: string;
  /** BCP 47; null: unknown, written in both languages. */
  locale: string | null;
}

/** A notification to some people. */
export interface NotificationMail<N extends NoticeName> {
  notification: N;
  to: readonly Addressee[];
  valuesIn: (person: Addressee, language: Language) => ReturnType<ValuesIn<N>>;
  /** What it tells of: everybody is told of it once. */
  onceKey: string;
}

export type NotificationMailer = ReturnType<typeof createNotificationMailer>;

/** Tells people by mail, each by the own choice, with the address that ends such mail. */
export const createNotificationMailer =
  ({ outbox, templates, settings, stopLinks }: Deps) =>
  async <N extends NoticeName>(
    trx: Database,
    { notification, to, valuesIn, onceKey }: NotificationMail<N>,
  ): Promise<void> => {
    if (to.length === 0 || !outbox.carries('mail')) return;
    const ids = to.map(({ id }) => id);
    const chosen = await settings.of(ids, trx);
    const linker = await stopLinks.linker(trx);
    const { setting, usual } = choiceOf(notification);
    for (const person of to) {
      if (!(chosen.get(person.id)?.[setting] ?? usual)) continue;
      const unsubscribeUrl = linker.to({ kind: notification, personId: person.id });
      const mail = templates.mail(notification, {
        valuesIn: (language) => valuesIn(person, language),
        locale: person.locale,
        stop: { kind: notification, url: unsubscribeUrl },
      });
      await outbox.add(trx, {
        message: { kind: 'mail', to: person.email, ...mail, unsubscribeUrl },
        about: notification,
        personId: person.id,
        onceKey: `${notification}:${onceKey}:${person.id}`,
      });
    }
  };
