import { addressKey } from '../../../kernel/networks.ts';
import { countedByAddress, type Tried } from '../../../kernel/stored-rate-limit.ts';

const minute = 60_000;

/** How fast one may apply. A campus comes by few addresses: what is counted by address is wide. */
const paces = {
  pair: { free: 0, firstMs: minute, mostMs: 10 * minute, forgetMs: 10 * minute },
  mailbox: { free: 5, firstMs: minute, mostMs: 10 * minute, forgetMs: 10 * minute },
  address: { free: 120, firstMs: 3000, mostMs: 3000, forgetMs: 5000 },
  wrong: { free: 60, firstMs: 3000, mostMs: 3000, forgetMs: 10_000 },
} as const;

/** Each mail to a mailbox, by whom it was asked for and where it goes: nobody's mailbox is flooded. */
export const mailMeters = (email: string, address: string): Tried => ({
  own: [
    { name: 'apply-pair', of: `${addressKey(address)} ${email}`, backoff: paces.pair },
    { name: 'apply-mailbox', of: email, backoff: paces.mailbox },
  ],
  shared: countedByAddress('apply-address', address, paces.address),
});

/** Codes and links from one address; only those that were wrong count. */
export const guessMeters = (address: string): Tried => ({
  own: [],
  shared: countedByAddress('apply-wrong', address, paces.wrong),
});
