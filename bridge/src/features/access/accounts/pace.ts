import type { Backoff } from '../../../kernel/backoff.ts';

const minute = 60_000;

/** The paces of logging in. A campus comes by few addresses: what is counted by address is wide, and
 * makes nobody wait for more than a moment. */
export const paces = {
  /** Asking for a code, by who is named and from where: the wait before sending again. */
  codeByPair: { free: 0, firstMs: minute, mostMs: 10 * minute, forgetMs: 10 * minute },
  /** Asking for a code, by who is named, from wherever: nobody's telephone is flooded. */
  codeByName: { free: 5, firstMs: minute, mostMs: 10 * minute, forgetMs: 10 * minute },
  codeByAddress: { free: 600, firstMs: 1000, mostMs: 1000, forgetMs: 1000 },
  /** Codes that somebody signed in asks for. */
  codeByPerson: { free: 2, firstMs: minute, mostMs: 10 * minute, forgetMs: 5 * minute },
  /** Passwords, by who is named and from where. */
  passwordByPair: { free: 5, firstMs: 2000, mostMs: 5 * minute, forgetMs: 2 * minute },
  /** Passwords, by who is named, from wherever. */
  passwordByName: { free: 20, firstMs: 1000, mostMs: minute, forgetMs: minute },
  /** Wrong passwords from one address, generously: each further one makes all there wait for a second. */
  passwordByAddress: { free: 300, firstMs: 1000, mostMs: 1000, forgetMs: 2000 },
  /** Wrong codes from one address: there are only so many codes. */
  wrongCodeByAddress: { free: 100, firstMs: 3000, mostMs: 3000, forgetMs: 10_000 },
} as const satisfies Record<string, Backoff>;
