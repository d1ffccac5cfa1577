import type { Database } from '../src/kernel/database.ts';

/** An LMS that is registered, and what IT says it may vouch for; its launches, rosters and web services share it. */
export async function aPlatform(
  db: Database,
  { id, issuer, vouches }: { id: string; issuer: string; vouches: string },
): Promise<void> {
  await db('lti_platforms').insert({
    id,
    issuer,
    vouches,
    client_id: id,
    deployment_ids: '"any"',
    name: id,
    auth_url: `${issuer}/auth`,
    token_url: `${issuer}/token`,
    jwks_url: `${issuer}/keys`,
    product_family: 'moodle',
    status: 'active',
    created_at: 1,
    changed_at: 1,
  });
}
