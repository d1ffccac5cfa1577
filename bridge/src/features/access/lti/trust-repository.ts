import type { Database } from '../../../kernel/database.ts';
import { parseVouches, type TrustedPlatform } from '../../directory/people/index.ts';

interface TrustRow {
  id: string;
  issuer: string;
  jwks_url: string;
  /** Keys by comma. */
  vouches: string;
}

/** What every platform may vouch for. */
export async function platformTrust(db: Database): Promise<TrustedPlatform[]> {
  const rows = await db<TrustRow>('lti_platforms').select('id', 'issuer', 'jwks_url', 'vouches');
  return rows.map((row) => ({
    id: row.id,
    issuer: row.issuer,
    jwksUrl: row.jwks_url,
    vouches: parseVouches(row.vouches),
  }));
}
