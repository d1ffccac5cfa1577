import assert from 'node:assert/strict';
import { formIn, recorded, startTrial, type Trial } from '../lti-platform/trial.ts';

describe('demo portal', () => {
  let trial: Trial;
  before(async () => {
    trial = await startTrial();
  });
  after(() => trial.stop());

  const page = async (path: string, cookie: string) => (await trial.visit(path, { cookie })).text();

  it('signs in with Moodle’s cookie and sends back to the page that was wanted', async () => {
    const first = await trial.visit('/course/view.php?id=2');
    assert.match(first.headers.get('location') ?? '', /^\/login\/index\.php\?wants=%2Fcourse/);
    const form = { username: 't0001', password: 'lakeside', wants: '/course/view.php?id=2' };
    const answer = await trial.visit('/login/index.php', { form });
    assert.equal(answer.headers.get('location'), '/course/view.php?id=2');
    assert.match(answer.headers.getSetCookie()[0] ?? '', /^MoodleSession=\w+; path=\/; httponly$/);
    const outside = await trial.visit('/login/index.php', {
      form: { ...form, wants: '//evil.test' },
    });
    assert.equal(outside.headers.get('location'), '/my/');
  });

  it('refuses a wrong password, a suspended account and a deleted one', async () => {
    for (const [username, password] of [
      ['t0001', 'wrong'],
      ['odd_suspended', 'lakeside'],
      [trial.campus.people.get(552)!.username, 'lakeside'],
    ] as const) {
      const answer = await trial.visit('/login/index.php', { form: { username, password } });
      assert.equal(answer.headers.getSetCookie().length, 0);
      assert.match(await answer.text(), /role="alert"/);
    }
  });

  it('embeds the meeting with the frame of a real Moodle', async () => {
    const real = recorded('embed-frame') as { iframe: string; pageHeaders: Record<string, string> };
    const cookie = await trial.signIn('t0001');
    const answer = await trial.visit('/course/view.php?id=2', { cookie });
    const ours = /<iframe[^>]*>/.exec(await answer.text())?.[0];
    const wanted = real.iframe
      .replace(/ style="[^"]*"/, '')
      .replaceAll('http://127.0.0.1:9090', trial.tool.origin)
      .replace('http://127.0.0.1:8080', trial.origin);
    assert.equal(ours, wanted);
    assert.equal(answer.headers.get('x-frame-options'), real.pageHeaders['x-frame-options']);
  });

  it('opens the other activity by window.open, and varies permissions where a course asks for it', async () => {
    const text = await page('/course/view.php?id=2', await trial.signIn('t0001'));
    const plain = text.replace(/&#39;/g, "'");
    assert.ok(
      plain.includes(
        `window.open('${trial.origin}/mod/lti/launch.php?id=14','lti-14'); return false;`,
      ),
    );
    const cookie = await trial.signIn('t0016');
    assert.match(await page('/mod/lti/view.php?id=23', cookie), /allow="[^"]*display-capture/);
    assert.doesNotMatch(await page('/mod/lti/view.php?id=24', cookie), /camera http/);
  });

  it('shows hostile names as text', async () => {
    const text = await page('/course/view.php?id=11', await trial.signIn('odd_sqlish'));
    assert.ok(!text.includes('<script>alert(1)'));
    assert.ok(
      text.includes('Bad &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; 🎓 课程'),
    );
    assert.ok((await page('/my/', await trial.signIn('odd_sqlish'))).includes('O&#39;&#39;Brien'));
  });

  it('lists courses by enrolment and hides the hidden one from students', async () => {
    const student = await page('/my/', await trial.signIn('s202300001'));
    assert.ok(student.includes('Data Structures') && !student.includes('Hidden course'));
    assert.ok((await page('/my/', await trial.signIn('t0007'))).includes('Hidden course'));
    const closed = await trial.visit('/course/view.php?id=6', {
      cookie: await trial.signIn('s202300001'),
    });
    assert.equal(closed.status, 303);
  });

  it('speaks the language that was chosen, else the browser’s', async () => {
    const cookie = await trial.signIn('t0001');
    assert.match(await page('/my/', cookie), /<html lang="en">/);
    const chosen = await trial.visit('/lang?to=zh-CN&back=/my/', { cookie });
    assert.equal(chosen.headers.get('location'), '/my/');
    const lang = chosen.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    assert.match(await page('/my/', `${cookie}; ${lang}`), /<html lang="zh-CN">[\s\S]*我的课程/);
  });

  it('signs out only with the session’s key', async () => {
    const cookie = await trial.signIn('t0001');
    const sesskey = formIn(await page('/my/', cookie)).fields['sesskey'] ?? '';
    await trial.visit('/login/logout.php', { cookie, form: { sesskey: 'x' } });
    assert.equal((await trial.visit('/my/', { cookie })).status, 200);
    await trial.visit('/login/logout.php', { cookie, form: { sesskey } });
    assert.equal((await trial.visit('/my/', { cookie })).status, 303);
  });
});
