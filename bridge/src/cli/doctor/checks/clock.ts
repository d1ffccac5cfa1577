import type { Clock } from '../../../kernel/clock.ts';
import { failed, notConfigured, ok, warning, type Check } from '../result.ts';

/** Seconds by which clocks may differ: HTTP tells whole seconds, and tokens and signatures have some room. */
const bounds = { warning: 5, failed: 30 };
const timeoutMs = 8_000;

/** This machine's clock beside those of the servers that check our tokens and signatures, by HTTP's Date. */
export const clockCheck = (
  { clock }: { clock: Clock },
  addresses: () => Promise<string[]>,
): Check => ({
  name: 'clock',
  run: async () => {
    const origins = [...new Set((await addresses()).map((address) => new URL(address).origin))];
    const asked = await Promise.all(origins.map((origin) => differenceTo(origin, clock)));
    const told = asked.filter((one) => one !== null);
    const [first] = told;
    if (!first) return notConfigured('clock', 'No web server among the settings tells its time');
    const worst = told.reduce((a, b) => (Math.abs(b.seconds) > Math.abs(a.seconds) ? b : a), first);
    const distance = Math.abs(worst.seconds);
    const seen = `This clock is ${distance} s ${worst.seconds < 0 ? 'behind' : 'ahead of'} that of ${worst.origin}.`;
    const mend =
      'Let both machines keep time by NTP (timedatectl set-ntp true): tokens and signed messages are refused otherwise.';
    if (distance >= bounds.failed) return failed('clock/wrong', seen, mend);
    if (distance >= bounds.warning) return warning('clock/off', seen, mend);
    const others = told.length === 1 ? 'one other server' : `${told.length} other servers`;
    return ok('clock/ok', `This clock agrees with ${others}.`);
  },
});

interface Difference {
  origin: string;
  /** Ours minus theirs. */
  seconds: number;
}

/** Null where it does not answer, or tells no time: that is another check's affair. */
async function differenceTo(origin: string, clock: Clock): Promise<Difference | null> {
  try {
    const before = clock.now();
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(origin, { method: 'HEAD', redirect: 'manual', signal });
    const theirs = Date.parse(response.headers.get('date') ?? '');
    if (Number.isNaN(theirs)) return null;
    const ours = (before + clock.now()) / 2;
    return { origin, seconds: Math.trunc((ours - theirs) / 1000) };
  } catch {
    return null;
  }
}
