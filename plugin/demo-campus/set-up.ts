import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActivityPlugin } from './activity-plugin/plugin.ts';
import type { Campus } from './campus.ts';
import type { Voucher } from './intranet/vouch.ts';
import type { Platform } from './lti-platform/platform.ts';
import type { DemoAddresses } from './ports.ts';
import { registerTool } from './server.ts';

/** What an administrator of the LMS does once by hand, and again when the bridge has moved. */
export function registerBridge(
  platform: Platform,
  { bridge, bridgeInside }: Pick<DemoAddresses, 'bridge' | 'bridgeInside'>,
): void {
  const draft = {
    name: 'Campus Meet',
    toolUrl: `${bridge}/lti/launch`,
    initiateLoginUrl: `${bridge}/lti/login`,
    redirectUris: [`${bridge}/lti/launch`],
    jwksUrl: `${bridgeInside}/lti/jwks.json`,
    custom: { groups: '$Moodle.Person.userGroupIds', timezone: '$Person.address.timezone' },
  };
  const [known] = platform.tools.values();
  if (known) Object.assign(known, draft);
  else registerTool(platform, draft);
}

function registration({ campus }: DemoAddresses, { tools }: Platform): string[] {
  const [tool] = tools.values();
  return [
    ...[
      'platforms',
      'add',
      '--issuer',
      campus,
      '--client-id',
      tool?.clientId ?? '',
      '--deployment',
      String(tool?.id),
    ],
    ...['--auth', `${campus}/mod/lti/auth.php`, '--token', `${campus}/mod/lti/token.php`],
    ...['--keys', `${campus}/mod/lti/certs.php`, '--name', 'Lakeside University'],
  ];
}

/** What is set up, and where. */
export interface SetUp {
  addresses: DemoAddresses;
  dataFolder: string;
  campus: Campus;
  platform: Platform;
  voucher: Voucher;
}

/** What campus IT does once at the command line: arguments of `npm run campus --`. */
export async function firstCommands(at: SetUp): Promise<string[][]> {
  const rosters = ['ldap', 'moodle'].map((source) => ['sync', source]);
  const lms = registration(at.addresses, at.platform);
  return [lms, await portalOf(at), ...rosters, ...grantsOf(at.campus)];
}

/** What two administrators do once, of campus IT and of the LMS: a code for this portal, pasted into its plugin. */
export async function connectPlugin(
  plugin: ActivityPlugin,
  { campus }: DemoAddresses,
  command: (args: string[]) => Promise<string>,
): Promise<void> {
  if (plugin.isConnected()) return;
  const named = ['--name', 'Lakeside University', '--vouches', 'campusNumber,mail'];
  const said = await command(['moodle-connect', campus, ...named]);
  const words = said.split('\n').map((line) => line.trim().split(/\s+/u));
  await plugin.connect(words.find(([first]) => first === 'code')?.[1] ?? '');
}

/** Whom the demo makes administrators: campus IT of everything, two people of a department each. */
function grantsOf(campus: Campus): string[][] {
  const grant = (username: string, departmentId: number | null): string[] => {
    const person = [...campus.people.values()].find((one) => one.username === username);
    const unit = campus.categories.find(({ id }) => id === departmentId);
    const over = unit ? ['--department', unit.name] : [];
    return ['admins', 'add', '--person', person?.email ?? '', ...over];
  };
  return [grant('admin', null), grant('admin-03', 3), grant('admin-07', 7)];
}

/** How the intranet is registered: by its public key; its ids are the LMS's. */
async function portalOf({ voucher, addresses, dataFolder }: SetUp): Promise<string[]> {
  const { campus } = addresses;
  const key = join(dataFolder, 'intranet-key.pem');
  await writeFile(key, voucher.publicKey);
  return [
    ...['portals', 'add', '--issuer', voucher.issuer, '--name', 'Lakeside intranet'],
    ...['--origin', campus, '--same-ids-as', campus, '--key', key],
    // It takes both from the campus's own register; nobody can change them there.
    ...['--vouches', 'campusNumber,mail'],
  ];
}
