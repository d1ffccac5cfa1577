import type { Database } from '../../../kernel/database.ts';
import {
  formatVouches,
  parseVouches,
  type TrustedMoodle,
  type Vouches,
} from '../../directory/people/index.ts';

/** What every portal may vouch for, by id. */
export async function portalTrust(db: Database): Promise<Map<string, Vouches>> {
  const rows = await db<{ id: string; vouches: string }>('portals').select('id', 'vouches');
  return new Map(rows.map(({ id, vouches }) => [id, parseVouches(vouches)]));
}

/** What connected Moodles may vouch for by the lists that they send: the same as by their launches. */
export async function moodleTrust(db: Database): Promise<TrustedMoodle[]> {
  const rows = await db<{ kind: string; realm: string; vouches: string }>('portals')
    .where({ kind: 'moodle' })
    .select('realm', 'vouches');
  return rows.map(({ realm, vouches }) => ({
    wwwroot: realm,
    issuer: realm,
    vouches: parseVouches(vouches),
  }));
}

/** Says what a portal may vouch for. False when there is none with this id. */
export async function trustPortal(db: Database, id: string, vouches: Vouches): Promise<boolean> {
  const changed = await db('portals')
    .where({ id })
    .update({ vouches: formatVouches(vouches) });
  return changed === 1;
}
