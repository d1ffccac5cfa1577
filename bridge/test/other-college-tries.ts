import type { RawRequest } from './raw-bridge.ts';
import type { TwoColleges } from './two-colleges.ts';

/** A request; what it says itself may come back. */
export type Try = Omit<RawRequest, 'token'> & { said?: readonly string[] };

/** What an admin of sciences tries with one operation; `system`: system admins only, whatever is asked. */
export type Tries = { for: 'all'; tries: Try[] } | { for: 'system'; tries: Try[] };

const get = (...paths: string[]): Tries => ({
  for: 'all',
  tries: paths.map((path) => ({ path: `/api/admin/${path}` })),
});
const send =
  (method: string) =>
  (paths: string[], body: unknown = {}): Tries => ({
    for: 'all',
    tries: paths.map((path) => ({ method, path: `/api/admin/${path}`, body })),
  });
const post = send('POST');
const put = send('PUT');
const forSystem = (method: string, path: string, body: unknown = {}): Tries => ({
  for: 'system',
  tries: [{ method, path: `/api/admin/${path}`, body }],
});

/** Every operation below /api/admin, by id: what is tried at the other college. */
export const tries = (at: TwoColleges): Record<string, Tries> => ({
  ...people(at),
  ...sheets(at),
  ...applications(at),
  ...directory(at),
  ...personMerge(at),
  ...privacy(at),
  ...ofTheSystem(at),
});

function people(at: TwoColleges): Record<string, Tries> {
  const theirs = [at.sculptor.id, at.painter.id, at.other.id, at.plain.id];
  const filters = [
    ...['?search=Bildhauer', '?search=ART7001', '?search=%25', '?status=deactivated'],
    ...['?kind=teacher', `?departmentId=${at.sculpture.id}`, `?departmentId=${at.arts.id}`],
  ];
  const place = Buffer.from(JSON.stringify(['', at.sculptor.id])).toString('base64url');
  const deeds = [
    ...[`?departmentId=${at.arts.id}`, `?actorId=${at.other.id}`, '?search=kunst', '?limit=200'],
    ...[
      `?subjectId=${at.sculptor.id}`,
      '?action=person.register',
      `?departmentId=${at.sculpture.id}`,
    ],
  ];
  const each = (path: (id: string) => string) => theirs.map(path);
  const roleIn = { roleIn: 'deactivated', reason: 'x' };
  const merge = at.shared.id;
  return {
    getMyAdministration: get('me'),
    listAdminDepartments: get('departments'),
    getWaiting: get('waiting'),
    listAdministered: get(
      ...['?limit=200', ...filters, `?cursor=${place}`].map((q) => `people${q}`),
    ),
    exportAdministered: get(...['?form=csv', ...filters].map((q) => `people/export${q}`)),
    listAudit: get(...deeds.map((q) => `audit${q}`)),
    exportAudit: get(
      ...['', ...deeds.filter((q) => !q.includes('limit'))].map((q) => `audit/export${q}`),
    ),
    getIdentity: get(...each((id) => `people/${id}`), `people/${at.shared.id}`),
    setStanding: put(
      each((id) => `people/${id}/standing`),
      roleIn,
    ),
    previewMerge: get(
      ...each((id) => `people/${merge}/merge/${id}`),
      ...each((id) => `people/${id}/merge/${merge}`),
    ),
    mergePeople: post([
      ...each((id) => `people/${merge}/merge/${id}`),
      ...each((id) => `people/${id}/merge/${merge}`),
    ]),
  };
}

