import { parseArgs } from 'node:util';
import type { Launches } from '../features/launches/index.ts';
import { isFailure } from '../kernel/failure.ts';

export const platformsUsage = `platforms                                  the LTI platforms (LMSs) that are registered
platforms addresses                        what an LMS must be told to register us by hand
platforms open-registration                a one-time address for an LMS's dynamic registration
platforms add --issuer I --client-id C --deployment D --auth URL --token URL --keys URL --name N
                                           registers by hand with what the LMS shows`;

type Print = (line: string) => void;

/** `npm run campus -- platforms …`. Answers the exit code. */
export async function platformsCommand(
  launches: Launches,
  args: string[],
  print: Print,
): Promise<number> {
  try {
    return await perform(launches, args, print);
  } catch (error) {
    if (error instanceof TypeError) print(error.message);
    else if (isFailure(error)) {
      print(`${error.code}: ${error.message}`);
      for (const { field, message } of error.flaws) print(`  ${field}: ${message}`);
    } else throw error;
    return 64;
  }
}

async function perform(launches: Launches, args: string[], print: Print): Promise<number> {
  const [action = 'list', ...rest] = args;
  if (action === 'list') {
    for (const { id, name, issuer, clientId, status } of await launches.platforms()) {
      print(`${id}  ${status}  ${name}  ${issuer}  client ${clientId}`);
    }
  } else if (action === 'addresses') {
    for (const [name, value] of Object.entries(launches.addresses)) print(`${name}: ${value}`);
  } else if (action === 'open-registration') {
    print(await launches.openRegistration(24 * 3_600_000));
    print('Good for one registration within 24 hours.');
  } else if (action === 'add') {
    const platform = await launches.registerPlatform(detailsOf(rest));
    print(`registered ${platform.name} as ${platform.id}`);
  } else {
    print(platformsUsage);
    return 64;
  }
  return 0;
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
  };
}
