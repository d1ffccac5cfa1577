import { parseArgs } from 'node:util';
import { serviceOrigins, type KeptPlatform, type Lti } from '../features/access/lti/index.ts';
import { readVouches, type Vouches } from '../features/directory/people/index.ts';
import { isFailure } from '../kernel/failure.ts';
import { dayMs } from '../kernel/clock.ts';

export const platformsUsage = `platforms                                  the LTI platforms (LMSs), with their status and what they may vouch for
platforms addresses                        what an LMS must be told to register us by hand
platforms open-registration                a one-time address for an LMS's dynamic registration
platforms approve|suspend|remove ID        lets it in; keeps it out for now; removes it (people and courses stay)
platforms trust ID KEYS                    what it may vouch for: campusNumber,mail,phone or none
platforms origins ID ORIGIN… | none        where else its services are
platforms audience ID TEXT | none          what assertions for its tokens are meant for; none: its token address
platforms rotate-keys                      signs with a new key from now on; the one before stays published
platforms add --issuer I --client-id C --deployment D --auth URL --token URL --keys URL --name N
              [--audience TEXT] [--origin O …] [--vouches KEYS]
                                           registers by hand with what the LMS shows`;

type Print = (line: string) => void;

type Platforms = Pick<
  Lti,
  'addresses' | 'openRegistration' | 'registerPlatform' | 'rotateKeys' | 'admin'
>;
type Act = (platforms: Platforms, args: string[], print: Print) => Promise<void>;

/** `npm run campus -- platforms …`. Answers the exit code. */
export async function platformsCommand(
  platforms: Platforms,
  [action = 'list', ...args]: string[],
  print: Print,
): Promise<number> {
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (!act) {
    print(platformsUsage);
    return 64;
  }
  try {
    await act(platforms, args, print);
    return 0;
  } catch (error) {
    if (error instanceof TypeError) print(error.message);
    else if (isFailure(error)) {
      print(`${error.code}: ${error.message}`);
      for (const { field, message } of error.flaws) print(`  ${field}: ${message}`);
    } else throw error;
    return 64;
  }
}

const trust: Act = async ({ admin }, [id = '', words = '?'], print) => {
  print(lineOf(await admin.change(id, null, { vouches: keysOf(words) })));
};

const actions: Record<string, Act> = {
  'rotate-keys': async ({ rotateKeys }, _, print) => {
    await rotateKeys();
    print('A new key signs from now on. Rotate again only when every platform has fetched it.');
  },
  list: async ({ admin }, _, print) => {
    for (const platform of await admin.list()) print(lineOf(platform));
  },
  addresses: ({ addresses }, _, print) => {
    for (const [name, value] of Object.entries(addresses)) print(`${name}: ${value}`);
    return Promise.resolve();
  },
  'open-registration': async ({ openRegistration, admin }, _, print) => {
    print(await openRegistration(dayMs));
    print('Good for one registration within 24 hours; it must be approved then.');
    await admin.linkMade(null);
  },
  add: async ({ registerPlatform, admin }, args, print) => {
    const { vouches, ...details } = detailsOf(args);
    const keys = vouches === undefined ? null : keysOf(vouches);
    const platform = await registerPlatform(details);
    if (keys) await admin.change(platform.id, null, { vouches: keys });
    print(`registered ${platform.name} as ${platform.id}`);
  },
  approve: async ({ admin }, [id = ''], print) => print(lineOf(await admin.approve(id, null))),
  suspend: async ({ admin }, [id = ''], print) => print(lineOf(await admin.suspend(id, null))),
  remove: async ({ admin }, [id = ''], print) => {
    await admin.remove(id, null);
    print('removed: nobody comes in by it, its rosters are not fetched; people and courses stay');
  },
  trust,
  origins: async ({ admin }, [id = '', ...origins], print) => {
    print(lineOf(await admin.change(id, null, { origins: readOrigins(origins) })));
  },
  audience: async ({ admin }, [id = '', audience], print) => {
    if (audience === undefined) throw new TypeError('Give the audience, or none.');
    const value = audience === 'none' ? null : audience;
    print(lineOf(await admin.change(id, null, { audience: value })));
  },
};

function keysOf(words: string): Vouches {
  const { vouches, unknown } = readVouches(words);
  if (unknown.length === 0) return vouches;
  throw new TypeError('KEYS are campusNumber, mail, phone, by comma, or none.');
}

function lineOf(platform: KeptPlatform): string {
  const { id, name, issuer, clientId, status, registered, strangeOrigin } = platform;
  const deployments =
    platform.deploymentIds === 'any' ? 'any deployment' : platform.deploymentIds.join(',');
  const said = [
    ...[id, status, name, issuer, `client ${clientId}`, `deployments ${deployments}`],
    `vouches for ${platform.vouches.join(',') || 'nothing but its own ids'}`,
    `registered ${new Date(registered.at).toISOString().slice(0, 10)} by ${registered.how}`,
    `services at ${serviceOrigins(platform).join(' ')}`,
    ...(platform.audience === null ? [] : [`tokens meant for ${platform.audience}`]),
    ...(strangeOrigin === null ? [] : [`NOT LISTED but named by a launch: ${strangeOrigin}`]),
  ];
  return said.join('  ');
}

function readOrigins(origins: string[]): string[] {
  const given = origins.length === 1 && origins[0] === 'none' ? [] : origins;
  const wrong = given.find((text) => !URL.canParse(text) || new URL(text).origin !== text);
  if (origins.length === 0 || wrong !== undefined) {
    throw new TypeError('Give origins, like https://lms.uni.edu, or none.');
  }
  return given;
}

function detailsOf(args: string[]) {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({
    args,
    options: {
      issuer: text,
      'client-id': text,
      deployment: { type: 'string', multiple: true, default: [] as string[] },
      auth: text,
      token: text,
      keys: text,
      name: text,
      audience: { type: 'string' },
      vouches: { type: 'string' },
      origin: { type: 'string', multiple: true, default: [] as string[] },
    },
  });
  return {
    issuer: values.issuer,
    clientId: values['client-id'],
    deploymentIds: values.deployment,
    authUrl: values.auth,
    tokenUrl: values.token,
    jwksUrl: values.keys,
    name: values.name,
    audience: values.audience ?? null,
    origins: values.origin,
    vouches: values.vouches,
  };
}
