import type { Meeting } from '../meeting.ts';
import type { LineKey } from './line-items-repository.ts';
import { linksOf, type GradeLink } from './links-repository.ts';
import type { GradesDeps } from './ports.ts';
import type { GradeSettings } from './settings-repository.ts';

/** A line item that grades are given into now. */
export interface Line extends LineKey {
  /** How it is called where it has to be made. */
  label: string;
  /** By which it is known again at the LMS. */
  resourceId: string;
  link: GradeLink | null;
  /** Whether a meeting counts for it. */
  counts: (meeting: Pick<Meeting, 'seriesId'>) => boolean;
}

const ours = 'campus-meet-attendance';

/** The line items of a course by what its teachers chose: one for the course, or one for each activity. */
export async function currentLines(
  { db }: Pick<GradesDeps, 'db'>,
  { courseId, per, label }: Pick<GradeSettings, 'courseId' | 'per' | 'label'>,
): Promise<Line[]> {
  if (per === 'course') {
    const whole = { courseId, linkId: '', label, resourceId: ours, link: null };
    return [{ ...whole, counts: () => true }];
  }
  const links = await linksOf(db, courseId);
  const own = new Set(links.flatMap(({ seriesId }) => seriesId ?? []));
  return links.map((link) => ({
    courseId,
    linkId: link.linkId,
    label: link.title === null ? label : `${link.title} · ${label}`.slice(0, 255),
    resourceId: `${ours}-${link.linkId}`.slice(0, 255),
    link,
    // What no activity has for itself is the course's room, whichever activity opens it.
    counts: ({ seriesId }) =>
      link.seriesId === null ? !own.has(seriesId) : seriesId === link.seriesId,
  }));
}
