import type { QueueFigures } from '../../meetings/index.ts';
import type { LiveMeeting } from './contract.ts';
import type { RunningMeetings } from './ports.ts';
import type { FleetState } from './state.ts';
import { focusOf } from './view.ts';

type Running = Awaited<ReturnType<RunningMeetings['open']>>[number];

/** The meetings that run, largest first: ours, and rooms of Jicofo's that are none of ours. */
export async function liveMeetings(
  state: FleetState,
  meetings: RunningMeetings,
  queue: Pick<QueueFigures, 'meetings'>,
): Promise<LiveMeeting[]> {
  const seen = focusOf(state)?.meetings ?? null;
  const running = await meetings.open();
  const size = sizes(seen ?? []);
  const carried = carriers(state);
  const ours = running.map(async (meeting) => ({
    ...shown(meeting),
    // Who is in is known here as well, while Jicofo does not answer.
    people:
      seen === null ? (await meetings.presentIds(meeting.id)).size : (size.get(meeting.room) ?? 0),
    waiting: queue.meetings.get(meeting.id)?.waiting ?? 0,
    videobridges: carried && (carried.get(meeting.room) ?? []),
  }));
  const rooms = new Set(running.map(({ room }) => room));
  const foreign = (seen ?? [])
    .filter(({ room }) => !rooms.has(room))
    .map(({ room, people }) => ({
      meetingId: null,
      title: room,
      owner: '',
      since: null,
      people,
      waiting: 0,
      videobridges: carried && (carried.get(room) ?? []),
    }));
  return [...(await Promise.all(ours)), ...foreign].sort(
    (one, other) => other.people - one.people || (one.since ?? 0) - (other.since ?? 0),
  );
}

const shown = ({ id, title, hostName, startedAt }: Running) => ({
  meetingId: id,
  title,
  owner: hostName,
  since: startedAt,
});

const sizes = (seen: readonly { room: string; people: number }[]): Map<string, number> =>
  new Map(seen.map(({ room, people }) => [room, people]));

/** Which videobridges carry how many of each room, by their own word; null where none has an address. */
function carriers({
  videobridges,
}: FleetState): Map<string, { id: string; people: number }[]> | null {
  if (videobridges.size === 0) return null;
  const parts = [...videobridges].flatMap(([id, one]) =>
    'answer' in one ? one.answer.meetings.map(({ room, people }) => ({ id, room, people })) : [],
  );
  return new Map(
    [...Map.groupBy(parts, ({ room }) => room)].map(([room, all]) => [
      room,
      all.map(({ id, people }) => ({ id, people })),
    ]),
  );
}
