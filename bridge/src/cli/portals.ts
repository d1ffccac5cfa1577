import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Moodles } from '../features/access/moodle/index.ts';
import type { PortalDetails, Portals } from '../features/access/portal/index.ts';
import {
  formatVouches,
  readVouches,
  vouchable,
  type Vouches,
} from '../features/directory/people/index.ts';
import { isFailure } from '../kernel/failure.ts';
import { newSecret } from '../kernel/ids.ts';

export const portalsUsage = `portals                                    the portals whose servers may sign people in
portals add --issuer I --name N --origin O [--origin O …] [--same-ids-as LMS-ISSUER]
            [--vouches KEYS] --key FILE | --jwks URL | --secret
                                           registers a portal: its public key (PEM), where its keys are,
                                           or a secret that is made and shown once
portals trust ID KEYS                      what it may vouch for: campusNumber,mail,phone, or none (so it begins)
portals remove ID                          its people can no longer come in by it, and what it opened ends`;

type Print = (line: string) => void;
type Admin = Pick<Portals, 'add' | 'list' | 'dismiss' | 'vouches' | 'trust'> &
  Pick<Moodles, 'disconnect'>;

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

type Act = (portals: Admin, args: string[], print: Print) => Promise<number>;

const noSuchPortal = 'There is no such portal.';

const actions: Record<string, Act> = {
  list: async (portals, _, print) => {
    const vouches = await portals.vouches();
    for (const { id, name, issuer, origins, trust } of await portals.list()) {
      const keys = formatVouches(vouches.get(id) ?? []) || 'nothing but its own ids';
      print(`${id}  ${name}  ${issuer}  ${trust.kind}  ${origins.join(' ')}  vouches for ${keys}`);
    }
    return 0;
  },
  add,
  trust: async (portals, [id = '', keys], print) => {
    const isThere = await portals.trust(id, keysIn(keys));
    print(isThere ? 'done' : noSuchPortal);
    return isThere ? 0 : 64;
  },
  remove: async (portals, [id = ''], print) => {
    const portal = (await portals.list()).find((one) => one.id === id);
    if (portal?.kind === 'moodle') await portals.disconnect(id, null);
    const removed = portal?.kind === 'moodle' || (await portals.dismiss(id));
    print(removed ? 'removed' : noSuchPortal);
    return removed ? 0 : 64;
  },
};

async function perform(portals: Admin, args: string[], print: Print): Promise<number> {
  const [action = 'list', ...rest] = args;
  const act = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (act) return act(portals, rest, print);
  print(portalsUsage);
  return 64;
}

function keysIn(words: string | undefined): Vouches {
  const { vouches, unknown } = readVouches(words ?? '?');
  if (unknown.length > 0) {
    throw new TypeError(`KEYS are ${vouchable.join(', ')}, by comma, or none.`);
  }
  return vouches;
}

async function add(portals: Admin, args: string[], print: Print): Promise<number> {
  const { keys, ...details } = detailsOf(args);
  const vouches = keys === undefined ? null : keysIn(keys);
  const portal = await portals.add(details);
  if (vouches !== null) await portals.trust(portal.id, vouches);
  print(`registered ${portal.name} as ${portal.id}`);
  if (details.trust.kind === 'secret') {
    print(`secret, shown this once: ${details.trust.secret}`);
  }
  return 0;
}

function detailsOf(args: string[]): PortalDetails & { keys: string | undefined } {
  const { values } = parseArgs({
    args,
    options: {
      issuer: { type: 'string', default: '' },
      name: { type: 'string', default: '' },
      origin: { type: 'string', multiple: true, default: [] as string[] },
      'same-ids-as': { type: 'string' },
      vouches: { type: 'string' },
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
    keys: values.vouches,
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
