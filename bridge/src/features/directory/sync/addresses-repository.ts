import type { Database } from '../../../kernel/database.ts';

interface AddressRow {
  course_id: string;
  platform_id: string;
  nrps_url: string;
  groups_url: string | null;
}

/** Where a course's roster can be read, and its groups, if they can. */
export interface RosterAddress {
  platformId: string;
  nrpsUrl: string;
  groupsUrl: string | null;
}

/** Remembers where a course's roster can be fetched by NRPS. */
export async function saveAddress(
  db: Database,
  address: RosterAddress & { courseId: string },
): Promise<void> {
  await db<AddressRow>('roster_addresses')
    .insert({
      course_id: address.courseId,
      platform_id: address.platformId,
      nrps_url: address.nrpsUrl,
      groups_url: address.groupsUrl,
    })
    .onConflict('course_id')
    .merge();
}

/** Null for a course that no launch has named an address for. */
export async function findAddress(db: Database, courseId: string): Promise<RosterAddress | null> {
  const row = await db<AddressRow>('roster_addresses').where({ course_id: courseId }).first();
  if (!row) return null;
  const { platform_id: platformId, nrps_url: nrpsUrl, groups_url: groupsUrl } = row;
  return { platformId, nrpsUrl, groupsUrl };
}

/** Where some course's roster of a platform can be fetched: to try whether it answers. */
export async function someRosterAddress(db: Database, platformId: string): Promise<string | null> {
  const row = await db<AddressRow>('roster_addresses').where({ platform_id: platformId }).first();
  return row?.nrps_url ?? null;
}

/** The courses whose roster can be fetched by NRPS, and from which platform. */
export async function listAddresses(
  db: Database,
): Promise<{ courseId: string; platformId: string }[]> {
  const rows = await db<AddressRow>('roster_addresses').orderBy('course_id');
  return rows.map((row) => ({ courseId: row.course_id, platformId: row.platform_id }));
}
