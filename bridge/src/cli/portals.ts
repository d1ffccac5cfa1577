import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { createPortalAdmin, PortalDetails } from '../features/portal/index.ts';
import { isFailure } from '../kernel/failure.ts';
import { newSecret } from '../kernel/ids.ts';

export const portalsUsage = `portals                                    the portals whose servers may sign people in
portals add --issuer I --name N --origin O [--origin O …] [--same-ids-as LMS-ISSUER]
            --key FILE | --jwks URL | --secret
                                           registers a portal: its public key (PEM), where its keys are,
                                           or a secret that is made and shown once
portals remove ID                          its people can no longer come in by it`;

type Print = (line: string) => void;
type Admin = Pick<ReturnType<typeof createPortalAdmin>, 'add' | 'list' | 'remove'>;

/** `npm run campus -- portals …`. Answers the exit code. */
export async function portalsCommand(
  portals: Admin,
  args: string[],
  print: Print,
): Promise<number> {
  try {
    return await perform(portals, args, print);
  } catch (error) {
    if (isFailure(error)) {
      print(`${error.code}: ${error.message}`);
      for (const { field, message } of error.flaws) print(`  ${field}: ${message}`);
    } else if (error instanceof TypeError || isFileError(error)) print(error.message);
    else throw error;
    return 64;
  }
}

const isFileError = (error: unknown): error is Error =>
  error instanceof Error && 'syscall' in error;

async function perform(portals: Admin, args: string[], print: Print): Promise<number> {
  const [action = 'list', ...rest] = args;
  if (action === 'list') {
    for (const { id, name, issuer, origins, trust } of await portals.list()) {
      print(`${id}  ${name}  ${issuer}  ${trust.kind}  ${origins.join(' ')}`);
    }
    return 0;
  }
  if (action === 'add') return add(portals, rest, print);
  if (action === 'remove' && rest[0] !== undefined) {
    const removed = await portals.remove(rest[0]);
    print(removed ? 'removed' : 'There is no such portal.');
    return removed ? 0 : 64;
  }
  print(portalsUsage);
  return 64;
}

async function add(portals: Admin, args: string[], print: Print): Promise<number> {
  const details = detailsOf(args);
  const portal = await portals.add(details);
  print(`registered ${portal.name} as ${portal.id}`);
  if (details.trust.kind === 'secret') {
    print(`secret, shown this once: ${details.trust.secret}`);
  }
  return 0;
}

function detailsOf(args: string[]): PortalDetails {
  const { values } = parseArgs({
    args,
    options: {
      issuer: { type: 'string', default: '' },
      name: { type: 'string', default: '' },
      origin: { type: 'string', multiple: true, default: [] as string[] },
      'same-ids-as': { type: 'string' },
      key: { type: 'string' },
      jwks: { type: 'string' },
      secret: { type: 'boolean', default: false },
    },
  });
  const realm = values['same-ids-as'];
  return {
    issuer: values.issuer,
    name: values.name,
    origins: values.origin,
    trust: trustOf(values),
    ...(realm === undefined ? {} : { realm }),
  };
}

interface Given {
  key?: string | undefined;
  jwks?: string | undefined;
  secret: boolean;
}

function trustOf({ key, jwks, secret }: Given): PortalDetails['trust'] {
  const given = [key, jwks, secret ? '' : undefined].filter((one) => one !== undefined);
  if (given.length !== 1) throw new TypeError('Give one of --key, --jwks and --secret.');
  if (key !== undefined) return { kind: 'public-key', pem: readFileSync(key, 'utf8') };
  if (jwks !== undefined) return { kind: 'jwks', url: jwks };
  return { kind: 'secret', secret: newSecret() };
}
