import type { Platform } from '../../src/features/access/lti/launch.ts';
import type { Database } from '../../src/kernel/database.ts';

/** A platform by what it is called: the fake one, or one that is only registered. */
interface Called {
  issuer: string;
  clientId: string;
  deploymentId: string;
}

/** How the bridge is told of a platform: the addresses are those of the fake one. */
export const detailsOf = ({ issuer, clientId, deploymentId }: Called) => ({
  issuer,
  clientId,
  deploymentIds: [deploymentId],
  authUrl: `${issuer}/auth`,
  tokenUrl: `${issuer}/token`,
  jwksUrl: `${issuer}/jwks`,
  productFamily: 'moodle',
  name: 'Fake campus',
});

/** The fake platform as the bridge knows it. */
export const platformFor = (fake: Called): Platform => ({
  ...detailsOf(fake),
  id: 'p1',
  status: 'active',
  audience: null,
  origins: [],
});

/**
 * Registers an LMS that nobody asks anything, with what IT says it may vouch for; its launches, rosters and web
 * services share it.
 */
export async function aPlatform(
  db: Database,
  { id, issuer, vouches }: { id: string; issuer: string; vouches: string },
): Promise<void> {
  const { authUrl, tokenUrl, jwksUrl, productFamily } = detailsOf({
    issuer,
    clientId: id,
    deploymentId: '1',
  });
  await db('lti_platforms').insert({
    id,
    issuer,
    vouches,
    client_id: id,
    deployment_ids: '"any"',
    name: id,
    auth_url: authUrl,
    token_url: tokenUrl,
    jwks_url: jwksUrl,
    product_family: productFamily,
    status: 'active',
    created_at: 1,
    changed_at: 1,
  });
}
