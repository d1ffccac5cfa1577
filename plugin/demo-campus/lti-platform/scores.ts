import { isGradable, type LineItem, type Result } from './gradebook.ts';
import { isoSeconds } from './custom-parameters.ts';
import { itemOr404, lineItemUrl } from './line-items.ts';
import type { Platform } from './platform.ts';
import type { ServiceAnswer, ServiceCall, ServiceResource } from './service-call.ts';
import { mediaTypes, scopes } from './vocabulary.ts';

const toolIn = (_match: RegExpExecArray, call: ServiceCall): string =>
  call.query.get('type_id') ?? '';

interface SentScore {
  userId?: unknown;
  scoreGiven?: unknown;
  scoreMaximum?: unknown;
  activityProgress?: unknown;
  gradingProgress?: unknown;
  timestamp?: unknown;
  comment?: unknown;
}

/** Moodle says no more of a refused score than `[]`. */
const refused = (status: number): ServiceAnswer => ({
  status,
  type: `${mediaTypes.score}; charset=utf-8`,
  body: [],
});

function parse(body: string): SentScore {
  try {
    return (JSON.parse(body) as SentScore | null) ?? {};
  } catch {
    return {};
  }
}

/** The score in the item's own scale, never above its maximum; null when none was sent. */
function scaled({ scoreGiven, scoreMaximum }: SentScore, item: LineItem): number | null {
  if (typeof scoreGiven !== 'number' || typeof scoreMaximum !== 'number') return null;
  return Math.min((scoreGiven / scoreMaximum) * item.scoreMaximum, item.scoreMaximum);
}

function isComplete(sent: SentScore): boolean {
  const texts = [sent.userId, sent.activityProgress, sent.gradingProgress, sent.timestamp];
  const scoreWithoutMaximum =
    sent.scoreGiven !== undefined && typeof sent.scoreMaximum !== 'number';
  return texts.every((text) => typeof text === 'string') && !scoreWithoutMaximum;
}

function post(platform: Platform, call: ServiceCall, match: RegExpExecArray): ServiceAnswer {
  const item = itemOr404(platform, match);
  const sent = parse(call.body);
  const at = Math.floor(Date.parse(String(sent.timestamp)) / 1000);
  const userId = Number(sent.userId);
  if (!isComplete(sent) || Number.isNaN(at)) return refused(400);
  if (!isGradable(platform.campus, item.courseId, userId)) return refused(400);
  const before = platform.gradebook.results(item.id).find((each) => each.userId === userId);
  if (before && before.at >= at) return refused(409);
  const comment = typeof sent.comment === 'string' ? sent.comment : null;
  platform.gradebook.store(item.id, { userId, score: scaled(sent, item), comment, at });
  return { status: 200, type: `${mediaTypes.score}; charset=utf-8`, body: '' };
}

/** `/{course}/lineitems/{item}/lineitem/scores`. */
export const scorePosts: ServiceResource = {
  methods: ['POST'],
  pattern: /^\/(\d+)\/lineitems\/(\d+)\/lineitem\/scores$/,
  formats: [mediaTypes.score],
  scopes: () => [scopes.score],
  toolId: toolIn,
  answer: post,
};

function resultShape(platform: Platform, item: LineItem, result: Result): Record<string, unknown> {
  const scoreOf = lineItemUrl(platform, item);
  const id = `${scoreOf.replace('/lineitem?', '/lineitem/results?')}&user_id=${result.userId}`;
  const userId = String(result.userId);
  if (result.score === null) return { id, userId };
  return {
    id,
    userId,
    resultScore: result.score,
    resultMaximum: item.scoreMaximum,
    ...(result.comment !== null && { comment: result.comment }),
    scoreOf,
    timestamp: isoSeconds(result.at * 1000),
  };
}

/** `/{course}/lineitems/{item}/lineitem/results`. */
export const results: ServiceResource = {
  methods: ['GET'],
  pattern: /^\/(\d+)\/lineitems\/(\d+)\/lineitem\/results$/,
  formats: [mediaTypes.results],
  scopes: () => [scopes.result],
  toolId: toolIn,
  answer: (platform, call, match) => {
    const item = itemOr404(platform, match);
    const wanted = call.query.get('user_id');
    const found = platform.gradebook
      .results(item.id)
      .filter((result) => wanted === null || String(result.userId) === wanted);
    return {
      status: 200,
      type: `${mediaTypes.results}; charset=utf-8`,
      body: found.map((result) => resultShape(platform, item, result)),
    };
  },
};
