import { parseArgs } from 'node:util';
import type { Moodles } from '../features/access/moodle/index.ts';
import { readVouches, vouchable, type Vouches } from '../features/directory/people/index.ts';

export const connectUsage = `moodle-connect                             the Moodles that their activity plugin has connected
moodle-connect ADDRESS [--name N] [--vouches KEYS]
                                           makes a code with which the Moodle at ADDRESS connects itself: once,
                                           within an hour. KEYS: campusNumber,mail,phone, as far as its profiles
                                           are locked; without them it vouches for its own ids only`;

type Print = (line: string) => void;
type Connecting = Pick<Moodles, 'openConnection' | 'list'>;

/** `npm run campus -- moodle-connect …`. Answers the exit code. */
export async function connectCommand(
  moodles: Connecting,
  { args, address }: { args: string[]; address: string },
  print: Print,
): Promise<number> {
  if (args.length === 0) return list(moodles, print);
  try {
    return await open(moodles, { args, address }, print);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    print(error.message);
    return 64;
  }
}

async function list(moodles: Connecting, print: Print): Promise<number> {
  const connected = await moodles.list();
  if (connected.length === 0) print('No Moodle is connected.');
  for (const { portal, connection } of connected) {
    const heard = new Date(connection.heard_at).toISOString();
    const releases = `Moodle ${connection.moodle}, plugin ${connection.plugin}`;
    print(`${portal.id}  ${portal.name}  ${portal.issuer}  ${releases}  last heard of ${heard}`);
  }
  return 0;
}

async function open(
  moodles: Connecting,
  { args, address }: { args: string[]; address: string },
  print: Print,
): Promise<number> {
  const declared = declaredIn(args);
  const code = await moodles.openConnection(declared);
  print(
    `For ${declared.wwwroot}, once, within an hour. In Moodle, open Site administration → Plugins →`,
  );
  print('Activity modules → Campus Meet → Connect to Campus Meet, and paste:');
  print(`  address  ${new URL(address).origin}`);
  print(`  code     ${code}`);
  return 0;
}

function declaredIn(args: string[]): {
  wwwroot: string;
  name: string;
  vouches: Vouches;
} {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { name: { type: 'string' }, vouches: { type: 'string' } },
  });
  const [wwwroot = '', ...more] = positionals;
  const isAddress = URL.canParse(wwwroot) && /^https?:$/u.test(new URL(wwwroot).protocol);
  if (!isAddress || more.length > 0 || wwwroot.length > 191) {
    throw new TypeError('ADDRESS is Moodle’s wwwroot, for example https://moodle.example.edu.');
  }
  const { vouches, unknown } = readVouches(values.vouches ?? '');
  if (unknown.length > 0) throw new TypeError(`KEYS are ${vouchable.join(', ')}, by comma.`);
  return { wwwroot, name: values.name ?? new URL(wwwroot).host, vouches };
}
