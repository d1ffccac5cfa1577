export { createClassStarted } from './class-started.ts';
export { createInvitations } from './invitations.ts';
export { createNotices } from './service.ts';
export { createNoticeSettingsRepository } from './settings-repository.ts';
export { createReach } from './reach.ts';
export { createStopTokens, stopMailRoutes } from './stop-mail.ts';
export { createSubscriptionRepository } from './subscription-repository.ts';
export { noticeRoutes } from './routes.ts';
export type { Audience, BegunMeetings, NoticeNews } from './ports.ts';
