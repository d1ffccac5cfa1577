import { titleAndSubject } from '../meetings/details-contract.ts';
import type { Events, Unsubscribe } from '../../kernel/events.ts';
import type { Push } from './push.ts';

/** What goes to whose browsers when something happens: one line for each event that browsers hear of. */
export function pushEvents(events: Events, push: Push): Unsubscribe {
  return events.subscribe({
    'lobby.changed': (lobby) =>
      push.meeting({ meetingId: lobby.meetingId, hosts: true }, 'lobby', lobby),
    'admission.decided': ({ participantId, ...received }) =>
      push.people([participantId], 'admission', received),
    'entry.moved': ({ here, places }) => {
      const items = places.map(({ participantId, ...data }) => ({ personId: participantId, data }));
      if (here) push.eachHere('entrance', items);
      else push.each('entrance', items);
    },
    'rules.changed': (received) =>
      push.meeting({ meetingId: received.meetingId }, 'rules', received),
    'role.changed': ({ participantId, ...received }) =>
      push.people([participantId], 'role', received),
    'call.rung': (rings) =>
      push.each(
        'ring',
        rings.map(({ personId, incoming }) => ({ personId, data: incoming })),
      ),
    'call.stopped': (stops) =>
      push.each(
        'ring-stopped',
        stops.map(({ personId, stopped }) => ({ personId, data: stopped })),
      ),
    'call.changed': ({ callerId, ...call }) =>
      push.meeting({ meetingId: call.meetingId, hosts: true, also: [callerId] }, 'call', call),
    'maintenance.changed': (now) => push.here('maintenance', now),
    'class.started': ({ personIds, meeting }) =>
      push.people(personIds, 'notice', {
        kind: 'class-started',
        meetingId: meeting.id,
        courseId: meeting.courseId,
        title: titleAndSubject(meeting),
        hostName: meeting.hostName,
        at: meeting.startedAt,
      }),
  });
}
