import { lineItemsUrl } from './claims.ts';
import type { LineItem } from './gradebook.ts';
import type { Platform } from './platform.ts';
import {
  courseOr404,
  ServiceRefusal,
  type ServiceAnswer,
  type ServiceCall,
  type ServiceResource,
} from './service-call.ts';
import { mediaTypes, scopes } from './vocabulary.ts';

const toolIn = (_match: RegExpExecArray, call: ServiceCall): string =>
  call.query.get('type_id') ?? '';

/** Reading is possible with either scope, writing only with the full one. */
const lineItemScopes = (method: string): string[] =>
  method === 'GET' ? [scopes.lineItem, scopes.lineItemRead] : [scopes.lineItem];

/** It keeps the query of `lineItemsUrl`, as Moodle's do: tools that append a path to it break here as well. */
export const lineItemUrl = (platform: Platform, item: LineItem): string =>
  lineItemsUrl(platform, item.courseId, item.toolId).replace('?', `/${item.id}/lineitem?`);

function shape(platform: Platform, item: LineItem): Record<string, unknown> {
  const link = item.instanceId === null ? null : String(item.instanceId);
  return {
    id: lineItemUrl(platform, item),
    label: item.label,
    scoreMaximum: item.scoreMaximum,
    resourceId: item.resourceId,
    tag: item.tag,
    ...(link !== null && { resourceLinkId: link, ltiLinkId: link }),
  };
}

/** The line item that the path names, or Moodle's 404. */
export function itemOr404(platform: Platform, match: RegExpExecArray): LineItem {
  const course = courseOr404(platform.campus, match[1]);
  const item = platform.gradebook.find(course.id, Number(match[2]));
  if (!item) throw new ServiceRefusal(404, `Not Found: Grade item ${match[2] ?? ''} doesn't exist`);
  return item;
}

interface SentItem {
  label?: unknown;
  scoreMaximum?: unknown;
  resourceId?: unknown;
  tag?: unknown;
  resourceLinkId?: unknown;
}

function parse(body: string): SentItem & { label: string; scoreMaximum: number } {
  let sent: SentItem | null = null;
  try {
    sent = JSON.parse(body) as SentItem | null;
  } catch {
    // Not JSON is the same to Moodle as JSON without the fields.
  }
  const { label, scoreMaximum } = sent ?? {};
  if (typeof label !== 'string' || typeof scoreMaximum !== 'number') {
    throw new ServiceRefusal(400, 'No label or Score Maximum');
  }
  return { ...sent, label, scoreMaximum };
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;

/** Moodle's paging links: `&amp;` for `&`, and typographic quotes, as UTF-8 bytes. */
function malformedLinks(base: string, query: URLSearchParams, total: number): string {
  const limit = Number(query.get('limit'));
  const filters = [
    ['resource_link_id', query.get('resource_link_id')],
    ['resource_id', query.get('resource_id')],
    ['tag', query.get('tag')],
    ['type_id', query.get('type_id')],
    ['limit', String(limit)],
  ].filter(([, value]) => value !== null);
  const kept = filters.map(([name, value]) => `${name ?? ''}=${value ?? ''}`).join('&amp;');
  const link = (from: number, rel: string) => `<${base}?${kept}&amp;from=${from}>; rel=”${rel}”`;
  const links = [
    link(0, 'first'),
    link(Number(query.get('from') ?? 0), 'canonical'),
    link(total, 'last'),
  ];
  return Buffer.from(links.join(', '), 'utf8').toString('latin1');
}

function list(platform: Platform, call: ServiceCall, match: RegExpExecArray): ServiceAnswer {
  const course = courseOr404(platform.campus, match[1]);
  const { query } = call;
  const wants = (name: string, value: string) => [null, value].includes(query.get(name));
  const found = platform.gradebook
    .list(course.id, Number(query.get('type_id')))
    .filter((item) => wants('resource_link_id', String(item.instanceId ?? '')))
    .filter((item) => wants('resource_id', item.resourceId) && wants('tag', item.tag));
  const limit = Number(query.get('limit') ?? 0) || 0;
  const from = Number(query.get('from') ?? 0) || 0;
  const page = limit > 0 ? found.slice(from, from + limit) : found;
  const base = `${platform.origin}/mod/lti/services.php/${course.id}/lineitems`;
  return {
    status: 200,
    type: `${mediaTypes.lineItems}; charset=utf-8`,
    ...(limit > 0 && { headers: { Link: malformedLinks(base, query, found.length) } }),
    body: page.map((item) => shape(platform, item)),
  };
}

function create(platform: Platform, call: ServiceCall, match: RegExpExecArray): ServiceAnswer {
  const course = courseOr404(platform.campus, match[1]);
  const sent = parse(call.body);
  const link = sent.resourceLinkId;
  const activity = course.activities.find((each) => String(each.instanceId) === link);
  if (link !== undefined && !activity) throw new ServiceRefusal(400, 'Invalid resourceLinkId');
  const item = platform.gradebook.add({
    courseId: course.id,
    toolId: Number(call.query.get('type_id')),
    label: sent.label,
    scoreMaximum: sent.scoreMaximum,
    resourceId: textOr(sent.resourceId, ''),
    tag: textOr(sent.tag, ''),
    instanceId: activity?.instanceId ?? null,
  });
  // What was sent is echoed, dates too, although those are not kept.
  const body = { ...sent, id: lineItemUrl(platform, item) };
  return { status: 201, type: `${mediaTypes.lineItem}; charset=utf-8`, body };
}

/** `/{course}/lineitems`: list and create. */
export const lineItems: ServiceResource = {
  methods: ['GET', 'POST'],
  pattern: /^\/(\d+)\/lineitems$/,
  formats: [mediaTypes.lineItems, mediaTypes.lineItem],
  scopes: lineItemScopes,
  toolId: toolIn,
  answer: (platform, call, match) =>
    call.method === 'POST' ? create(platform, call, match) : list(platform, call, match),
};

function one(platform: Platform, call: ServiceCall, match: RegExpExecArray): ServiceAnswer {
  const item = itemOr404(platform, match);
  const type = `${mediaTypes.lineItem}; charset=utf-8`;
  if (call.method === 'GET') return { status: 200, type, body: shape(platform, item) };
  if (call.method === 'DELETE') {
    platform.gradebook.remove(item.id);
    return { status: 204, type: 'text/html; charset=utf-8', body: '' };
  }
  const sent = parse(call.body);
  platform.gradebook.change(item, {
    label: sent.label,
    scoreMaximum: sent.scoreMaximum,
    resourceId: textOr(sent.resourceId, item.resourceId),
    tag: textOr(sent.tag, item.tag),
  });
  return { status: 200, type, body: { ...sent, id: lineItemUrl(platform, item) } };
}

/** `/{course}/lineitems/{item}/lineitem`: read, change, delete. */
export const lineItem: ServiceResource = {
  methods: ['GET', 'PUT', 'DELETE'],
  pattern: /^\/(\d+)\/lineitems\/(\d+)\/lineitem$/,
  formats: [mediaTypes.lineItem],
  scopes: lineItemScopes,
  toolId: toolIn,
  answer: one,
};
