import { lookup } from 'node:dns/promises';
import { getCountryCallingCode } from 'libphonenumber-js';
import {
  createMoodleClient,
  inspectMoodle,
  type Finding,
  type MoodleInspection,
  type ReadField,
} from '../adapters/moodle/index.ts';
import { keyAdvice } from '../adapters/moodle/key-check.ts';
import {
  emailKey,
  formatVouches,
  normaliseRealm,
  phoneKey,
} from '../features/directory/people/index.ts';
import { isFailure } from '../kernel/failure.ts';
import { readCampusNumber, readValue } from '../kernel/values.ts';
import type { Deps as BridgeDeps, Settings } from '../app/config.ts';
import { moodleSites, type MoodleSite } from '../app/moodle-sites.ts';

import type { Registry } from '../app/registry.ts';

/** What was found out about one configured Moodle. */
export interface SiteInspection extends MoodleInspection {
  source: string;
  wwwroot: string;
}

type Deps = Pick<BridgeDeps, 'config' | 'log'> & {
  registry: {
    ltiLaunches: {
      platforms: () => Promise<{ id: string; name: string; issuer: string }[]>;
      nrpsMembers: Registry['ltiLaunches']['nrpsMembers'];
    };
    syncService: Pick<Registry['syncService'], 'someRosterAddress'>;
  };
};

/** Tries every configured Moodle, or the one that is named, without changing anything. */
export async function inspectMoodles(deps: Deps, source?: string): Promise<SiteInspection[]> {
  const sites = moodleSites(deps.config).filter(
    (site) => source === undefined || site.source === source,
  );
  return Promise.all(sites.map((site) => inspectSite(deps, site)));
}

async function inspectSite(deps: Deps, site: MoodleSite): Promise<SiteInspection> {
  const { config, log } = deps;
  const { wwwroot, token, source } = site;
  const call = createMoodleClient({ wwwroot, token, retries: 0 }, log);
  const sendsMessages = source === 'moodle' && config.MOODLE_MESSAGES;
  const { findings, examples } = await inspectMoodle({
    wwwroot,
    call,
    sendsMessages,
    takenAs: takenAs(config),
  });
  const ours = [...(await lookAtLtiLaunches(deps, site)), lookAtTrust(site)];
  return { source, wwwroot, findings: [...findings, ...ours], examples };
}

/** As a roster run takes them. */
const takenAs = (config: Settings) => (field: ReadField, value: string) => {
  switch (field) {
    case 'campusNumber':
      return readCampusNumber(value);
    case 'phone':
      return phoneKey(readValue(value, 'key'), getCountryCallingCode(config.CAMPUS_COUNTRY));
    case 'email':
      return emailKey(readValue(value, 'key'));
    default:
      return readValue(value, 'name');
  }
};

/** The Moodle's LTI platform, and whether Moodle reaches our keys: without them no roster, grade or chosen content. */
async function lookAtLtiLaunches(deps: Deps, { issuer, source }: MoodleSite): Promise<Finding[]> {
  const { ltiLaunches, syncService } = deps.registry;
  const platform = (await ltiLaunches.platforms()).find(
    (one) => normaliseRealm(one.issuer) === normaliseRealm(issuer),
  );
  if (!platform) {
    const says = `No LTI platform has the issuer ${issuer}: people cannot come in from this Moodle.`;
    const setting = source === 'moodle' ? 'MOODLE_ISSUER' : '"issuer" in MOODLE_SITES';
    const advice = `npm run campus -- platforms open-registration; if its launches name another issuer, set ${setting}.`;
    return [{ is: 'odd', says, advice }];
  }
  const registered: Finding = { is: 'good', says: `Launches come from “${platform.name}”.` };
  const advice = await keyAdvice(deps.config.CAMPUS_MEET_URL, lookup);
  const url = await syncService.someRosterAddress(platform.id);
  if (url === null) {
    const says = 'Whether Moodle reaches our keys was not tried: no course was opened from it yet.';
    return [registered, { is: 'odd', says, advice }];
  }
  try {
    await ltiLaunches.nrpsMembers(platform.id, url);
    return [registered, { is: 'good', says: 'Moodle reaches our keys (its LTI services answer).' }];
  } catch (error) {
    if (!isFailure(error)) throw error;
    const says = `Moodle’s LTI services do not answer: ${error.message}`;
    return [registered, { is: 'bad', says, advice }];
  }
}

/** What may be believed of this Moodle's profiles; which fields are locked there no web service tells. */
function lookAtTrust({ vouches, vouchesSetting }: MoodleSite): Finding {
  const says =
    vouches.length === 0
      ? 'It vouches for nothing but its own account ids: no ID number, mail or telephone of its is believed.'
      : `It vouches for: ${formatVouches(vouches)}. That is right only if people cannot edit these fields there.`;
  const advice = `Moodle lets people edit their own profile unless told otherwise, and no web service says which fields are locked. Lock at Site administration → Plugins → Authentication → (each method in use) → Lock user fields: ID number, Email address, Phone, Mobile phone: “Locked”. Then name what is locked in ${vouchesSetting}: campusNumber, mail, phone.`;
  return { is: 'good', says, advice };
}
