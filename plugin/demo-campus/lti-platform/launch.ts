import { randomInt } from 'node:crypto';
import type { Activity, Course } from '../campus.ts';
import type { Review } from './beyond-moodle.ts';
import type { BrowserSession } from './browser-session.ts';
import { autoForm } from './forms.ts';
import type { Platform } from './platform.ts';
import { targetOf } from './resource-link.ts';
import type { Tool } from './tools.ts';

/** Starts LTI's third-party login: the page with the form to the tool's login address. */
export function startLaunch(
  platform: Platform,
  session: BrowserSession,
  place: { course: Course; activity: Activity; tool: Tool },
): string {
  const { course, activity, tool } = place;
  const launchId = `ltilaunch${activity.instanceId}_${randomInt(2 ** 31)}`;
  session.launches.set(launchId, { courseId: course.id, toolId: tool.id, cmid: activity.cmid });
  return initiation(platform, tool, {
    target_link_uri: targetOf(place),
    login_hint: String(session.person.id),
    lti_message_hint: JSON.stringify({ cmid: activity.cmid, launchid: launchId }),
  });
}

/** Starts the review of somebody's work, out of the gradebook. */
export function startReview(
  platform: Platform,
  session: BrowserSession,
  { course, activity, tool, review }: Parameters<typeof startLaunch>[2] & { review: Review },
): string {
  const launchId = `ltilaunch_SubmissionReview${randomInt(2 ** 31)}`;
  const { cmid } = activity;
  session.launches.set(launchId, { courseId: course.id, toolId: tool.id, cmid, review });
  return initiation(platform, tool, {
    target_link_uri: tool.toolUrl,
    login_hint: String(session.person.id),
    lti_message_hint: JSON.stringify({ cmid, launchid: launchId }),
  });
}

/** Starts deep linking: the tool is asked to let the teacher choose content for the course. */
export function startSelection(
  platform: Platform,
  session: BrowserSession,
  place: { course: Course; tool: Tool },
): string {
  const { course, tool } = place;
  const launchId = `ltilaunch_ContentItemSelectionRequest${randomInt(2 ** 31)}`;
  session.launches.set(launchId, { courseId: course.id, toolId: tool.id, cmid: null });
  return initiation(platform, tool, {
    target_link_uri: tool.toolUrl,
    login_hint: String(session.person.id),
    lti_message_hint: JSON.stringify({ launchid: launchId }),
  });
}

function initiation(platform: Platform, tool: Tool, fields: Record<string, string>): string {
  return autoForm('ltiInitiateLoginForm', tool.initiateLoginUrl, {
    iss: platform.origin,
    ...fields,
    client_id: tool.clientId,
    lti_deployment_id: String(tool.id),
  });
}
