/** Names that LTI 1.3, NRPS 2.0, AGS 2.0 and Deep Linking 2.0 fix. */
export const claim = (name: string): string => `https://purl.imsglobal.org/spec/lti/claim/${name}`;

export const claims = {
  basicOutcome: 'https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome',
  ags: 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice',
  nrps: 'https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice',
  deepLinkingSettings: 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings',
  contentItems: 'https://purl.imsglobal.org/spec/lti-dl/claim/content_items',
  toolConfiguration: 'https://purl.imsglobal.org/spec/lti-tool-configuration',
  platformConfiguration: 'https://purl.imsglobal.org/spec/lti-platform-configuration',
} as const;

export const scopes = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  lineItemRead: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly',
  result: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  memberships: 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  groups: 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly',
} as const;

export const gradeScopes: string[] = [
  scopes.lineItem,
  scopes.lineItemRead,
  scopes.result,
  scopes.score,
];

const vocabulary = 'http://purl.imsglobal.org/vocab/lis/v2';
export const roles = {
  instructor: `${vocabulary}/membership#Instructor`,
  learner: `${vocabulary}/membership#Learner`,
  institutionAdministrator: `${vocabulary}/institution/person#Administrator`,
  systemAdministrator: `${vocabulary}/system/person#Administrator`,
} as const;

export const mediaTypes = {
  lineItem: 'application/vnd.ims.lis.v2.lineitem+json',
  lineItems: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
  groups: 'application/vnd.ims.lti-gs.v1.contextgroupcontainer+json',
  members: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
  membersOld: 'application/vnd.ims.lis.v2.membershipcontainer+json',
} as const;
