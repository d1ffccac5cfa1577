/**
 * What one person is in one course. `instructor` and `assistant` teach there; `administrator` runs the
 * site or the institution and need not teach; `mentor` follows one learner; `other` may look in.
 */
export type CourseRole =
  'instructor' | 'assistant' | 'administrator' | 'learner' | 'mentor' | 'observer' | 'other';

/** An LTI platform (a portal or LMS) that may launch us. */
export interface Platform {
  id: string;
  /** `iss` of its tokens, compared exactly. */
  issuer: string;
  clientId: string;
  /** The deployments that are ours; `'any'` for a platform that did not tell them when it registered. */
  deploymentIds: string[] | 'any';
  authUrl: string;
  tokenUrl: string;
  jwksUrl: string;
  /** `product_family_code`, lower case, for example `moodle`; empty when it is not known. */
  productFamily: string;
  name: string;
  /** Waiting for a system admin's yes, let in, or kept out for now. */
  status: PlatformStatus;
  /** What the assertions for access tokens are meant for; null: the token address. */
  audience: string | null;
  /** Origins of its services besides those of the addresses above. */
  origins: string[];
}

export const platformStatuses = ['pending', 'active', 'suspended'] as const;
export type PlatformStatus = (typeof platformStatuses)[number];

/** A platform that is about to be registered. */
export type NewPlatform = Omit<Platform, 'id'>;

/** The person as the platform describes them in a launch. Texts, never HTML. */
export interface LaunchPerson {
  /** `sub`: stable and unique within the issuer. */
  subject: string;
  givenName: string;
  familyName: string;
  /** The name to show, in the order that the name's own script wants. */
  name: string;
  email: string | null;
  /** `lis.person_sourcedid`: the campus's own number of this person. */
  campusNumber: string | null;
  /** BCP 47 language of the platform's page, for example `zh-cn`. */
  locale: string | null;
}

/** The course (`context` claim) that a launch comes from. */
export interface LaunchCourse {
  id: string;
  label: string | null;
  title: string | null;
  /** `lis.course_section_sourcedid`: the campus's own number of this course. */
  sourcedId: string | null;
}

/** The platform's services as one launch offers them; null where it does not. */
export interface LaunchServices {
  membershipsUrl: string | null;
  /** The course's groups (Course Groups Service), where they may be read. */
  groupsUrl: string | null;
  lineItemsUrl: string | null;
  lineItemUrl: string | null;
  /** AGS scopes that were granted. */
  scopes: string[];
}

/** What a deep linking request asks for (Deep Linking 2.0, `deep_linking_settings`). */
export interface DeepLinkingSettings {
  returnUrl: string;
  acceptTypes: string[];
  acceptTargets: string[];
  acceptMultiple: boolean;
  /** Whether a column of the gradebook may come with a link; null: the platform does not say. */
  acceptLineItem: boolean | null;
  /** Opaque; goes back as it came. */
  data: string | null;
}

/** A verified id_token in our own words. The platform's `return_url` is left out on purpose: it can hold a session key. */
export interface LaunchClaims {
  messageType: string;
  issuer: string;
  clientId: string;
  deploymentId: string;
  targetLinkUri: string;
  person: LaunchPerson;
  /** The LMS's stand-in for a student, who is nobody of the campus. */
  testUser: boolean;
  course: LaunchCourse | null;
  resourceLink: { id: string; title: string | null } | null;
  /** Every role that the person has here, the one that counts most first. */
  roles: CourseRole[];
  /** Ids of the platform's groups that the person is in. */
  groups: string[];
  /** IANA name of the person's time zone. */
  timezone: string | null;
  services: LaunchServices;
  deepLinking: DeepLinkingSettings | null;
  productFamily: string | null;
  /** Custom parameters that hold a text. */
  custom: Record<string, string>;
  /** Names of optional claims that made no sense and were left out. */
  odd: string[];
}

/** The role that counts most: roles are given strongest first. */
export const strongestRole = (roles: readonly CourseRole[]): CourseRole => roles[0] ?? 'other';

/** Whether someone with these roles may choose content for a course (Deep Linking): those who teach or run it. */
export const mayChooseContent = (roles: readonly CourseRole[]): boolean =>
  roles.includes('instructor') || roles.includes('administrator');
