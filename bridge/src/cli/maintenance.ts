import type { Maintenance } from '../features/operations/maintenance/contract.ts';

export const maintenanceUsage = `maintenance on [--until TIME|--minutes N]  refuses changes at every bridge within seconds; reading and meetings go on. TIME as 2026-12-01T06:00,
                                           in this machine's zone, is what people are told; it ends by “off” only
maintenance off                            takes changes again
maintenance                                whether it is on`;

type Print = (line: string) => void;

interface MaintenanceMode {
  begin: (until: number | null) => Promise<void>;
  end: () => Promise<void>;
  read: () => Promise<Maintenance | null>;
}

interface Deps {
  maintenance: MaintenanceMode;
  /** Milliseconds. */
  now: () => number;
}

/** `npm run campus -- maintenance …`. Exit code: 0, or 64 wrong use. */
export async function maintenanceCommand(
  { maintenance, now }: Deps,
  [action = 'status', ...args]: readonly string[],
  print: Print,
): Promise<number> {
  const until = action === 'on' ? readUntil(args, now()) : null;
  const isKnown = action === 'on' || (['off', 'status'].includes(action) && args.length === 0);
  if (!isKnown || until === undefined) {
    print(maintenanceUsage);
    return 64;
  }
  if (action === 'on') await maintenance.begin(until);
  if (action === 'off') await maintenance.end();
  print(wordsFor(await maintenance.read()));
  return 0;
}

/** Milliseconds; null where no end is given, undefined where it is none or over. */
function readUntil(args: readonly string[], now: number): number | null | undefined {
  const [name, value = '', ...more] = args;
  if (name === undefined) return null;
  if (more.length > 0) return undefined;
  const until = momentOf(name, value, now);
  return until > now ? until : undefined;
}

function momentOf(name: string, value: string, now: number): number {
  if (name === '--minutes' && /^\d{1,5}$/u.test(value)) return now + Number(value) * 60_000;
  // Without a zone, JavaScript takes a date with a time for local.
  const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/u.test(value);
  return name === '--until' && isMoment ? Date.parse(value) : Number.NaN;
}

function wordsFor(now: Maintenance | null): string {
  if (!now) return 'Maintenance is off: changes are taken.';
  const end = now.until === null ? 'no end is announced' : `announced until ${local(now.until)}`;
  return `Maintenance is on since ${local(now.since)}, ${end}: changes are refused.`;
}

const local = (at: number): string => new Date(at).toLocaleString('sv');
