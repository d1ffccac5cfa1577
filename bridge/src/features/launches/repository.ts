import type { Database } from '../../kernel/database.ts';
import { newId } from '../../kernel/ids.ts';
import type { NewPlatform, Platform } from './launch.ts';
import type { Login } from './login.ts';

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
  created_at: number;
  changed_at: number;
}

interface LoginRow {
  id: string;
  state_digest: string;
  nonce_digest: string;
  binding_digest: string;
  platform_id: string;
  target_link_uri: string;
  login_hint: string;
  message_hint: string | null;
  storage_target: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

/** A row that can be used once: table, column of its digest. */
type OneTime = 'lti_logins' | 'lti_selections' | 'lti_registration_codes';
const digestColumn = {
  lti_logins: 'state_digest',
  lti_selections: 'ticket_digest',
  lti_registration_codes: 'code_digest',
} as const;

export type LaunchRepository = ReturnType<typeof createLaunchRepository>;

/** Platforms, launches under way, content selections and registration codes in the database. */
export function createLaunchRepository(db: Database) {
  const platforms = () => db<PlatformRow>('lti_platforms');

  /** Uses a one-time row. Exactly one of several callers at once gets true. */
  const use = async (table: OneTime, digest: string, at: number): Promise<boolean> => {
    const changed = await db(table)
      .where(digestColumn[table], digest)
      .whereNull('used_at')
      .where('expires_at', '>', at)
      .update({ used_at: at });
    return changed === 1;
  };

  return {
    use,
    /** Makes a one-time row usable again, when what it was used for failed. */
    release: async (table: OneTime, digest: string): Promise<void> => {
      await db(table).where(digestColumn[table], digest).update({ used_at: null });
    },

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
    /** Adds a platform, or changes the one with the same issuer and client id. */
    savePlatform: async (platform: NewPlatform, at: number): Promise<Platform> => {
      const row = fromPlatform(platform);
      await platforms()
        .insert({ ...row, id: newId(), created_at: at, changed_at: at })
        .onConflict(['issuer', 'client_id'])
        .merge({ ...row, changed_at: at });
      const { issuer, client_id } = row;
      const saved = await platforms().where({ issuer, client_id }).first();
      if (!saved) throw new Error('A platform that was saved is not there.');
      return toPlatform(saved);
    },

    addLogin: async (login: Login): Promise<void> => {
      await db<LoginRow>('lti_logins').insert(fromLogin(login));
    },
    loginByState: async (stateDigest: string): Promise<Login | null> => {
      const row = await db<LoginRow>('lti_logins').where({ state_digest: stateDigest }).first();
      return row ? toLogin(row) : null;
    },

    addSelection: async (digest: string, sealed: string, expiresAt: number): Promise<void> => {
      await db('lti_selections').insert({ ticket_digest: digest, sealed, expires_at: expiresAt });
    },
    selection: async (digest: string): Promise<string | null> => {
      const row = await db<{ ticket_digest: string; sealed: string }>('lti_selections')
        .where({ ticket_digest: digest })
        .first();
      return row?.sealed ?? null;
    },

    addRegistrationCode: async (digest: string, expiresAt: number): Promise<void> => {
      await db('lti_registration_codes').insert({ code_digest: digest, expires_at: expiresAt });
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
    status: row.status === 'active' ? 'active' : 'off',
  };
}

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
});

const toLogin = (row: LoginRow): Login => ({
  id: row.id,
  stateDigest: row.state_digest,
  nonceDigest: row.nonce_digest,
  bindingDigest: row.binding_digest,
  platformId: row.platform_id,
  targetLinkUri: row.target_link_uri,
  loginHint: row.login_hint,
  messageHint: row.message_hint,
  storageTarget: row.storage_target,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  usedAt: row.used_at,
});

const fromLogin = (login: Login): LoginRow => ({
  id: login.id,
  state_digest: login.stateDigest,
  nonce_digest: login.nonceDigest,
  binding_digest: login.bindingDigest,
  platform_id: login.platformId,
  target_link_uri: login.targetLinkUri,
  login_hint: login.loginHint,
  message_hint: login.messageHint,
  storage_target: login.storageTarget,
  created_at: login.createdAt,
  expires_at: login.expiresAt,
  used_at: login.usedAt,
});
