import { hkdfSync } from 'node:crypto';
import {
  createCodes,
  createLogin,
  createThrottle,
  loginRoutes,
} from '../features/accounts/index.ts';
import type { Core } from './core.ts';
import type { Piece } from './piece.ts';
import { keepDoing } from './upkeep.ts';

/** How soon a code that was asked for goes into the outbox, milliseconds. */
const codesEveryMs = 500;

/** Makes logging in without a portal. */
export function composeAccounts(core: Core): Piece {
  const { config, db, clock, log, outbox, registry, sessions } = core;
  const people = { findActive: registry.people.findActive, knownBy: registry.people.named };
  const key = accountsKey(config.JITSI_APP_SECRET);
  const product = config.CAMPUS_MEET_NAME;
  const codes = createCodes({ db, clock, key, people, outbox, product });
  const throttle = createThrottle({ db, clock, key });
  const login = createLogin({ codes, throttle, people, sessions, outbox });
  return {
    routes: loginRoutes(login),
    jobs: [
      keepDoing({ everyMs: codesEveryMs, log, work: codes.deliver }),
      keepDoing({ everyMs: 3_600_000, log, work: login.sweep }),
    ],
  };
}

/** A key of its own, not kept in the database: a copy of the database alone does not help in guessing codes. */
const accountsKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'campus-meet accounts', 32));
