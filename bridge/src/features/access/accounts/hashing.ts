import { randomBytes } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { tooMany } from '../../../kernel/rate-limit.ts';
import { preparedPassword } from './password-rules.ts';

/**
 * argon2id as OWASP recommends it (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. By a package: Node
 * has argon2 from 24.7 on, and the product runs on 22.18.
 */
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** So many are worked on at once: the threads that also read files are never all taken. */
const atOnce = 2;
/** So many wait; whoever comes then is told to come again. */
const mostWaiting = 1_000;

/** Passwords as they are kept: argon2id in PHC form. However many come at once, few are worked on. */
export function createHashing({ waiting = mostWaiting }: { waiting?: number } = {}) {
  const turn = createTurns(waiting);
  const hashPassword = (password: string): Promise<string> =>
    turn(() => hash(preparedPassword(password), strength));
  let decoy: Promise<string> | undefined;
  return {
    hashPassword,
    /**
     * Does the password fit? Where there is none (null) the same work is done, in vain.
     * @throws Failure request/too-many when too many wait
     */
    isPassword: async (kept: string | null, password: string): Promise<boolean> => {
      decoy ??= hash(randomBytes(32).toString('base64'), strength);
      const against = kept ?? (await decoy);
      const fits = await turn(() => verify(against, preparedPassword(password)));
      return fits && kept !== null;
    },
    /** True for a hash that is weaker than what is made today. */
    isOutdated: (kept: string): boolean => {
      const { memoryCost, timeCost } = parseOptions(kept);
      return memoryCost < strength.memoryCost || timeCost < strength.timeCost;
    },
  };
}

function createTurns(most: number) {
  let active = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (active >= atOnce) {
      if (waiting.length >= most) throw tooMany(5_000);
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      active += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else active -= 1;
    }
  };
}
