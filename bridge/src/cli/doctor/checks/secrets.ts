import { existsSync, statSync } from 'node:fs';
import type { Settings } from '../../../app/config.ts';
import { reseal, sealedColumns, sealingOf } from '../../../app/sealing.ts';
import { tokenStrength, weaknessOf } from '../../../kernel/secret-strength.ts';
import { withoutDatabase, type UsableDatabase } from '../context.ts';
import { failed, ok, warning, type Check, type CheckResult } from '../result.ts';

/** Rights of everybody but the owner. */
const others = 0o077;

interface SecretsDeps {
  config: Settings;
  database: UsableDatabase;
  /** The file of the settings, where there is one. */
  file: string;
}

/** Whether secrets are strong, kept from others, and those in the database sealed with the present one. */
export const secretsCheck = ({ config, database, file }: SecretsDeps): Check => ({
  name: 'secrets',
  run: async () => {
    const db = await database();
    return [
      // That ours are strong and each for one use was looked at with the settings: weak ones are refused.
      ...privacyOf(file),
      ...weakToken(config),
      ...openDatabase(config),
      db ? sealedWords(config, await reseal(db, lookOnly(config))) : withoutDatabase('secrets'),
    ];
  },
});

const lookOnly = (config: Settings) =>
  ({ sealing: sealingOf(config), columns: sealedColumns, what: 'nothing' }) as const;

function privacyOf(file: string): CheckResult[] {
  if (!existsSync(file) || (statSync(file).mode & others) === 0) return [];
  return [warning('secrets/readable', `Others can read ${file}.`, `chmod 600 ${file}`)];
}

function weakToken({ METRICS_TOKEN: token }: Settings): CheckResult[] {
  const why = token === undefined ? null : weaknessOf(token, tokenStrength);
  if (why === null) return [];
  const mend = 'Take one made by chance: npm run campus -- secrets new';
  return [warning('secrets/weak', `METRICS_TOKEN ${why}.`, mend)];
}

/** An account without a password: only over a socket does the server know who asks. */
function openDatabase({ CAMPUS_MEET_DATABASE: address }: Settings): CheckResult[] {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.protocol === 'sqlite:' || url.password !== '') return [];
  if (url.searchParams.has('socketPath')) return [];
  const seen =
    'CAMPUS_MEET_DATABASE has no password: whoever reaches the database server may read all.';
  const mend =
    'Make one (npm run campus -- secrets new), give it to the account (ALTER USER … IDENTIFIED BY), and write it into the address.';
  return [warning('secrets/weak', seen, mend)];
}

function sealedWords(config: Settings, found: Awaited<ReturnType<typeof reseal>>): CheckResult {
  const { clear, former, unopenable } = found;
  const lost = [...unopenable.values()].reduce((sum, count) => sum + count, 0);
  if (lost > 0) {
    const seen = `${lost} secrets in the database cannot be opened with CAMPUS_MEET_SECRET.`;
    const mend =
      'Give the secret back that they were sealed with, or name it in CAMPUS_MEET_SECRET_OLD.';
    return failed('secrets/unopenable', seen, mend);
  }
  if (clear + former > 0) {
    const seen = `${clear + former} secrets in the database are not sealed with the present CAMPUS_MEET_SECRET.`;
    return warning('secrets/former', seen, 'npm run campus -- secrets rotate');
  }
  if (config.CAMPUS_MEET_SECRET_OLD !== undefined) {
    const seen =
      'Everything is sealed with CAMPUS_MEET_SECRET; the former secret is still configured.';
    const mend = 'Take CAMPUS_MEET_SECRET_OLD away once every bridge has the present one.';
    return warning('secrets/old-kept', seen, mend);
  }
  return ok('secrets/ok', 'Those in the database are sealed with the present CAMPUS_MEET_SECRET.');
}
