import { cleanText } from '../../kernel/values.ts';

/** Capabilities by their name, as Moodle's English role editor lists them. */
const labels = {
  'webservice/rest:use': 'Use REST protocol',
  'moodle/course:view': 'View courses without participation',
  'moodle/course:viewhiddencourses': 'View hidden courses',
  'moodle/course:viewparticipants': 'View participants',
  'moodle/course:enrolreview': 'Review course enrolments',
  'moodle/course:useremail': 'Enable/disable email address',
  'moodle/user:viewdetails': 'View user profiles',
  'moodle/user:viewalldetails': 'View user full information',
  'moodle/site:viewuseridentity': 'See full user identity in lists',
  'moodle/site:accessallgroups': 'Access all groups',
  'moodle/site:sendmessage': 'Send messages to any user',
  'moodle/site:messageanyuser': 'Bypass user privacy preferences for messaging any user',
  'moodle/category:viewhiddencategories': 'See hidden categories',
  'moodle/role:review': 'Review permissions for others',
} as const;

export type CapabilityName = keyof typeof labels;

/** Where a capability is ticked. */
export const roleEditor = 'Site administration → Users → Permissions → Define roles';

/** A capability by its name, as an administrator finds it in the role editor. */
export const named = (name: CapabilityName): string => `${name} (“${labels[name]}”)`;

/**
 * The capability that Moodle's message names: its words stand in brackets at the end, in the language of the
 * service account. With its technical name where the words are English; null where the message names none.
 */
export function capabilityIn(message: string): string | null {
  const text = cleanText(message.slice(0, 500));
  const words = /[(（]([^()（）]{1,200}(?:[(（][^()（）]{0,80}[)）])?)[)）][.。]?$/u.exec(
    text,
  )?.[1];
  if (words === undefined) return null;
  const known = Object.entries(labels).find(([, label]) => label === words);
  return known ? `${known[0]} (“${words}”)` : `“${words}”`;
}
