import { z } from 'zod';
import type { CourseGroup, Platform } from '../../features/access/lti/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { readJson } from './http.ts';
import { cut, lenientReader } from './lenient.ts';
import { nextLink } from './link-header.ts';
import type { ServiceCall } from './service-call.ts';

/** Scope of the Course Groups Service 1.0. */
export const groupScope = 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly';
const mediaType = 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json';

/** A course with more pages of groups than this does not end. */
const mostPages = 100;

const container = z.looseObject({
  groups: z.array(z.looseObject({ id: z.union([z.string().min(1).max(191), z.int()]) })),
});

/**
 * A course's groups, every page (Course Groups Service 1.0). Those that the platform hides from their members
 * are left out. Fails with lti/platform-unavailable, -refused or -bad-answer.
 */
export async function readGroups(
  call: ServiceCall,
  platform: Platform,
  first: string,
): Promise<CourseGroup[]> {
  const groups = new Map<string, CourseGroup>();
  const seen = new Set<string>();
  for (let url: string | null = first; url !== null;) {
    if (seen.has(url) || seen.size >= mostPages) throw bad('The groups do not end.');
    seen.add(url);
    const at = { platform, scope: groupScope, url };
    const answer = await call(at, { headers: { accept: mediaType } });
    if (answer.status !== 200) {
      const detail = `The groups answered HTTP ${answer.status}.`;
      throw new Failure('lti/platform-refused', { detail });
    }
    const parsed = container.safeParse(readJson(answer));
    if (!parsed.success) throw bad('Those are no groups.');
    for (const { id, name, hidden } of parsed.data.groups) {
      if (hidden === true) continue;
      const externalId = String(id);
      const called = lenientReader().text(name, 'name');
      groups.set(externalId, { externalId, name: cut(called) });
    }
    // An address elsewhere is refused by the call: no token goes there.
    url = nextLink(answer.headers.get('link'), url);
  }
  return [...groups.values()];
}

const bad = (detail: string) => new Failure('lti/platform-bad-answer', { detail });
