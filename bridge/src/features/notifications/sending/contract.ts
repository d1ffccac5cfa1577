import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';
import { choiceOf, noticeNames, type MailSetting, type NoticeName } from '../kinds.ts';

/** What can be chosen of mail, by the notification; some comes to administrators only. */
export const mailSettings: readonly {
  notification: NoticeName;
  setting: MailSetting;
  forAdmins: boolean;
}[] = noticeNames.map((notification) => {
  const { setting, forAdmins = false } = choiceOf(notification);
  return { notification, setting, forAdmins };
});

/** One for each notice that goes by mail. */
const mailChoices = Object.fromEntries(
  noticeNames.map((notice) => [choiceOf(notice).setting, z.boolean()]),
) as Record<MailSetting, z.ZodBoolean>;

/**
 * By which ways a person wants to be told that a class has started (the panel always tells), and which other
 * notices may come by mail.
 */
export const notificationSettings = z.object({
  push: z.boolean(),
  lms: z.boolean(),
  ...mailChoices,
});
export type NotificationSettings = z.infer<typeof notificationSettings>;

export const getNoticeSettings = endpoint({
  id: 'getNoticeSettings',
  summary: 'How I want to be told of what happens.',
  method: 'GET',
  path: '/api/me/notices',
  who: 'person',
  reply: notificationSettings,
});

export const changeNoticeSettings = endpoint({
  id: 'changeNoticeSettings',
  summary: 'Changes how I am told of what happens.',
  method: 'PATCH',
  path: '/api/me/notices',
  who: 'person',
  body: z.strictObject(notificationSettings.shape).partial(),
  reply: notificationSettings,
});

export const getPushKey = endpoint({
  id: 'getPushKey',
  summary: 'The public VAPID key (RFC 8292) that a browser subscribes with.',
  method: 'GET',
  path: '/api/push/key',
  who: 'person',
  reply: z.object({ publicKey: z.string() }),
});

/** What `PushSubscription.toJSON()` gives (W3C Push API). */
export const subscription = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/u }).max(1000),
  expirationTime: z.number().nullable().optional(),
  keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});

export const subscribe = endpoint({
  id: 'subscribe',
  summary: 'Lets this browser be told while the panel is closed (Web Push).',
  method: 'POST',
  path: '/api/push/subscriptions',
  who: 'person',
  inMaintenance: true,
  body: z.strictObject({ subscription, locale: z.string().max(35).optional() }),
  reply: z.object({}),
});

export const unsubscribe = endpoint({
  id: 'unsubscribe',
  summary: 'This browser is not told any more.',
  method: 'POST',
  path: '/api/push/subscriptions/remove',
  who: 'person',
  inMaintenance: true,
  body: z.strictObject({ endpoint: z.string().max(1000) }),
  reply: z.object({}),
});

/**
 * What a push message holds for the service worker: JSON, shown as a notification even when no panel is
 * open. `tag`: a later one takes the place of one with the same tag. `url` is opened when it is clicked.
 */
export const pushPayload = z.object({
  kind: z.enum(['call', 'class-started']),
  title: z.string(),
  body: z.string(),
  url: z.string(),
  tag: z.string(),
  meetingId: id,
  /** Of a call. */
  inviteeId: id.nullable(),
  /** Not shown after this moment. */
  expiresAt: moment,
});
export type PushPayload = z.infer<typeof pushPayload>;
