import type { Events, Unsubscribe } from '../../kernel/events.ts';
import type { Tell } from './tell.ts';

/** What goes to whose browsers when something happens: one line for each event that browsers hear of. */
export function pushEvents(events: Events, tell: Tell): Unsubscribe {
  return events.subscribe({
    'lobby.changed': (lobby) =>
      tell.meeting({ meetingId: lobby.meetingId, hosts: true }, 'lobby', lobby),
    'admission.decided': ({ participantId, ...told }) =>
      tell.people([participantId], 'admission', told),
    'rules.changed': (told) => tell.meeting({ meetingId: told.meetingId }, 'rules', told),
    'role.changed': ({ participantId, ...told }) => tell.people([participantId], 'role', told),
    'call.rung': (rings) =>
      tell.each(
        'ring',
        rings.map(({ personId, incoming }) => ({ personId, data: incoming })),
      ),
    'call.stopped': (stops) =>
      tell.each(
        'ring-stopped',
        stops.map(({ personId, stopped }) => ({ personId, data: stopped })),
      ),
    'call.changed': ({ callerId, ...call }) =>
      tell.meeting({ meetingId: call.meetingId, hosts: true, also: [callerId] }, 'call', call),
    'class.started': ({ personIds, meeting }) =>
      tell.people(personIds, 'notice', {
        kind: 'class-started',
        meetingId: meeting.id,
        courseId: meeting.courseId,
        title: meeting.title,
        hostName: meeting.hostName,
        at: meeting.startedAt,
      }),
  });
}
