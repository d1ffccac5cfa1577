import { createHmac } from 'node:crypto';
import { digest, newSecret } from '../../../kernel/ids.ts';

/** What a session is used and kept with. */
export interface Secrets {
  access: string;
  /** `family.part`: the family stays, the part is another at each renewal. */
  refresh: string;
  familyDigest: string;
  seed: string;
}

/** A refresh secret as it is compared with what is kept. */
export interface Presented {
  digest: string;
  /** Null for one that was made before there were families. */
  familyDigest: string | null;
}

/** A refresh secret that came with a request. */
export function presentedSecret(secret: string): Presented {
  const [family = '', part] = secret.split('.');
  return { digest: digest(secret), familyDigest: part === undefined ? null : digest(family) };
}

/** The first secrets of a session. */
export function firstSecrets(): Secrets {
  const family = newSecret();
  return secretsOf(family, { part: newSecret(), access: newSecret(), seed: newSecret() });
}

/**
 * The secrets that follow a refresh secret: always the same ones, so that an answer that got lost can be given
 * again, and two tabs that come at once both hold what is good. Whoever has but the database, or but an old secret,
 * cannot make them.
 */
export function nextSecrets(presented: string, seed: string): Secrets {
  const made = (what: string) =>
    createHmac('sha256', seed).update(`${what} ${presented}`).digest('base64url');
  const [family = '', part] = presented.split('.');
  return secretsOf(part === undefined ? made('family') : family, {
    part: made('refresh'),
    access: made('access'),
    seed,
  });
}

const secretsOf = (
  family: string,
  { part, access, seed }: { part: string; access: string; seed: string },
): Secrets => ({ access, refresh: `${family}.${part}`, familyDigest: digest(family), seed });