function sheets(at: TwoColleges): Record<string, Tries> {
  const all = Object.values(at.sheets);
  const each = (step: string) => all.map((id) => `registration/batches/${id}${step}`);
  const bad = at.csv([
    ['Mallory', '教师', 'ART7001', at.physics.externalId, 'mallory@uni.test', '13900001234', ''],
    ['Mallory', '教师', 'M1', 'Kunsthochschule/Steinwerkstatt', 'mallory@uni.test', '', ''],
    ['Mallory', '教师', 'M2', at.physics.externalId, 'artemisia@kunst.test', '', ''],
    ['Mallory', '教师', 'M3', at.physics.externalId, '', '13977700001', ''],
    ['Mallory', '教师', 'M4', 'Steinwerkstatt', '', '', ''],
  ]);
  const column = { columns: { name: 0 } };
  return {
    getRegistrationTemplate: get('registration/template?form=csv'),
    uploadRegistrationBatch: {
      for: 'all',
      tries: [
        {
          method: 'POST',
          path: '/api/admin/registration/batches?name=x.csv',
          body: bad.toString(),
        },
      ],
    },
    listRegistrationBatches: get(
      'registration/batches',
      `registration/batches?before=${Number.MAX_SAFE_INTEGER}`,
    ),
    getRegistrationBatch: get(...each('')),
    listRegistrationRows: get(...each('/rows'), ...each('/rows?verdict=new')),
    setRegistrationColumns: put(each('/columns'), column),
    editRegistrationCell: put(each('/rows/2'), { field: 'name', value: 'Mallory' }),
    submitRegistrationBatch: post(each('/submit')),
    approveRegistrationBatch: post(each('/approve')),
    returnRegistrationBatch: post(each('/return'), { reason: 'x' }),
    undoRegistrationBatch: post(each('/undo')),
    discardRegistrationBatch: post(each('/discard')),
    getRegistrationResult: get(...each('/result')),
  };
}

function applications(at: TwoColleges): Record<string, Tries> {
  const { waiting, decided } = at.applications;
  const each = (step: string) => [waiting, decided].map((id) => `applications/${id}${step}`);
  const places = [`?show=waiting&cursor=0%20${decided}`, `?show=decided&cursor=9%20${waiting}`];
  return {
    listApplications: get(
      ...['?show=waiting', '?show=decided', ...places].map((q) => `applications${q}`),
    ),
    getApplication: get(...each('')),
    acceptApplication: post([...each('/acceptance')], { joins: null }),
    refuseApplication: post(each('/refusal'), { reason: 'x' }),
    undoDecision: {
      for: 'all',
      tries: each('/decision').map((path) => ({ method: 'DELETE', path: `/api/admin/${path}` })),
    },
  };
}

function directory(at: TwoColleges): Record<string, Tries> {
  const run = `directory/${at.run}`;
  return {
    listDirectoryRuns: get('directory', `directory?before=9999999999999.${at.run}`),
    checkDirectory: post(['directory/checks'], { source: 'no-such' }),
    getDirectoryRun: get(run),
    listDirectoryChanges: get(`${run}/changes`, `${run}/changes?search=artemisia`),
    exportDirectoryChanges: get(`${run}/export?form=csv`),
    applyDirectoryRun: post([`${run}/apply`], { removals: 1 }),
    rejectDirectoryRun: post([`${run}/reject`]),
  };
}

function personMerge(at: TwoColleges): Record<string, Tries> {
  const { conflictId, decisionId } = at.decided;
  const theirs = `personId=${at.sculptor.id}`;
  return {
    listConflicts: get('conflicts', `conflicts?${theirs}`, `conflicts?personId=${at.shared.id}`),
    decideSame: post([`conflicts/${conflictId}/same`], { personId: at.sculptor.id }),
    decideApart: post([`conflicts/${conflictId}/apart`]),
    listIdentityDecisions: get('identity-decisions', `identity-decisions?${theirs}`),
    undoIdentityDecision: post([`identity-decisions/${decisionId}/undo`]),
  };
}

function privacy(at: TwoColleges): Record<string, Tries> {
  const person = `privacy/people/${at.sculptor.id}`;
  const request = `privacy/erasures/${at.decided.decisionId}`;
  return {
    listRetention: forSystem('GET', 'privacy/retention'),
    setRetention: forSystem('PUT', 'privacy/retention/audit', { days: 1 }),
    countRetention: forSystem('POST', 'privacy/retention/audit/count'),
    listErasures: forSystem('GET', 'privacy/erasures'),
    approveErasure: forSystem('POST', `${request}/approval`),
    refuseErasure: forSystem('POST', `${request}/refusal`, { reason: 'x' }),
    previewErasure: forSystem('GET', `${person}/erasure`),
    erasePerson: forSystem('POST', `${person}/erasure`, { confirmed: true }),
    exportPersonData: post([`${person}/export`], { locale: 'en' }),
  };
}

