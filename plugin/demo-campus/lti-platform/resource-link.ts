import type { JWTPayload } from 'jose';
import type { Activity } from '../campus.ts';
import { basicOutcome, commonClaims } from './claims.ts';
import type { Message } from './message.ts';
import type { Platform } from './platform.ts';
import { claim, claims } from './vocabulary.ts';

/** Moodle's numbers of launch containers. */
const containerNumber: Record<Activity['container'], number> = { iframe: 3, window: 4 };

/** Where an activity's launches go. */
export const targetOf = ({ tool, activity }: Pick<Message, 'tool' | 'activity'>): string =>
  activity?.url ?? tool.toolUrl;

/** The payload of an LtiResourceLinkRequest. */
export function resourceLinkClaims(
  platform: Platform,
  message: Message & { activity: Activity },
  nonce: string,
): JWTPayload {
  const { person, course, tool, activity } = message;
  const back = new URLSearchParams({
    course: String(course.id),
    launch_container: String(containerNumber[activity.container]),
    instanceid: String(activity.instanceId),
    sesskey: message.sesskey,
  });
  const graded = activity.gradeMaximum !== null;
  const ids = { instance: activity.instanceId, user: person.id, tool: tool.id };
  return {
    ...commonClaims(platform, message, nonce),
    [claim('target_link_uri')]: targetOf(message),
    [claim('message_type')]: 'LtiResourceLinkRequest',
    [claim('resource_link')]: {
      title: activity.title,
      description: activity.intro,
      id: String(activity.instanceId),
    },
    ...(graded && { [claims.basicOutcome]: basicOutcome(platform, ids) }),
    [claim('launch_presentation')]: {
      locale: message.lang,
      document_target: activity.container,
      return_url: `${platform.origin}/mod/lti/return.php?${back.toString()}`,
    },
  };
}

/** The payload of an LtiDeepLinkingRequest: choose content for the course. */
export function deepLinkingClaims(platform: Platform, message: Message, nonce: string): JWTPayload {
  const { course, tool, sesskey } = message;
  const back = new URLSearchParams({ course: String(course.id), id: String(tool.id), sesskey });
  return {
    ...commonClaims(platform, message, nonce),
    [claim('target_link_uri')]: tool.toolUrl,
    [claim('message_type')]: 'LtiDeepLinkingRequest',
    [claim('launch_presentation')]: { locale: message.lang },
    [claims.deepLinkingSettings]: {
      accept_types: ['ltiResourceLink'],
      accept_presentation_document_targets: ['frame', 'iframe', 'window'],
      accept_copy_advice: false,
      accept_multiple: true,
      accept_unsigned: false,
      auto_create: false,
      can_confirm: false,
      deep_link_return_url: `${platform.origin}/mod/lti/contentitem_return.php?${back.toString()}`,
      title: tool.name,
      text: '',
    },
  };
}
