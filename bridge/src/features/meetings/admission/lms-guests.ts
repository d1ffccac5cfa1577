import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import type { Meeting } from '../meeting.ts';
import type { Access } from './access.ts';
import type { LmsLinkRepository } from './lms-link-repository.ts';
import type { LinkRepository } from './link-repository.ts';
import type { SeriesRepository } from './series-repository.ts';
import type { Series } from './series.ts';
import { linkUrl } from './view.ts';

interface LmsGuestsDeps {
  series: Pick<SeriesRepository, 'ofCourses'>;
  links: Pick<LinkRepository, 'add'>;
  lmsLinks: LmsLinkRepository;
  access: Pick<Access, 'current'>;
  clock: Clock;
  publicUrl: string;
}

/** Long enough to wait for a lesson to begin, and in its lobby; who was let in stays anyhow. */
export const lmsLinkMs = 12 * 60 * 60_000;

/** Links of one series that were asked for and not used: nobody fills the database by pressing a button. */
export const mostUnused = 500;

/**
 * Guests whom an LMS sends into a course's meeting (decision 0038). Each comes by a guest link of their own, that is
 * good once: name, lobby, lock, bans and all else are those of any guest.
 */
export function createLmsGuests(deps: LmsGuestsDeps) {
  const { links, lmsLinks, clock, publicUrl } = deps;
  return {
    /**
     * Where one guest of the course comes in: to what runs for all of it, or comes next; null where there is nothing.
     * @throws Failure request/too-many
     */
    addressFor: async (courseId: string): Promise<string | null> => {
      const series = await seriesFor(deps, courseId);
      if (!series) return null;
      const now = clock.now();
      if ((await lmsLinks.countUnused(series.id, now)) >= mostUnused)
        throw new Failure('request/too-many', { retryAfter: 600 });
      const token = newSecret();
      await links.add({ ...oneUse, id: newId(), seriesId: series.id, ...spanFrom(now) }, token);
      return linkUrl(publicUrl, token);
    },
    /** The LMS lets guests in no more: those who came may not stay either. */
    end: (courseId: string): Promise<void> => lmsLinks.revokeIn(courseId, clock.now()),
    /** Nobody came by them, and nobody will. */
    sweep: (): Promise<void> => lmsLinks.sweep(clock.now()),
  };
}

const oneUse = {
  guestName: null,
  role: 'member',
  uses: 1,
  used: 0,
  rotations: 0,
  fromLms: true,
  revokedAt: null,
} as const;

const spanFrom = (now: number) => ({ createdAt: now, expiresAt: now + lmsLinkMs });

/** Meetings of one group are for nobody else. */
async function seriesFor(
  { series, access }: LmsGuestsDeps,
  courseId: string,
): Promise<Series | null> {
  const all = (await series.ofCourses([courseId])).filter(
    ({ groupId, cancelledAt }) => groupId === null && cancelledAt === null,
  );
  const found = await Promise.all(
    all.map(async (one) => ({ series: one, meeting: await access.current(one) })),
  );
  const [first] = found
    .filter(({ meeting }) => meeting !== null)
    .sort((one, other) => startOf(one.meeting) - startOf(other.meeting));
  return first?.series ?? null;
}

/** One that runs comes before all that are planned. */
const startOf = (meeting: Meeting | null): number =>
  meeting?.state === 'open' ? 0 : (meeting?.scheduledAt ?? Infinity);
