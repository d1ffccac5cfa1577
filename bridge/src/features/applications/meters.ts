import type { Meter } from './ports.ts';

const minute = 60_000;

/** How fast one may apply. A campus comes by few addresses: what is counted by address is wide. */
const paces = {
  pair: { free: 0, firstMs: minute, mostMs: 10 * minute, forgetMs: 10 * minute },
  mailbox: { free: 5, firstMs: minute, mostMs: 10 * minute, forgetMs: 10 * minute },
  address: { free: 120, firstMs: 1000, mostMs: minute, forgetMs: 5000 },
  wrong: { free: 60, firstMs: 1000, mostMs: minute, forgetMs: 10_000 },
} as const;

/** Each mail to a mailbox, by whom it was asked for and where it goes: nobody's mailbox is flooded. */
export const mailMeters = (email: string, address: string): Meter[] => [
  { name: 'apply-pair', of: `${address} ${email}`, pace: paces.pair },
  { name: 'apply-mailbox', of: email, pace: paces.mailbox },
  { name: 'apply-address', of: address, pace: paces.address },
];

/** Codes and links from one address; those that were right are given back. */
export const guessMeters = (address: string): Meter[] => [
  { name: 'apply-wrong', of: address, pace: paces.wrong },
];
