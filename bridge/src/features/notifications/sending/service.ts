import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { browserAddress } from './browser.ts';
import type { NotificationSettings, subscribe } from './contract.ts';
import { choiceOf, noticeNames, type MailSetting } from '../kinds.ts';
import type {
  Chosen,
  createNotificationSettingsRepository,
  SettingsChanges,
} from './settings-repository.ts';
import type { createSubscriptionRepository } from './subscription-repository.ts';

export interface NotificationDeps {
  settings: ReturnType<typeof createNotificationSettingsRepository>;
  subscriptions: ReturnType<typeof createSubscriptionRepository>;
  clock: Clock;
  /** Public VAPID key, base64url. */
  publicKey: () => Promise<string>;
  /** Plain HTTP and private addresses too; for trying things out. */
  allowPrivate: boolean;
}

/** Browsers of one person that are told; a further one takes the place of the oldest. */
const mostBrowsers = 10;

export type Notifications = ReturnType<typeof createNotifications>;

/** How a person is told: the own settings and browsers, and nobody else's. */
export function createNotifications(deps: NotificationDeps) {
  const { settings, subscriptions, clock } = deps;
  const settingsOf = async (personId: string): Promise<NotificationSettings> => {
    const chosen = (await settings.of([personId])).get(personId);
    const push = chosen?.push ?? (await subscriptions.of([personId], clock.now())).length > 0;
    return {
      push,
      lms: chosen?.lms ?? false,
      ...mailChoices(chosen),
    };
  };
  return {
    settingsOf,
    change: async (personId: string, changes: SettingsChanges): Promise<NotificationSettings> => {
      await settings.change(personId, changes);
      return settingsOf(personId);
    },
    publicKey: deps.publicKey,
    /** @throws Failure request/invalid for an address that must not be called */
    subscribe: async (
      personId: string,
      { subscription, locale }: z.infer<(typeof subscribe)['body']>,
    ): Promise<void> => {
      const added = {
        ...browserAddress(subscription, deps.allowPrivate),
        personId,
        locale: locale ?? null,
        expiresAt: subscription.expirationTime ?? null,
        now: clock.now(),
      };
      await subscriptions.add(added, mostBrowsers);
    },
    unsubscribe: (personId: string, endpoint: string): Promise<void> =>
      subscriptions.removeOwn(personId, endpoint),
    sweep: (): Promise<void> => subscriptions.sweep(clock.now()),
  };
}

/** By mail comes what was chosen, and of what was not chosen what usually does. */
const mailChoices = (chosen: Chosen | undefined): Record<MailSetting, boolean> =>
  Object.fromEntries(
    noticeNames.map((notice) => {
      const { setting, usual } = choiceOf(notice);
      return [setting, chosen?.[setting] ?? usual];
    }),
  ) as Record<MailSetting, boolean>;
