import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { preparedPassword } from './password-rules.ts';

/** argon2id as OWASP recommends it (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A password as it is kept: argon2id in PHC form. */
export const hashPassword = (password: string): Promise<string> =>
  hash(preparedPassword(password), strength);

let decoy: Promise<string> | undefined;

/** Does the password fit? Where there is none (null) the same work is done, in vain. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString('base64'));
  const fits = await verify(kept ?? (await decoy), preparedPassword(password));
  return fits && kept !== null;
}

/** True for a hash that is weaker than what is made today. */
export function isOutdated(kept: string): boolean {
  const { memoryCost, timeCost } = parseOptions(kept);
  return memoryCost < strength.memoryCost || timeCost < strength.timeCost;
}
