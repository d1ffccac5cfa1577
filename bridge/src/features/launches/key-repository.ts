import type { JWK } from 'jose';
import type { Database } from '../../kernel/database.ts';
import type { KeyStore, ToolKey } from './ports.ts';

interface KeyRow {
  kid: string;
  private_jwk: string;
  public_jwk: string;
  created_at: number;
}

/** Our signing keys in the database. */
export function createKeyStore(db: Database): KeyStore {
  const keys = () => db<KeyRow>('lti_tool_keys');
  return {
    list: async () => {
      const rows = await keys().orderBy([{ column: 'created_at', order: 'desc' }, 'kid']);
      return rows.map(toKey);
    },
    add: async (key) => {
      await keys().insert({
        kid: key.kid,
        private_jwk: JSON.stringify(key.privateJwk),
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

const toKey = (row: KeyRow): ToolKey => ({
  kid: row.kid,
  privateJwk: JSON.parse(row.private_jwk) as JWK,
  publicJwk: JSON.parse(row.public_jwk) as JWK,
  createdAt: row.created_at,
});
