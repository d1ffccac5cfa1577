import { z } from 'zod';
import { endpoint, id, moment } from '../../../kernel/contract.ts';

/** Everything that an alarm is raised for; a new one has its words in `alarms.ts` of words/. */
export const alarmKind = z.enum([
  'jicofo-silent',
  'prosody-silent',
  'no-videobridge',
  'videobridge-down',
  'videobridge-overloaded',
  'relay-ids-doubled',
  'versions-differ',
  'sync-failed',
  'sync-overdue',
  'outbox-stuck',
  'queue-stuck',
]);
export type AlarmKind = z.infer<typeof alarmKind>;

export const alarm = z.object({
  id,
  kind: alarmKind,
  /** Which videobridge or source; empty where there is one only. */
  subject: z.string(),
  /** Since when it is so. */
  since: moment,
  /** Null while it is so. */
  endedAt: moment.nullable(),
  /** Who has said that they look after it. */
  acknowledged: z.object({ at: moment, by: z.string() }).nullable(),
});
export type Alarm = z.infer<typeof alarm>;

const path = '/api/admin/operations/alarms';

export const listAlarms = endpoint({
  id: 'listAlarms',
  summary: 'What is wrong now, and the latest 20 alarms that are over. For system admins.',
  method: 'GET',
  path,
  who: 'person',
  reply: z.object({ open: z.array(alarm), over: z.array(alarm) }),
});

export const acknowledgeAlarm = endpoint({
  id: 'acknowledgeAlarm',
  summary: 'Says to the other admins that one looks after it. For system admins.',
  method: 'POST',
  path: `${path}/:alarmId/acknowledgement`,
  who: 'person',
  params: z.strictObject({ alarmId: id }),
  reply: z.object({}),
});
