import assert from 'node:assert/strict';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { enrol } from '../data/changes.ts';
import { formIn, recorded, startTrial, structure, type Trial } from './trial.ts';
import { claim } from './vocabulary.ts';

interface RecordedToken {
  hdr: object;
  claims: JWTPayload;
}

/** The tool's part: the authentication request that answers a login initiation. */
function authQuery(
  trial: Trial,
  fields: Record<string, string>,
  change: Record<string, string> = {},
): string {
  const query = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: fields['client_id'] ?? '',
    redirect_uri: `${trial.tool.origin}/launch`,
    state: 'st/=&',
    nonce: 'nonce-1',
    login_hint: fields['login_hint'] ?? '',
    lti_message_hint: fields['lti_message_hint'] ?? '',
    ...change,
  };
  return `/mod/lti/auth.php?${new URLSearchParams(query).toString()}`;
}

describe('LTI launch', () => {
  let trial: Trial;
  before(async () => {
    trial = await startTrial();
  });
  after(() => trial.stop());

  async function initiate(username: string, cmid = 13) {
    const cookie = await trial.signIn(username);
    const page = await trial.visit(`/mod/lti/launch.php?id=${cmid}&triggerview=0`, { cookie });
    return { cookie, page, ...formIn(await page.clone().text()) };
  }

  async function claimsOf(username: string, cmid = 13): Promise<JWTPayload> {
    const { cookie, fields } = await initiate(username, cmid);
    const page = await trial.visit(authQuery(trial, fields), { cookie });
    const token = formIn(await page.text()).fields['id_token'] ?? '';
    const keys = (await (await trial.visit('/mod/lti/certs.php')).json()) as JSONWebKeySet;
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: trial.origin,
      audience: trial.tool.clientId,
    });
    return payload;
  }

  it('initiates login with the fields of a real Moodle', async () => {
    const { action, fields, page } = await initiate('t0001');
    const [real] = recorded('oidc-initiation') as { form: Record<string, string> }[];
    assert.equal(action, `${trial.tool.origin}/login`);
    assert.deepEqual(Object.keys(fields), Object.keys(real?.form ?? {}));
    const hint = JSON.parse(fields['lti_message_hint'] ?? '') as { cmid: number; launchid: string };
    assert.equal(hint.cmid, 13);
    assert.match(hint.launchid, /^ltilaunch1_\d+$/);
    assert.equal(page.headers.get('x-frame-options'), null);
  });

  for (const [name, username, cmid] of [
    ['id_token-t0001-iframe', 't0001', 13],
    ['id_token-admin-window', 'admin', 14],
  ] as const) {
    it(`sends the claims of ${name}`, async () => {
      if (cmid === 14) trial.campus.courses.get(2)!.activities[1]!.gradeMaximum = 100;
      const payload = await claimsOf(username, cmid);
      const real = (recorded(name) as RecordedToken).claims;
      // The two recordings are of two tools: custom parameters are compared for the one that is registered here.
      const custom = claim('custom');
      if (cmid === 14) payload[custom] = real[custom];
      assert.deepEqual(structure(payload), structure(real));
      assert.deepEqual(payload[claim('roles')], real[claim('roles')]);
      assert.equal(payload.exp! - payload.iat!, 60);
    });
  }

  it('writes names as text and the form so that they stay text', async () => {
    const { given_name: given, name } = await claimsOf('odd_amp');
    assert.deepEqual([given, name], ['Tom & Jerry', 'Tom & Jerry "Quote" Bold']);
    const hostile = await claimsOf('odd_amp', 25);
    assert.equal(
      (hostile[claim('context')] as { title: string }).title,
      'Bad <script>alert(1)</script> & "quotes" 🎓 课程',
    );
  });

  it('makes Instructors of non-editing teachers and category managers, Learners of students', async () => {
    for (const [username, role] of [
      ['t0002', 'Instructor'],
      ['t0020', 'Instructor'],
      ['s202300001', 'Learner'],
    ] as const) {
      const payload = await claimsOf(username);
      assert.deepEqual(payload[claim('roles')], [
        `http://purl.imsglobal.org/vocab/lis/v2/membership#${role}`,
      ]);
    }
  });

  it('fills in custom parameters: groups, user name, course number', async () => {
    const custom = (await claimsOf('s202300001'))[claim('custom')] as Record<string, string>;
    assert.equal(custom['groups'], '1');
    assert.equal(custom['uname'], 's202300001');
    assert.equal(custom['courseid'], 'ID-CS101-2026A');
  });

  it('redirects suspended and expired enrolments to the enrolment page', async () => {
    const real = (recorded('suspended-enrolment') as { network: { response?: number }[] }).network;
    const status = real.find((each) => each.response)?.response;
    for (const username of ['s202300061', 's202300062', 's202300063']) {
      const cookie = await trial.signIn(username);
      for (const path of ['/mod/lti/view.php?id=13', '/mod/lti/launch.php?id=13']) {
        const answer = await trial.visit(path, { cookie });
        assert.equal(answer.status, status);
        assert.match(answer.headers.get('location') ?? '', /\/enrol\/index\.php\?id=2$/);
      }
    }
  });

  it('redirects when the enrolment is suspended between initiation and authentication', async () => {
    const { cookie, fields } = await initiate('s202300010');
    enrol(trial.campus, { courseId: 2, personId: 12, role: 'student', status: 'suspended' });
    const answer = await trial.visit(authQuery(trial, fields), { cookie });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.get('location'), '/enrol/index.php?id=2');
  });

  it('takes a launch id once, and only in the session that it was made for', async () => {
    const { cookie, fields } = await initiate('t0001');
    const other = await trial.signIn('t0001');
    assert.equal((await trial.visit(authQuery(trial, fields), { cookie: other })).status, 404);
    assert.equal((await trial.visit(authQuery(trial, fields), { cookie })).status, 200);
    assert.equal((await trial.visit(authQuery(trial, fields), { cookie })).status, 404);
  });

  for (const [change, error] of [
    [{ login_hint: '2' }, 'access_denied'],
    [{ client_id: 'someone-else' }, 'unauthorized_client'],
    [{ response_mode: 'query' }, 'invalid_request'],
    [{ prompt: 'login' }, 'invalid_request'],
  ] as const) {
    it(`posts ${error} to the tool for ${JSON.stringify(change)}`, async () => {
      const { cookie, fields } = await initiate('t0001');
      const page = await trial.visit(authQuery(trial, fields, change), { cookie });
      const form = formIn(await page.text());
      assert.equal(form.action, `${trial.tool.origin}/launch`);
      assert.equal(form.fields['error'], error);
      assert.equal(form.fields['state'], 'st/=&');
      assert.equal(form.fields['id_token'], undefined);
    });
  }

  for (const change of [
    { redirect_uri: 'https://evil.test/launch' },
    { scope: 'openid profile' },
    { response_type: 'code' },
    { lti_message_hint: 'no json' },
    { nonce: '' },
  ]) {
    it(`keeps the error with the browser for ${JSON.stringify(change)}`, async () => {
      const { cookie, fields } = await initiate('t0001');
      const page = await trial.visit(authQuery(trial, fields, change), { cookie });
      assert.equal(page.status, 404);
      assert.ok(!(await page.text()).includes('id_token'));
    });
  }

  it('asks a browser without cookie to post again from its own page', async () => {
    const { cookie, fields } = await initiate('t0001');
    const first = formIn(await (await trial.visit(authQuery(trial, fields))).text());
    assert.equal(first.action, '/mod/lti/auth.php');
    const second = await trial.visit(first.action, { cookie, form: first.fields });
    assert.ok(formIn(await second.text()).fields['id_token']);
    const without = await trial.visit(first.action, { form: first.fields });
    assert.equal(without.status, 404);
  });

  it('does not launch a tool that is pending', async () => {
    const tool = trial.platform.tools.get(1)!;
    tool.state = 'pending';
    const { page } = await initiate('t0001');
    tool.state = 'active';
    assert.equal(page.status, 404);
  });
});
