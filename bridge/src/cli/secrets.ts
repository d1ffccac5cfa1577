import { describe } from '../app/ready.ts';
import { reseal } from '../app/sealing.ts';
import { sealedColumns, sealingOf } from '../app/sealing.ts';
import type { Settings } from '../app/config.ts';
import type { Database } from '../kernel/database.ts';
import { newSecret } from '../kernel/ids.ts';

export const secretsUsage = `secrets check                              whether everything secret in the database is sealed, and with which secret
secrets rotate                             seals everything anew with CAMPUS_MEET_SECRET; the one before it is in CAMPUS_MEET_SECRET_OLD
secrets new                                a good secret`;

type Print = (line: string) => void;

interface Deps {
  config: Settings;
  db: Database;
}

/** `npm run campus -- secrets new`: it is asked for before there is anything else. */
export function newSecretCommand(print: Print): number {
  print(newSecret());
  return 0;
}

/** `npm run campus -- secrets …`. Exit code: 0 good, 1 something is not sealed with the present secret, 64 wrong use. */
export async function secretsCommand(
  { config, db }: Deps,
  args: string[],
  print: Print,
): Promise<number> {
  const [action = ''] = args;
  if (action !== 'check' && action !== 'rotate') {
    print(secretsUsage);
    return 64;
  }
  const what = action === 'check' ? 'nothing' : 'all';
  const deps = { sealing: sealingOf(config), columns: sealedColumns, what } as const;
  const { clear, former, unopenable } = await reseal(db, deps);
  const done = action === 'rotate' ? ', sealed anew' : '';
  print(`in clear: ${clear}${done}`);
  print(`sealed with the former secret: ${former}${done}`);
  for (const line of describe(unopenable)) print(`cannot be opened: ${line}`);
  const isLeft = unopenable.size > 0 || (action === 'check' && clear + former > 0);
  print(isLeft ? 'Something is not sealed with CAMPUS_MEET_SECRET.' : goodWords(config));
  return isLeft ? 1 : 0;
}

const goodWords = ({ CAMPUS_MEET_SECRET_OLD: old }: Settings): string =>
  old === undefined
    ? 'Everything is sealed with CAMPUS_MEET_SECRET.'
    : 'Everything is sealed with CAMPUS_MEET_SECRET; once every bridge has it, CAMPUS_MEET_SECRET_OLD can go.';
