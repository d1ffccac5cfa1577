import { z } from 'zod';
import type {
  GradeService,
  LineItem,
  LineItemDraft,
  LineResult,
  Score,
} from '../../features/access/lti/ports.ts';
import { Failure } from '../../kernel/failure.ts';
import { readJson, type Answer } from './http.ts';
import { nextLink } from './link-header.ts';
import type { ServiceCall } from './service-call.ts';

const scopes = 'https://purl.imsglobal.org/spec/lti-ags/scope/';
/** Scope of making and reading line items (AGS 2.0). */
export const lineItemScope = `${scopes}lineitem`;
/** Scope of giving scores (AGS 2.0). */
export const scoreScope = `${scopes}score`;
/** Scope of reading results back (AGS 2.0). */
export const resultScope = `${scopes}result.readonly`;

const listType = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const itemType = 'application/vnd.ims.lis.v2.lineitem+json';
const resultsType = 'application/vnd.ims.lis.v2.resultcontainer+json';
const scoreType = 'application/vnd.ims.lis.v1.score+json';

const optional = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === '' ? null : value));

const lineItem: z.ZodType<LineItem> = z.object({
  id: z.url({ protocol: /^https?$/u }),
  label: z.string(),
  scoreMaximum: z.number(),
  resourceId: optional,
  tag: optional,
  resourceLinkId: optional,
});

const lineResult: z.ZodType<LineResult> = z
  .object({
    userId: z.union([z.string(), z.int()]).transform(String),
    resultScore: z.number().nullish(),
    resultMaximum: z.number().nullish(),
  })
  .transform(({ userId, resultScore, resultMaximum }) => ({
    subject: userId,
    score: resultScore ?? null,
    maximum: resultMaximum ?? null,
  }));

/**
 * Assignment and Grade Services 2.0. Every refusal fails with lti/platform-refused and the platform's
 * status; one of a single score with lti/score-refused, a score not newer than the stored one with
 * lti/score-stale, one for a line item that is not there with lti/line-item-gone.
 */
export function createGrades(call: ServiceCall): GradeService {
  return {
    list: (platform, url) => readAll(call, { platform, scope: lineItemScope, url }, listed),
    create: async (platform, url, draft) => {
      const answer = await call({ platform, scope: lineItemScope, url }, write('POST', draft));
      expectStatus(answer, 201, 200);
      return parse(lineItem, answer);
    },
    update: async (platform, url, draft) => {
      const body = { id: url, ...draft };
      const answer = await call({ platform, scope: lineItemScope, url }, write('PUT', body));
      expectStatus(answer, 200);
      return parse(lineItem, answer);
    },
    remove: async (platform, url) => {
      const answer = await call({ platform, scope: lineItemScope, url }, { method: 'DELETE' });
      // Gone already is what was wanted.
      expectStatus(answer, 204, 200, 404);
    },
    score: async (platform, url, score) => {
      const answer = await call(
        { platform, scope: scoreScope, url: under(url, 'scores') },
        send(score),
      );
      if (answer.status === 409) throw new Failure('lti/score-stale');
      requireThere(answer);
      if (![200, 201, 202, 204].includes(answer.status)) {
        const detail = `The gradebook answered HTTP ${answer.status}.`;
        throw new Failure('lti/score-refused', { detail });
      }
    },
    results: (platform, url) =>
      readAll(call, { platform, scope: resultScope, url: under(url, 'results') }, resulted),
  };
}

/** A gradebook with more pages than this does not end. */
const mostPages = 100;

/** What a container holds, and by which type it is asked for. */
interface Container<T> {
  type: string;
  entry: z.ZodType<T>;
}

const listed: Container<LineItem> = { type: listType, entry: lineItem };
const resulted: Container<LineResult> = { type: resultsType, entry: lineResult };

/** Every page, or a failure. Links that cannot be read, as Moodle's, are the end. */
async function readAll<T>(
  call: ServiceCall,
  { platform, scope, url: first }: Parameters<ServiceCall>[0],
  { type, entry }: Container<T>,
): Promise<T[]> {
  const all: T[] = [];
  const seen = new Set<string>();
  for (let url: string | null = first; url !== null;) {
    if (seen.has(url) || seen.size >= mostPages) {
      throw new Failure('lti/platform-bad-answer', { detail: 'The gradebook does not end.' });
    }
    seen.add(url);
    const answer: Answer = await call({ platform, scope, url }, { headers: { accept: type } });
    requireThere(answer);
    expectStatus(answer, 200);
    all.push(...parse(z.array(entry), answer));
    // An address elsewhere is refused by the call: no token goes there.
    url = nextLink(answer.headers.get('link'), url);
  }
  return all;
}

/** `…/lineitem?type_id=1` → `…/lineitem/scores?type_id=1`: the query string must survive (AGS 2.0, 3.4.1). */
export function under(lineItemUrl: string, part: 'scores' | 'results'): string {
  const url = new URL(lineItemUrl);
  url.pathname = `${url.pathname.replace(/\/$/u, '')}/${part}`;
  return url.href;
}

function requireThere({ status }: Answer): void {
  if (status === 404) throw new Failure('lti/line-item-gone');
}

const write = (method: 'POST' | 'PUT', draft: LineItemDraft) => ({
  method,
  headers: { accept: itemType, 'content-type': itemType },
  body: JSON.stringify(draft),
});

function send(score: Score) {
  const { subject, at, ...rest } = score;
  const body = { userId: subject, timestamp: new Date(at).toISOString(), ...rest };
  return {
    method: 'POST' as const,
    headers: { 'content-type': scoreType },
    body: JSON.stringify(body),
  };
}

function expectStatus(answer: Answer, ...wanted: number[]): void {
  if (!wanted.includes(answer.status)) {
    throw new Failure('lti/platform-refused', {
      detail: `The gradebook answered HTTP ${answer.status}.`,
    });
  }
}

function parse<T>(shape: z.ZodType<T>, answer: Answer): T {
  const parsed = shape.safeParse(readJson(answer));
  if (!parsed.success) {
    throw new Failure('lti/platform-bad-answer', { detail: 'That is not a line item.' });
  }
  return parsed.data;
}
