import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import type { Audit } from '../../audit/index.ts';
import type { Database } from '../../../kernel/database.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import { digest, newSecret } from '../../../kernel/ids.ts';
import { formatVouches, normaliseRealm, parseVouches } from '../../directory/people/index.ts';
import type { Vouches } from '../../directory/people/index.ts';
import type { Portals } from '../portal/index.ts';
import type { connectMoodle } from './contract.ts';
import { connectClaims, readMessage } from './messages.ts';
import type { ConnectCode, MoodleRepository } from './repository.ts';

/** How long a code is good for: as long as it takes to walk over to Moodle's settings. */
export const codeLifeMs = 60 * 60_000;

export interface ConnectingDeps {
  db: Database;
  audit: Pick<Audit, 'record'>;
  repository: MoodleRepository;
  portals: Pick<Portals, 'add' | 'trust' | 'check'>;
  clock: Clock;
  /** `aud` of launches, and of messages. */
  audience: string;
  messageAudience: string;
}

/** What IT says of a Moodle before it may be connected. */
export interface MoodleDeclared {
  wwwroot: string;
  name: string;
  vouches: Vouches;
}

type Asked = z.output<(typeof connectMoodle)['body']>;
type Connected = z.input<(typeof connectMoodle)['reply']>;

/** Connecting Moodles: a code for one address, and the exchange of it for a key. */
export function createConnecting(deps: ConnectingDeps) {
  const { repository, portals, clock } = deps;
  return {
    /** Makes a code with which the Moodle at one address, and no other, may be connected once. */
    openConnection: async ({ wwwroot, name, vouches }: MoodleDeclared): Promise<string> => {
      const code = newSecret();
      await repository.addCode({
        digest: digest(code),
        wwwroot: normaliseRealm(wwwroot),
        name,
        vouches: formatVouches(vouches),
        expiresAt: clock.now() + codeLifeMs,
        usedAt: null,
      });
      return code;
    },
    /** @throws Failure moodle/code-…, moodle/other-site, moodle/proof, moodle/message */
    connect: async (asked: Asked): Promise<Connected> => {
      const code = await usable(deps, asked);
      await prove(deps, asked);
      if (!(await repository.useCode(code.digest, clock.now()))) {
        throw new Failure('moodle/code-used');
      }
      const portal = await portals.add(detailsOf(asked, code.name), 'moodle');
      await portals.trust(portal.id, parseVouches(code.vouches));
      await repository.forgetRooms(portal.id);
      await repository.connected(portal.id, {
        ...releasesOf(asked),
        now: clock.now(),
      });
      await note(deps, portal, { ...releasesOf(asked), vouches: code.vouches });
      return {
        name: code.name,
        vouches: [...parseVouches(code.vouches)],
        audience: deps.audience,
        messageAudience: deps.messageAudience,
        proof: createHmac('sha256', asked.code).update(asked.wwwroot).digest('hex'),
      };
    },
  };
}

/** Who did it is not known: whoever had the code. */
const note = (
  { db, audit }: ConnectingDeps,
  { id, name, issuer }: { id: string; name: string; issuer: string },
  said: { plugin: string; moodle: string; vouches: string },
): Promise<void> =>
  audit.record(db, {
    actorId: null,
    action: 'moodle.connect',
    subject: { kind: 'platform', id, name },
    scopeDepartmentId: null,
    before: null,
    after: { issuer, ...said },
  });

const releasesOf = ({ plugin, moodle }: Asked) => ({ plugin, moodle });

async function usable({ repository, clock }: ConnectingDeps, asked: Asked): Promise<ConnectCode> {
  const code = await repository.code(digest(asked.code));
  if (!code) throw new Failure('moodle/code-unknown');
  if (code.usedAt !== null) throw new Failure('moodle/code-used');
  if (code.expiresAt <= clock.now()) throw new Failure('moodle/code-expired');
  if (code.wwwroot !== normaliseRealm(asked.wwwroot)) {
    throw new Failure('moodle/other-site', {
      detail: `The code is for ${code.wwwroot}; this Moodle calls itself ${asked.wwwroot}.`,
    });
  }
  return code;
}

/** Whoever sends a key must hold its other half. */
async function prove(deps: ConnectingDeps, asked: Asked): Promise<void> {
  const parties = {
    issuer: asked.wwwroot,
    trust: keyOf(asked),
    audience: deps.messageAudience,
  };
  try {
    const claims = await deps.portals.check(asked.proof, parties);
    readMessage(connectClaims, claims);
  } catch (cause) {
    const why = cause instanceof Failure ? cause.code : 'unreadable';
    throw new Failure('moodle/proof', { cause, detail: why });
  }
}

const keyOf = ({ publicKey }: Asked) => ({
  kind: 'public-key' as const,
  pem: publicKey,
});

const detailsOf = (asked: Asked, name: string) => ({
  issuer: asked.wwwroot,
  realm: normaliseRealm(asked.wwwroot),
  name,
  origins: [new URL(asked.wwwroot).origin],
  trust: keyOf(asked),
});
