import { detailsOf } from './details-contract.ts';
import type { MeetingSummary } from './contract.ts';
import type { Meeting } from './meeting.ts';
import type { OccupantRepository } from './occupant-repository.ts';

/** A meeting with those who are in it; from it every reader's own summary is made. */
export interface MeetingView {
  meeting: Meeting;
  presentIds: ReadonlySet<string>;
}

/** The meeting with those who are in it at this moment. */
export const meetingView = async (
  occupants: Pick<OccupantRepository, 'presentIds'>,
  meeting: Meeting,
): Promise<MeetingView> => ({ meeting, presentIds: await occupants.presentIds(meeting.id) });

/** The meeting as one person may see it. */
export function summaryFor(
  { meeting, presentIds }: MeetingView,
  personId: string,
  mayHost: boolean,
): MeetingSummary {
  return {
    id: meeting.id,
    title: meeting.title,
    ...detailsOf(meeting),
    courseId: meeting.courseId,
    groupId: meeting.groupId,
    seriesId: meeting.seriesId,
    state: meeting.state,
    startsAt: meeting.scheduledAt,
    startedAt: meeting.startedAt,
    endedAt: meeting.endedAt,
    hostName: meeting.hostName,
    present: presentIds.size,
    capacity: meeting.capacity,
    iAmIn: presentIds.has(personId),
    mayHost,
  };
}
