import type { Database } from '../../../kernel/database.ts';

interface AddressRow {
  course_id: string;
  platform_id: string;
  nrps_url: string;
}

/** Remembers where a course's roster can be fetched by NRPS. */
export async function saveAddress(
  db: Database,
  address: { courseId: string; platformId: string; nrpsUrl: string },
): Promise<void> {
  await db<AddressRow>('roster_addresses')
    .insert({
      course_id: address.courseId,
      platform_id: address.platformId,
      nrps_url: address.nrpsUrl,
    })
    .onConflict('course_id')
    .merge();
}

export async function findAddress(
  db: Database,
  courseId: string,
): Promise<{ platformId: string; nrpsUrl: string } | null> {
  const row = await db<AddressRow>('roster_addresses').where({ course_id: courseId }).first();
  return row ? { platformId: row.platform_id, nrpsUrl: row.nrps_url } : null;
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
