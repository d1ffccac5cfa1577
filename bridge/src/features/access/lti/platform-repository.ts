import type { Database } from '../../../kernel/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { formatVouches, parseVouches, type Vouches } from '../../directory/people/index.ts';
import {
  platformStatuses,
  type NewPlatform,
  type Platform,
  type PlatformStatus,
} from './launch.ts';

interface PlatformRow {
  id: string;
  issuer: string;
  client_id: string;
  deployment_ids: string;
  auth_url: string;
  token_url: string;
  jwks_url: string;
  product_family: string;
  name: string;
  status: string;
  audience: string | null;
  /** JSON; null for none. */
  origins: string | null;
  registered_how: string;
  registered_by: string | null;
  strange_origin: string | null;
  vouches: string;
  created_at: number;
  changed_at: number;
}

/** How, by whom and when a platform was registered. */
export interface Registered {
  how: 'command' | 'link' | 'open';
  /** A person of ours; null where nobody is known. */
  by: string | null;
  at: number;
}

/** A platform with what IT keeps of it. */
export interface KeptPlatform extends Platform {
  registered: Registered;
  vouches: Vouches;
  /** The last origin that a launch named for a service without its being registered. */
  strangeOrigin: string | null;
}

/** What IT changes of a platform. */
export interface PlatformChange {
  at: number;
  status?: PlatformStatus;
  vouches?: Vouches;
  origins?: string[];
  audience?: string | null;
}

/** Platforms in the database. */
export function platformRepository(db: Database) {
  const platforms = () => db<PlatformRow>('lti_platforms');
  return {
    platformById: async (id: string): Promise<Platform | null> => {
      const row = await platforms().where({ id }).first();
      return row ? toPlatform(row) : null;
    },
    /** Of one issuer; compared exactly, whatever the database's collation says. */
    platformsByIssuer: async (issuer: string): Promise<Platform[]> => {
      const rows = await platforms().where({ issuer }).orderBy('created_at');
      return rows.filter((row) => row.issuer === issuer).map(toPlatform);
    },
    platforms: async (): Promise<Platform[]> =>
      (await platforms().orderBy('created_at')).map(toPlatform),
    keptPlatforms: async (): Promise<KeptPlatform[]> =>
      (await platforms().orderBy('created_at')).map(toKept),
    keptPlatform: async (id: string, trx: Database = db): Promise<KeptPlatform | null> => {
      const row = await trx<PlatformRow>('lti_platforms').where({ id }).first();
      return row ? toKept(row) : null;
    },
    changePlatform: async (trx: Database, id: string, change: PlatformChange): Promise<void> => {
      await trx<PlatformRow>('lti_platforms').where({ id }).update(toChange(change));
    },
    removePlatform: async (trx: Database, id: string): Promise<void> => {
      await trx<PlatformRow>('lti_platforms').where({ id }).delete();
    },
    /** Keeps the last origin that a launch named though it is not registered; IT may want to add it. */
    noteStrangeOrigin: async (id: string, strangeOrigin: string, at: number): Promise<void> => {
      await platforms()
        .where({ id })
        .where((other) =>
          other.whereNull('strange_origin').orWhereNot('strange_origin', strangeOrigin),
        )
        .update({ strange_origin: strangeOrigin, changed_at: at });
    },
    /** Adds a platform, or changes the one with the same issuer and client id. */
    savePlatform: async (
      platform: NewPlatform,
      { how, by, at }: Registered,
      trx: Database = db,
    ): Promise<Platform> => {
      const row = fromPlatform(platform);
      const added = { id: newId(), created_at: at, registered_how: how, registered_by: by };
      await trx<PlatformRow>('lti_platforms')
        .insert({ ...row, ...added, changed_at: at })
        .onConflict(['issuer', 'client_id'])
        .merge({ ...row, changed_at: at });
      const { issuer, client_id } = row;
      const saved = await trx<PlatformRow>('lti_platforms').where({ issuer, client_id }).first();
      if (!saved) throw new Error('A platform that was saved is not there.');
      return toPlatform(saved);
    },
  };
}

function toPlatform(row: PlatformRow): Platform {
  return {
    id: row.id,
    issuer: row.issuer,
    clientId: row.client_id,
    deploymentIds: JSON.parse(row.deployment_ids) as Platform['deploymentIds'],
    authUrl: row.auth_url,
    tokenUrl: row.token_url,
    jwksUrl: row.jwks_url,
    productFamily: row.product_family,
    name: row.name,
    status: platformStatuses.find((status) => status === row.status) ?? 'suspended',
    audience: row.audience,
    origins: JSON.parse(row.origins ?? '[]') as string[],
  };
}

const ways = ['command', 'link', 'open'] as const;

const toKept = (row: PlatformRow): KeptPlatform => ({
  ...toPlatform(row),
  registered: {
    how: ways.find((how) => how === row.registered_how) ?? 'open',
    by: row.registered_by,
    at: row.created_at,
  },
  vouches: parseVouches(row.vouches),
  strangeOrigin: row.strange_origin,
});

const toChange = ({ at, status, vouches, origins, audience }: PlatformChange) => ({
  changed_at: at,
  ...(status === undefined ? {} : { status }),
  ...(vouches === undefined ? {} : { vouches: formatVouches(vouches) }),
  ...(origins === undefined ? {} : { origins: JSON.stringify(origins), strange_origin: null }),
  ...(audience === undefined ? {} : { audience }),
});

const fromPlatform = (platform: NewPlatform) => ({
  issuer: platform.issuer,
  client_id: platform.clientId,
  deployment_ids: JSON.stringify(platform.deploymentIds),
  auth_url: platform.authUrl,
  token_url: platform.tokenUrl,
  jwks_url: platform.jwksUrl,
  product_family: platform.productFamily,
  name: platform.name,
  status: platform.status,
  audience: platform.audience,
  origins: JSON.stringify(platform.origins),
});
