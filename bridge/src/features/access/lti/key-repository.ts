import type { JWK } from 'jose';
import type { Database } from '../../../kernel/database.ts';
import type { SealedColumn, Sealing } from '../../../kernel/sealing.ts';
import type { KeyStore, ToolKey } from './ports.ts';

interface KeyRow {
  kid: string;
  private_jwk: string;
  public_jwk: string;
  created_at: number;
}

/** Where the private halves are kept. */
export const privateKeyColumn: SealedColumn = {
  table: 'lti_tool_keys',
  column: 'private_jwk',
  row: 'kid',
};

/** Our signing keys in the database. */
export function createKeyStore(db: Database, sealing: Sealing): KeyStore {
  const keys = () => db<KeyRow>('lti_tool_keys');
  return {
    list: async () => {
      const rows = await keys().orderBy([{ column: 'created_at', order: 'desc' }, 'kid']);
      return rows.map((row) => toKey(row, sealing));
    },
    add: async (key) => {
      await keys().insert({
        kid: key.kid,
        private_jwk: sealing.seal(privateKeyColumn, key.kid, JSON.stringify(key.privateJwk)),
        public_jwk: JSON.stringify(key.publicJwk),
        created_at: key.createdAt,
      });
    },
    keepOnly: async (kids) => {
      await keys()
        .whereNotIn('kid', [...kids])
        .delete();
    },
  };
}

const toKey = (row: KeyRow, sealing: Sealing): ToolKey => ({
  kid: row.kid,
  privateJwk: JSON.parse(sealing.open(privateKeyColumn, row.kid, row.private_jwk)) as JWK,
  publicJwk: JSON.parse(row.public_jwk) as JWK,
  createdAt: row.created_at,
});
