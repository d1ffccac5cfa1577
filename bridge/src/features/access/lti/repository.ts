import type { Database } from '../../../kernel/database.ts';
import type { Login } from './login.ts';
import { platformRepository } from './platform-repository.ts';

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
    ...platformRepository(db),
    use,
    /** Makes a one-time row usable again, when what it was used for failed. */
    release: async (table: OneTime, digest: string): Promise<void> => {
      await db(table).where(digestColumn[table], digest).update({ used_at: null });
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

    addRegistrationCode: async (
      digest: string,
      expiresAt: number,
      madeBy: string | null,
    ): Promise<void> => {
      const row = { code_digest: digest, expires_at: expiresAt, made_by: madeBy };
      await db('lti_registration_codes').insert(row);
    },
    /** Who made a registration code; null for the command line. */
    madeBy: async (digest: string): Promise<string | null> => {
      const row = await db<{ code_digest: string; made_by: string | null }>(
        'lti_registration_codes',
      )
        .where({ code_digest: digest })
        .first();
      return row?.made_by ?? null;
    },
  };
}

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
