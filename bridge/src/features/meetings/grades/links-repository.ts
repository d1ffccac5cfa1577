import type { Database } from '../../../kernel/database.ts';

/** Where an LMS takes grades of a course. */
export interface GradeAddress {
  courseId: string;
  platformId: string;
  issuer: string;
  lineItemsUrl: string;
  /** Whether results may be read back. */
  readsResults: boolean;
}

/** An activity of the LMS that opens us (a resource link). */
export interface GradeLink {
  courseId: string;
  linkId: string;
  title: string | null;
  /** The series that it opens; null: the course's room. */
  seriesId: string | null;
  /** The line item that the LMS keeps for it by itself. */
  lineItemUrl: string | null;
}

interface AddressRow {
  course_id: string;
  platform_id: string;
  issuer: string;
  line_items_url: string;
  reads_results: boolean | number;
  noted_at: number;
}

interface LinkRow {
  course_id: string;
  link_id: string;
  title: string | null;
  series_id: string | null;
  line_item_url: string | null;
  noted_at: number;
}

const addresses = (db: Database) => db<AddressRow>('grade_addresses');
const links = (db: Database) => db<LinkRow>('grade_links');

/** What a launch said of the gradebook. */
export async function saveAddress(db: Database, address: GradeAddress, now: number): Promise<void> {
  const row: AddressRow = {
    course_id: address.courseId,
    platform_id: address.platformId,
    issuer: address.issuer,
    line_items_url: address.lineItemsUrl,
    reads_results: address.readsResults,
    noted_at: now,
  };
  await addresses(db).insert(row).onConflict('course_id').merge();
}

/** Null where no launch has said that the course has a gradebook for the tool. */
export async function findAddress(db: Database, courseId: string): Promise<GradeAddress | null> {
  const row = await addresses(db).where({ course_id: courseId }).first();
  if (!row) return null;
  return {
    courseId,
    platformId: row.platform_id,
    issuer: row.issuer,
    lineItemsUrl: row.line_items_url,
    readsResults: Boolean(row.reads_results),
  };
}

/** What a launch said of its activity. True where it opens something else than what was known. */
export async function saveLink(db: Database, link: GradeLink, now: number): Promise<boolean> {
  const row: LinkRow = {
    course_id: link.courseId,
    link_id: link.linkId,
    title: link.title,
    series_id: link.seriesId,
    line_item_url: link.lineItemUrl,
    noted_at: now,
  };
  const { course_id, link_id } = row;
  const known = await links(db).where({ course_id, link_id }).first();
  await links(db).insert(row).onConflict(['course_id', 'link_id']).merge();
  return known?.series_id !== row.series_id;
}

/** A course's activities, by title. */
export async function linksOf(db: Database, courseId: string): Promise<GradeLink[]> {
  const rows = await links(db).where({ course_id: courseId }).orderBy(['title', 'link_id']);
  return rows.map((row) => ({
    courseId,
    linkId: row.link_id,
    title: row.title,
    seriesId: row.series_id,
    lineItemUrl: row.line_item_url,
  }));
}
