import { hkdfSync } from 'node:crypto';
import { addressKey, createThrottle } from '../features/accounts/index.ts';
import { applicationRoutes, createApplying } from '../features/applications/index.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';
import { keepDoing } from './upkeep.ts';

/** How soon a mail that was asked for goes into the outbox, milliseconds. */
const mailsEveryMs = 500;

/** Makes applications for an account. */
export function composeApplications(core: Core): Piece {
  const { config, db, clock, log, outbox, registry } = core;
  const key = applicationsKey(config.JITSI_APP_SECRET);
  const applying = createApplying({
    ...{ db, clock, key, outbox, addressKey },
    people: { knownBy: registry.people.named },
    units: registry.departments,
    throttle: createThrottle({ db, clock, key }),
    addresses: addressesOf(core),
    domains: config.REGISTRATION_MAIL_DOMAINS,
    country: 'CN',
  });
  return {
    routes: applicationRoutes(applying),
    jobs: [
      keepDoing({ everyMs: mailsEveryMs, log, work: applying.deliver }),
      keepDoing({ everyMs: 600_000, log, work: applying.sweep }),
    ],
  };
}

function addressesOf({ config }: Core) {
  const root = config.CAMPUS_MEET_URL.replace(/\/+$/u, '');
  return {
    register: (token: string) => `${root}/register#${token}`,
    login: `${root}/login`,
    product: config.CAMPUS_MEET_NAME,
  };
}

/** A key of its own, not kept in the database: a copy of the database alone does not help in guessing codes. */
const applicationsKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'campus-meet applications', 32));