function ofTheSystem(at: TwoColleges): Record<string, Tries> {
  const mail = 'letters/registered/en';
  const words = { subject: 'x', body: 'x' };
  const texts = { 'zh-CN': 'x', en: 'x' };
  return {
    listGrants: forSystem('GET', 'grants'),
    personContacts: forSystem('GET', `people/${at.sculptor.id}/contacts`),
    answerPersonContact: forSystem('POST', `people/${at.sculptor.id}/contacts/phone`, {
      contact: '+8613977700001',
      isMine: true,
    }),
    giveGrant: forSystem('POST', 'grants', {
      role: 'department',
      personId: at.chief.id,
      departmentId: at.arts.id,
    }),
    takeGrant: forSystem('DELETE', `grants/${at.grantId}`),
    listRosterRuns: forSystem('GET', 'rosters'),
    checkRoster: forSystem('POST', 'rosters/checks', { source: 'ldap' }),
    applyRosterRun: forSystem('POST', `rosters/${at.run}/apply`),
    rejectRosterRun: forSystem('POST', `rosters/${at.run}/reject`),
    ...platforms(),
    ...operations(),
    listOutbox: forSystem('GET', 'outbox?state=waiting'),
    resendOutbox: forSystem('POST', 'outbox/resend', { ids: 'all' }),
    listLetters: forSystem('GET', 'letters'),
    changeLetterSettings: forSystem('PUT', 'letters/settings', {
      settings: { product: texts, footer: texts },
      version: 0,
    }),
    getLetter: forSystem('GET', mail),
    saveLetter: forSystem('PUT', mail, { ...words, version: 0 }),
    resetLetter: forSystem('POST', `${mail}/reset`, { version: 0 }),
    restoreLetter: forSystem('POST', `${mail}/restore`, { version: 0, number: 1 }),
    previewLetter: forSystem('POST', `${mail}/preview`, { ...words, sample: 'usual' }),
    testLetter: forSystem('POST', `${mail}/test`, { ...words, sample: 'usual' }),
  };
}

function platforms(): Record<string, Tries> {
  const one = 'platforms/2b1f5f8e-5d0c-4f0e-9a39-3f4f6d1c7a01';
  return {
    listPlatforms: forSystem('GET', 'platforms'),
    listMoodles: forSystem('GET', 'moodles'),
    openMoodleConnection: forSystem('POST', 'moodles/codes', {
      wwwroot: 'https://moodle.test',
      name: 'x',
      vouches: [],
    }),
    disconnectMoodle: forSystem('DELETE', 'moodles/2b1f5f8e-5d0c-4f0e-9a39-3f4f6d1c7a01'),
    openPlatformRegistration: forSystem('POST', 'platforms/registration-links'),
    approvePlatform: forSystem('POST', `${one}/approval`),
    suspendPlatform: forSystem('POST', `${one}/suspension`),
    changePlatform: forSystem('PATCH', one, { vouches: ['mail'] }),
    removePlatform: forSystem('DELETE', one),
  };
}

function operations(): Record<string, Tries> {
  const videobridge = 'operations/videobridges/jvb1';
  return {
    planVideobridges: forSystem('GET', 'operations/capacity?participants=500'),
    getOperationsHistory: forSystem('GET', 'operations/history?range=week'),
    listAlarms: forSystem('GET', 'operations/alarms'),
    acknowledgeAlarm: forSystem(
      'POST',
      'operations/alarms/2b1f5f8e-5d0c-4f0e-9a39-3f4f6d1c7a01/acknowledgement',
    ),
    getFleet: forSystem('GET', 'operations/fleet'),
    drainVideobridge: forSystem('PUT', `${videobridge}/drain`, { drain: true }),
    movePeople: forSystem('POST', `${videobridge}/moves`, { people: 1 }),
  };
}
