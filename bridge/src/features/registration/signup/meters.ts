import { addressKey, networkOf, wideFactor } from '../../../kernel/networks.ts';
import type { Meter, Tried } from './ports.ts';

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
    { name: 'apply-pair', of: `${addressKey(address)} ${email}`, pace: paces.pair },
    { name: 'apply-mailbox', of: email, pace: paces.mailbox },
  ],
  shared: byAddress('apply-address', address, paces.address),
});

/** Codes and links from one address; only those that were wrong count. */
export const guessMeters = (address: string): Tried => ({
  own: [],
  shared: byAddress('apply-wrong', address, paces.wrong),
});

/** By its address, and by the large network that it belongs to. */
function byAddress(name: string, address: string, pace: Meter['pace']): Meter[] {
  const { own, wide } = networkOf(address);
  const widePace = { ...pace, free: pace.free * wideFactor, forgetMs: pace.forgetMs / wideFactor };
  return [
    { name, of: own, pace },
    ...(wide === null ? [] : [{ name: `${name}-wide`, of: wide, pace: widePace }]),
  ];
}
