import { summaryFor, type MeetingView } from '../meetings/index.ts';
import type { LiveServer, SentEvent } from './socket.ts';

export interface MeetingPushDeps {
  io: LiveServer;
  /** Passes events on to the other bridges, where there are any. */
  passOn: (meetingPush: SentEvent) => void;
  /** What changes in one meeting within this time is sent as one, so that a rush of joins is no rush of events. */
  collectMs: number;
}

/** Changes of meetings: each reader gets the meeting as that reader may see it, on whatever bridge. */
export function createMeetingPush({ io, passOn, collectMs }: MeetingPushDeps) {
  const waiting = new Map<string, { view: MeetingView; timer: NodeJS.Timeout }>();
  const everywhere = (view: MeetingView, isEnd: boolean): void => {
    send(io, view, isEnd);
    passOn({ meeting: view.meeting, presentIds: [...view.presentIds], isEnd });
  };
  const flush = (id: string): void => {
    const latest = waiting.get(id);
    waiting.delete(id);
    if (latest) everywhere(latest.view, false);
  };
  const drop = (id: string): void => {
    clearTimeout(waiting.get(id)?.timer);
    waiting.delete(id);
  };
  return {
    changed: (view: MeetingView): void => {
      const { id } = view.meeting;
      const former = waiting.get(id);
      if (former) former.view = view;
      else waiting.set(id, { view, timer: setTimeout(() => flush(id), collectMs) });
    },
    ended: (view: MeetingView): void => {
      drop(view.meeting.id);
      everywhere(view, true);
    },
    /** An event from another bridge, for the readers at this one. */
    arrived: ({ meeting, presentIds, isEnd }: SentEvent): void => {
      // What waits here is older than an end.
      if (isEnd) drop(meeting.id);
      send(io, { meeting, presentIds: new Set(presentIds) }, isEnd);
    },
    close: (): void => [...waiting.keys()].forEach(drop),
  };
}

const topicsOf = ({ meeting }: MeetingView): string[] => [
  `meeting:${meeting.id}`,
  ...(meeting.courseId ? [`course:${meeting.courseId}`] : []),
];

function send(io: LiveServer, view: MeetingView, isEnd: boolean): void {
  for (const topic of topicsOf(view)) {
    for (const id of io.sockets.adapter.rooms.get(topic) ?? []) {
      const socket = io.sockets.sockets.get(id);
      if (!socket) continue;
      const { caller, watches } = socket.data;
      const role = watches.get(topic)?.roleOf(view.meeting);
      if (role) socket.emit('meeting', summaryFor(view, caller.personId, role === 'host'));
    }
  }
  if (!isEnd) return;
  const { id, endReason } = view.meeting;
  const ended = { meetingId: id, reason: endReason ?? 'empty' };
  io.local.to(topicsOf(view)).emit('meeting-ended', ended);
}
