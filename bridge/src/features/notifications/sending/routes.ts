import { route, type Route } from '../../../kernel/route.ts';
import {
  changeNoticeSettings,
  getNoticeSettings,
  getPushKey,
  subscribe,
  unsubscribe,
} from './contract.ts';
import type { Notices } from './service.ts';

/** The routes of notices: everybody's own settings and browsers. */
export function noticeRoutes(notices: Notices): Route[] {
  return [
    route(getNoticeSettings, 'read', ({ caller }) => notices.settingsOf(caller.personId)),
    route(changeNoticeSettings, 'write', ({ caller, body }) =>
      notices.change(caller.personId, body),
    ),
    route(getPushKey, 'read', async () => ({ publicKey: await notices.publicKey() })),
    route(subscribe, 'write', async ({ caller, body }) => {
      await notices.subscribe(caller.personId, body);
      return {};
    }),
    route(unsubscribe, 'write', async ({ caller, body }) => {
      await notices.unsubscribe(caller.personId, body.endpoint);
      return {};
    }),
  ];
}
