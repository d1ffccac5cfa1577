import type { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import type { Access } from './access.ts';
import type { createLink, Link as LinkView } from './contract.ts';
import type { LinkRepository } from './link-repository.ts';
import { viewOfLink, type Link } from './link.ts';
import { linkUrl } from './view.ts';

interface LinksDeps {
  links: LinkRepository;
  access: Access;
  clock: Clock;
  publicUrl: string;
}

type Wanted = z.infer<(typeof createLink)['body']>;

export interface ByLink {
  seriesId: string;
  linkId: string;
}

export type Links = ReturnType<typeof createLinks>;

/** Invitation links, as hosts keep them. An address of 256 random bits is shown once and kept as a digest. */
export function createLinks({ links, access, clock, publicUrl }: LinksDeps) {
  const hosted = async ({ seriesId, linkId }: ByLink, personId: string): Promise<Link> => {
    const series = await access.hosted(seriesId, personId);
    const link = await links.find(linkId);
    if (link?.seriesId !== series.id) throw new Failure('link/unknown');
    return link;
  };
  const shown = async (linkId: string, token: string | null): Promise<LinkView> => {
    const link = await links.find(linkId);
    if (!link) throw new Failure('link/unknown');
    return viewOfLink(link, clock.now(), token === null ? null : linkUrl(publicUrl, token));
  };
  const make = async (seriesId: string, wanted: Wanted): Promise<LinkView> => {
    const token = newSecret();
    const link = newLink(seriesId, wanted, clock.now());
    await links.add(link, token);
    return viewOfLink(link, clock.now(), linkUrl(publicUrl, token));
  };

  return {
    make,
    /** A link whose address can be told again: it goes out with each change of the plan. */
    makeKept: async (seriesId: string): Promise<{ id: string; url: string }> => {
      const token = newSecret();
      const link = newLink(seriesId, {}, clock.now());
      await links.add(link, token, token);
      return { id: link.id, url: linkUrl(publicUrl, token) };
    },
    /** Takes back a link that could not be handed out. */
    drop: (linkId: string): Promise<void> => links.revoke(linkId, clock.now()),
    /** @throws Failure series/…, invitation/not-allowed */
    list: async (seriesId: string, personId: string): Promise<LinkView[]> => {
      const series = await access.inviting(seriesId, personId);
      return (await links.ofSeries(series.id)).map((link) => viewOfLink(link, clock.now()));
    },
    /** @throws Failure series/…, invitation/not-allowed */
    create: async (seriesId: string, wanted: Wanted, personId: string): Promise<LinkView> => {
      const series = await access.inviting(seriesId, personId);
      if ((wanted.expiresAt ?? Infinity) <= clock.now()) {
        const flaws = [{ field: 'body.expiresAt', message: 'must be in the future' }];
        throw new Failure('request/invalid', { flaws });
      }
      return make(series.id, wanted);
    },
    /** Who came by it may not come back either. */
    revoke: async (which: ByLink, personId: string): Promise<LinkView> => {
      const link = await hosted(which, personId);
      await links.revoke(link.id, clock.now());
      return shown(link.id, null);
    },
    /** @throws Failure link/revoked: what was withdrawn stays withdrawn; invitation/not-allowed */
    rotate: async (which: ByLink, personId: string): Promise<LinkView> => {
      const link = await hosted(which, personId);
      await access.inviting(which.seriesId, personId);
      if (link.revokedAt !== null) throw new Failure('link/revoked');
      const token = newSecret();
      await links.rotate(link.id, token, clock.now());
      return shown(link.id, token);
    },
  };
}

const newLink = (seriesId: string, wanted: Wanted, now: number): Link => ({
  id: newId(),
  seriesId,
  guestName: wanted.guestName ?? null,
  role: wanted.role ?? 'member',
  expiresAt: wanted.expiresAt ?? null,
  uses: wanted.uses ?? null,
  used: 0,
  rotations: 0,
  fromLms: false,
  createdAt: now,
  revokedAt: null,
});
