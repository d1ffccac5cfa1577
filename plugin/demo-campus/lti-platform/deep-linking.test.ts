import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { formIn, recorded, startTrial, structure, type Trial } from './trial.ts';
import { claim, claims } from './vocabulary.ts';

describe('deep linking', () => {
  let trial: Trial;
  let teacher: string;
  before(async () => {
    trial = await startTrial();
    teacher = await trial.signIn('t0001');
  });
  after(() => trial.stop());

  /** The message that the tool gets when the teacher presses "Select content". */
  async function request() {
    const form = { id: '1', course: '2', title: '', text: '' };
    const started = formIn(
      await (await trial.visit('/mod/lti/contentitem.php', { cookie: teacher, form })).text(),
    );
    const query = new URLSearchParams({
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      client_id: started.fields['client_id'] ?? '',
      redirect_uri: `${trial.tool.origin}/launch`,
      nonce: 'n',
      login_hint: started.fields['login_hint'] ?? '',
      lti_message_hint: started.fields['lti_message_hint'] ?? '',
    });
    const page = await trial.visit(`/mod/lti/auth.php?${query.toString()}`, { cookie: teacher });
    return decodeJwt(formIn(await page.text()).fields['id_token'] ?? '');
  }

  const returnUrl = async () =>
    ((await request())[claims.deepLinkingSettings] as { deep_link_return_url: string })
      .deep_link_return_url;

  const answer = (items: unknown[], change: object = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return trial.tool.sign({
      iss: trial.tool.clientId,
      aud: trial.origin,
      iat: now,
      exp: now + 60,
      nonce: 'x',
      [claim('message_type')]: 'LtiDeepLinkingResponse',
      [claim('version')]: '1.3.0',
      [claim('deployment_id')]: '1',
      [claims.contentItems]: items,
      ...change,
    });
  };

  it('asks with the claims of a real Moodle', async () => {
    const payload = await request();
    const real = recorded('id_token-deeplinking') as Record<string, unknown>;
    payload[claim('custom')] = real[claim('custom')];
    assert.deepEqual(structure(payload), structure(real));
    assert.deepEqual(
      { ...(payload[claims.deepLinkingSettings] as object), deep_link_return_url: '', title: '' },
      { ...(real[claims.deepLinkingSettings] as object), deep_link_return_url: '', title: '' },
    );
  });

  it('makes activities of what was chosen once the teacher confirms', async () => {
    const items = [
      {
        type: 'ltiResourceLink',
        title: '第3讲 <b>Live</b> & Q',
        url: `${trial.tool.origin}/launch?room=42`,
        custom: { room: '42' },
        lineItem: { scoreMaximum: 10, resourceId: 'room-42', tag: 'attendance' },
      },
      { type: 'link', title: 'Lesson 2', url: `${trial.tool.origin}/launch?room=2` },
    ];
    const before = trial.campus.courses.get(2)!.activities.length;
    const back = await trial.visit(await returnUrl(), {
      cookie: teacher,
      form: { JWT: await answer(items) },
    });
    assert.match(await back.text(), /window\.top\.location\.href = "\/course\/modedit\.php/);
    const page = await (
      await trial.visit('/course/modedit.php?add=lti&course=2', { cookie: teacher })
    ).text();
    assert.ok(page.includes('第3讲 &lt;b&gt;Live&lt;/b&gt; &amp; Q') && page.includes('Lesson 2'));
    assert.equal(
      trial.campus.courses.get(2)!.activities.length,
      before,
      'nothing before the confirmation',
    );

    const sesskey = formIn(page).fields['sesskey'] ?? '';
    await trial.visit('/course/modedit.php?add=lti&course=2', {
      cookie: teacher,
      form: { sesskey, action: 'save' },
    });
    const [first, second] = trial.campus.courses.get(2)!.activities.slice(before);
    assert.equal(first?.title, '第3讲 Live & Q');
    assert.deepEqual(first.custom, { room: '42' });
    assert.equal(second?.gradeMaximum, null);
    const item = trial.platform.gradebook
      .list(2, 1)
      .find((each) => each.instanceId === first.instanceId);
    assert.deepEqual(
      [item?.scoreMaximum, item?.resourceId, item?.tag],
      [10, 'room-42', 'attendance'],
    );
  });

  it('asks a browser without cookie to post the answer again', async () => {
    const url = await returnUrl();
    const again = formIn(
      await (await trial.visit(url, { form: { JWT: await answer([]) } })).text(),
    );
    assert.equal(again.fields['repost'], '1');
    assert.equal((await trial.visit(again.action, { form: again.fields })).status, 404);
    assert.equal(
      (await trial.visit(again.action, { cookie: teacher, form: again.fields })).status,
      200,
    );
  });

  it('refuses an answer for another platform, of another tool, or without the session key', async () => {
    const url = await returnUrl();
    for (const JWT of [
      await answer([], { aud: 'https://elsewhere' }),
      await answer([], { iss: 'someone' }),
      await answer([], { [claim('message_type')]: 'LtiResourceLinkRequest' }),
      'rubbish',
    ]) {
      assert.equal((await trial.visit(url, { cookie: teacher, form: { JWT } })).status, 404);
    }
    const keyless = url.replace(/sesskey=.*/, 'sesskey=x');
    assert.equal(
      (await trial.visit(keyless, { cookie: teacher, form: { JWT: await answer([]) } })).status,
      404,
    );
  });

  it('is not for students', async () => {
    const cookie = await trial.signIn('s202300001');
    const form = { id: '1', course: '2', title: '', text: '' };
    assert.equal((await trial.visit('/mod/lti/contentitem.php', { cookie, form })).status, 404);
  });
});
