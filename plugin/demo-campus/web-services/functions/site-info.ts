import { z } from 'zod';
import type { Site } from '../site.ts';
import { webService } from './web-service.ts';

const release = { release: '5.1+ (Build: 20251017)', version: '2025100600.02' };

const advancedFeatures = {
  usecomments: 1,
  usetags: 1,
  enablenotes: 1,
  messaging: 1,
  enableblogs: 1,
  enablecompletion: 1,
  enablebadges: 1,
};

/** core_webservice_get_site_info: who the token is and what it may call. */
export const getSiteInfo = webService(
  'core_webservice_get_site_info',
  z.strictObject({ serviceshortnames: z.unknown().optional() }),
  (site) => ({
    sitename: site.campus.university.name,
    ...whoAsks(site),
    siteurl: site.origin,
    userpictureurl: `${site.origin}/theme/image.php/boost/core/1/u/f1`,
    functions: site.functions.map((name) => ({ name, version: release.version })),
    downloadfiles: 0,
    uploadfiles: 0,
    ...release,
    mobilecssurl: '',
    advancedfeatures: Object.entries(advancedFeatures).map(([name, value]) => ({ name, value })),
    usercanmanageownfiles: true,
    userquota: 104_857_600,
    usermaxuploadfilesize: 67_108_864,
    userhomepage: 1,
    userprivateaccesskey: '0'.repeat(32),
    siteid: 1,
    sitecalendartype: 'gregorian',
    usercalendartype: 'gregorian',
    userissiteadmin: false,
    theme: 'boost',
    limitconcurrentlogins: 0,
    policyagreed: 0,
  }),
);

const whoAsks = ({ account }: Site) => ({
  username: account.username,
  firstname: account.firstName,
  lastname: account.lastName,
  fullname: `${account.firstName} ${account.lastName}`,
  lang: 'en',
  userid: account.id,
});
