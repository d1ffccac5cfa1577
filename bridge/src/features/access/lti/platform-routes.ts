import { route, type Route } from '../../../kernel/route.ts';
import {
  approvePlatform,
  changePlatform,
  listPlatforms,
  openPlatformRegistration,
  removePlatform,
  suspendPlatform,
  type PlatformShown,
} from './contract.ts';
import { serviceOrigins } from './origins.ts';
import type { PlatformAdmin } from './platform-admin.ts';
import type { KeptPlatform, PlatformChange } from './platform-repository.ts';
import { dayMs } from '../../../kernel/clock.ts';

interface Deps {
  admin: PlatformAdmin;
  openRegistration: (lifeMs: number, madeBy: string) => Promise<string>;
  /** Fails unless the caller is a system admin. */
  requireSystem: (personId: string) => Promise<unknown>;
  people: { findMany: (ids: readonly string[]) => Promise<{ id: string; displayName: string }[]> };
  now: () => number;
}

const linkLifeMs = dayMs;

/** What system admins do with platforms, over HTTP. */
export function platformRoutes({ admin, requireSystem, ...deps }: Deps): Route[] {
  const show = async (platform: KeptPlatform) => ({
    platform: shown(platform, await namesOf([platform], deps)),
  });
  return [
    route(listPlatforms, 'read', async ({ caller }) => {
      await requireSystem(caller.personId);
      const all = await admin.list();
      const names = await namesOf(all, deps);
      return { platforms: all.map((platform) => shown(platform, names)) };
    }),
    route(openPlatformRegistration, 'write', async ({ caller }) => {
      await requireSystem(caller.personId);
      const expiresAt = deps.now() + linkLifeMs;
      const url = await deps.openRegistration(linkLifeMs, caller.personId);
      await admin.linkMade(caller.personId);
      return { url, expiresAt };
    }),
    route(approvePlatform, 'write', async ({ caller, params }) => {
      await requireSystem(caller.personId);
      return show(await admin.approve(params.platformId, caller.personId));
    }),
    route(suspendPlatform, 'write', async ({ caller, params }) => {
      await requireSystem(caller.personId);
      return show(await admin.suspend(params.platformId, caller.personId));
    }),
    route(changePlatform, 'write', async ({ caller, params, body }) => {
      await requireSystem(caller.personId);
      const given = Object.entries(body).filter(([, value]) => value !== undefined);
      const changes = Object.fromEntries(given) as Omit<PlatformChange, 'at' | 'status'>;
      return show(await admin.change(params.platformId, caller.personId, changes));
    }),
    route(removePlatform, 'write', async ({ caller, params }) => {
      await requireSystem(caller.personId);
      await admin.remove(params.platformId, caller.personId);
      return {};
    }),
  ];
}

async function namesOf(
  platforms: readonly KeptPlatform[],
  { people }: Pick<Deps, 'people'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(platforms.flatMap(({ registered }) => registered.by ?? []))];
  const found = ids.length === 0 ? [] : await people.findMany(ids);
  return new Map(found.map(({ id, displayName }) => [id, displayName]));
}

function shown(platform: KeptPlatform, names: ReadonlyMap<string, string>): PlatformShown {
  const { id, name, issuer, clientId, status, productFamily, audience, strangeOrigin } = platform;
  const { how, by, at } = platform.registered;
  return {
    id,
    name,
    issuer,
    clientId,
    status,
    productFamily,
    audience,
    strangeOrigin,
    deploymentIds: platform.deploymentIds === 'any' ? null : platform.deploymentIds,
    ownOrigins: serviceOrigins({ ...platform, origins: [] }),
    origins: platform.origins,
    vouches: [...platform.vouches],
    registered: { how, by: names.get(by ?? '') ?? null, at },
  };
}
