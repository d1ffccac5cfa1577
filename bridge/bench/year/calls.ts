import { newId } from '../../src/kernel/ids.ts';
import type { Meeting } from './meetings.ts';
import { some, yearOf, type Seeding } from './rows.ts';

/** Calls of the year, each of three people into some meeting. */
export async function callsOf({ load }: Seeding, meetings: readonly Meeting[]): Promise<void> {
  const calls = Array.from({ length: yearOf.calls }, () => ({
    id: newId(),
    meeting: some(meetings),
  }));
  await load(
    'calls',
    calls.map(({ id, meeting }) => ({
      id,
      meeting_id: meeting.id,
      caller_id: meeting.members[0] ?? '',
      caller_name: '王老师',
      title: '课程',
      size: 3,
      started_at: meeting.from,
    })),
  );
  const invitees = calls.flatMap(({ id, meeting }) =>
    meeting.members.slice(1, 4).map((who) => ({
      id: newId(),
      call_id: id,
      meeting_id: meeting.id,
      caller_id: meeting.members[0] ?? '',
      person_id: who,
      name: '李同学',
      state: 'joined',
      changed_at: meeting.from,
      created_at: meeting.from,
    })),
  );
  await load('call_invitees', invitees);
}
