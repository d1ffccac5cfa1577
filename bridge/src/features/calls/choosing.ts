import { Failure } from '../../kernel/failure.ts';
import type { z } from 'zod';
import type { ring } from './contract.ts';
import type { AddressBook } from '../directory/address-book/index.ts';
import type { CallMeetings, Audiences, PersonReader } from './ports.ts';
import type { CallRepository } from './repository.ts';
import { sizes } from './who-may.ts';

export type Whom = z.infer<typeof ring.body>;

export interface ChoosingDeps {
  repository: CallRepository;
  people: PersonReader;
  audiences: Audiences;
  meetings: CallMeetings;
  addressBook: Pick<AddressBook, 'withoutHidden'>;
}

/** One person who would be rung. */
export interface Candidate {
  id: string;
  displayName: string;
}

/** Everybody whom a choice names, each once. @throws Failure call/not-allowed, course/… for audiences not the caller's */
export async function named(
  { audiences }: ChoosingDeps,
  whom: Whom,
  callerId: string,
): Promise<Set<string>> {
  const ids = new Set(whom.personIds);
  const add = (some: readonly string[]) => {
    for (const id of some) ids.add(id);
  };
  for (const id of whom.courseIds ?? []) add(await audiences.course(id, callerId));
  for (const { groupId } of whom.groups ?? []) add(await audiences.group(groupId, callerId));
  for (const id of whom.departmentIds ?? []) add(await audiences.department(id, callerId));
  return ids;
}

/** Who of them is to be rung: active, not the caller, not in the meeting, not being rung into it already. */
export async function toRing(
  { repository, people, meetings, addressBook }: ChoosingDeps,
  ids: ReadonlySet<string>,
  { meetingId, callerId }: { meetingId: string; callerId: string },
): Promise<Candidate[]> {
  const inside = await meetings.presentIds(meetingId);
  const ringing = new Set(
    (await repository.open({ meeting_id: meetingId })).map(({ personId }) => personId),
  );
  const wanted = [...ids].filter((id) => id !== callerId && !inside.has(id) && !ringing.has(id));
  // Hidden people are as if not there: neither rung nor named.
  return people.active(await addressBook.withoutHidden(callerId, wanted));
}

/** @throws Failure call/nobody, call/too-many, call/confirm-size; the flaw `size` says how many it would be */
export function checkSize(size: number, confirmed: number | undefined): void {
  const flaws = [{ field: 'size', message: String(size) }];
  if (size === 0) throw new Failure('call/nobody');
  if (size > sizes.limit) throw new Failure('call/too-many', { flaws });
  if (size > sizes.confirmAbove && (confirmed ?? 0) < size) {
    throw new Failure('call/confirm-size', { flaws });
  }
}
