import { addActivity } from '../data/changes.ts';
import type { Activity } from '../campus.ts';
import type { Platform } from './platform.ts';
import type { Tool } from './tools.ts';
import { claim, claims } from './vocabulary.ts';

/** What of a deep-linking content item becomes an activity; everything else Moodle ignores. */
export interface ContentItem {
  title: string;
  text: string;
  url: string | null;
  custom: Record<string, string>;
  lineItem: { scoreMaximum: number; resourceId: string; tag: string } | null;
}

/** A deep-linking answer that was read: what was chosen, and what the tool wants to say. */
export interface Selection {
  items: ContentItem[];
  message: string;
  error: string;
}

/** The answer was not signed by the tool, or is not for this platform. */
export class BadSelection extends Error {}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function lineItemOf(value: unknown): ContentItem['lineItem'] {
  const item = record(value);
  const scoreMaximum = item['scoreMaximum'];
  if (typeof scoreMaximum !== 'number') return null;
  return { scoreMaximum, resourceId: text(item['resourceId']), tag: text(item['tag']) };
}

function itemOf(value: unknown, tool: Tool): ContentItem {
  const item = record(value);
  const custom = Object.entries(record(item['custom'])).map(([name, each]) => [name, String(each)]);
  return {
    title: text(item['title']) || tool.name,
    text: text(item['text']),
    url: text(item['url']) || null,
    custom: Object.fromEntries(custom) as Record<string, string>,
    lineItem: lineItemOf(item['lineItem']),
  };
}

/** Reads the JWT that the tool posted; throws BadSelection, BadToolToken or KeysUnavailable. */
export async function readSelection(
  platform: Platform,
  tool: Tool,
  jwt: string,
): Promise<Selection> {
  const payload = await platform.toolKeys.verify(tool, jwt);
  const audience = [payload.aud].flat();
  if (payload.iss !== tool.clientId || !audience.includes(platform.origin)) {
    throw new BadSelection('issuer or audience');
  }
  if (payload[claim('message_type')] !== 'LtiDeepLinkingResponse') throw new BadSelection('type');
  const items = payload[claims.contentItems];
  return {
    items: Array.isArray(items) ? items.map((item) => itemOf(item, tool)) : [],
    message: text(payload['https://purl.imsglobal.org/spec/lti-dl/claim/msg']),
    error: text(payload['https://purl.imsglobal.org/spec/lti-dl/claim/errormsg']),
  };
}

/** Moodle keeps no tags in a name that came through its form. */
const stripTags = (title: string): string => title.replace(/<[^<>]*>/g, '').trim();

/** Makes an activity of a chosen item, with its line item where one was given. */
export function addChosen(
  platform: Platform,
  place: { courseId: number; toolId: number },
  item: ContentItem,
): Activity {
  const { courseId, toolId } = place;
  const title = stripTags(item.title);
  const activity = addActivity(platform.campus, courseId, {
    title,
    toolId,
    intro: item.text,
    url: item.url,
    custom: item.custom,
    gradeMaximum: item.lineItem?.scoreMaximum ?? null,
  });
  if (item.lineItem) {
    const { scoreMaximum, resourceId, tag } = item.lineItem;
    const { instanceId } = activity;
    platform.gradebook.add({
      courseId,
      toolId,
      label: title,
      scoreMaximum,
      resourceId,
      tag,
      instanceId,
    });
  }
  return activity;
}
