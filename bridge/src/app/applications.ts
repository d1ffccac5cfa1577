import { createLdapLook } from '../adapters/ldap/index.ts';
import {
  applicationRoutes,
  createApplying,
  createDeciding,
  decisionRoutes,
} from '../features/registration/signup/index.ts';
import type { composeAdmin } from './admin.ts';
import { applicantProvisioner } from './applicant-provisioner.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';
import { keysOf } from './sealing.ts';
import { directorySettings } from './sources.ts';
import { createStoredRateLimit } from '../kernel/stored-rate-limit.ts';
import { withoutEndSlashes } from '../kernel/urls.ts';

/** How soon a mail that was asked for goes into the outbox, seconds. */
const mailsEvery = 1;

/** Makes applications for an account. */
export function composeApplications(
  core: Core,
  { roles, audit }: Pick<ReturnType<typeof composeAdmin>, 'roles' | 'audit'>,
): Piece {
  const { config, db, clock, outbox, registry } = core;
  const { people, departments } = registry;
  const keys = keysOf(config, 'applications');
  const directory = directorySettings(config);
  const shared = {
    db,
    clock,
    outbox,
    audit,
    units: departments,
    addresses: addressesOf(core),
    provisioner: applicantProvisioner({ ...registry, administrators: roles.administrators }),
    directory: directory && createLdapLook(directory),
  };
  const applying = createApplying({
    ...shared,
    ...keys,
    people: { knownBy: people.named },
    throttle: createStoredRateLimit({ db, clock, key: keys.key }),
    domains: config.REGISTRATION_MAIL_DOMAINS,
    policy: config.APPLICATION_POLICY,
    country: config.CAMPUS_COUNTRY,
  });
  const deciding = createDeciding({ ...shared, people, scopes: roles });
  return {
    routes: [...applicationRoutes(applying), ...decisionRoutes(deciding)],
    waiting: [{ kind: 'applications', count: ({ scope }) => deciding.countWaiting(scope) }],
    jobs: [{ name: 'application-mails', every: mailsEvery, work: applying.deliver }],
  };
}

function addressesOf({ config, templates }: Core) {
  const root = withoutEndSlashes(config.CAMPUS_MEET_URL);
  return {
    confirmPage: (token: string) => `${root}/register#${token}`,
    signupPage: `${root}/register`,
    login: `${root}/login`,
    templates,
  };
}
