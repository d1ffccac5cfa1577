import { route, type Route } from '../../../kernel/route.ts';
import {
  changeNoticeSettings,
  getNoticeSettings,
  getPushKey,
  subscribe,
  unsubscribe,
} from './contract.ts';
import type { Notifications } from './service.ts';

/** The routes of notifications: everybody's own settings and browsers. */
export function notificationRoutes(notifications: Notifications): Route[] {
  return [
    route(getNoticeSettings, 'read', ({ caller }) => notifications.settingsOf(caller.personId)),
    route(changeNoticeSettings, 'write', ({ caller, body }) =>
      notifications.change(caller.personId, body),
    ),
    route(getPushKey, 'read', async () => ({ publicKey: await notifications.publicKey() })),
    route(subscribe, 'write', async ({ caller, body }) => {
      await notifications.subscribe(caller.personId, body);
      return {};
    }),
    route(unsubscribe, 'write', async ({ caller, body }) => {
      await notifications.unsubscribe(caller.personId, body.endpoint);
      return {};
    }),
  ];
}
