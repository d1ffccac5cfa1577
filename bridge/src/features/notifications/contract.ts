import { z } from 'zod';
import { endpoint, id, moment } from '../../kernel/contract.ts';

/** What every panel needs of notifications: it is small, because it comes with the first load. */

/** Push to those who may join: a class has started. */
export const notificationEvent = z.object({
  kind: z.literal('class-started'),
  meetingId: id,
  courseId: id,
  title: z.string(),
  hostName: z.string(),
  at: moment,
});

/** How the campus calls the product, in each language. */
export const getBranding = endpoint({
  id: 'getBranding',
  summary: 'How the product is called here: on the pages that one comes to from outside.',
  method: 'GET',
  path: '/api/branding',
  who: 'anyone',
  reply: z.object({ product: z.object({ 'zh-CN': z.string(), en: z.string() }) }),
});
