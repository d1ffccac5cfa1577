import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCampus } from './data/seed.ts';
import { createVoucher } from './intranet/vouch.ts';
import { contentOf, createPlatform, registerTool } from './lti-platform/platform.ts';
import { createMailbox } from './mail/mailbox.ts';
import { keepState, readState, type DemoState } from './state.ts';

const place = { campus: 'http://localhost:8080', bridge: 'http://127.0.0.1:8090' };
const config = { origin: place.campus };
const secrets = {
  bindDn: 'cn=bridge',
  bindPassword: 'a',
  webServiceToken: 'b',
  smsKey: 'c',
  message: 'd',
  token: 'e',
  seal: 'f',
};

const unexpected = (error: unknown): never => {
  throw error;
};

describe('what the demo keeps from one start to the next', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-state-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function firstDay(): Promise<DemoState> {
    const campus = createCampus();
    const platform = await createPlatform({ campus, config });
    registerTool(platform, {
      name: 'Campus Meet',
      toolUrl: `${place.bridge}/lti/launch`,
      initiateLoginUrl: `${place.bridge}/lti/login`,
      redirectUris: [],
      jwksUrl: `${place.bridge}/lti/jwks.json`,
    });
    const courseId = [...campus.courses.keys()][0] ?? 0;
    const item = { toolId: 1, label: 'Class', scoreMaximum: 10, resourceId: '', tag: '' };
    const { id } = platform.gradebook.add({ ...item, courseId, instanceId: null });
    platform.gradebook.store(id, { userId: 7, score: 9, comment: null, at: 1 });
    const mailbox = createMailbox();
    mailbox.add({ kind: 'sms', to: ['+8613800000000'], text: '验证码 123456' });
    mailbox.add({
      kind: 'mail',
      from: 'a@lakeside.test',
      to: ['b@lakeside.test'],
      subject: 'Hello',
      headers: [],
      text: 'Hello',
      html: null,
      attachments: [{ name: 'invite.ics', type: 'text/calendar', content: Buffer.from('BEGIN') }],
    });
    return {
      secrets,
      campus,
      platform: contentOf(platform),
      intranetKey: createVoucher(campus, place).privateKey,
      messages: mailbox.list(),
    };
  }

  it('is nothing before the first start has come to its end', async () => {
    assert.equal(await readState(folder), null);
  });

  it('is people, tools, keys, grades and messages, as they were', async () => {
    const state = await firstDay();
    const { stop } = await keepState(folder, () => state, unexpected);
    await stop();
    const kept = await readState(folder);
    assert.deepEqual(kept, state);
    assert.deepEqual(await readdir(folder), ['campus.state']);
  });

  it('gets what courses have had since an earlier version kept them, and keeps what was done to them', async () => {
    const state = await firstDay();
    const course = state.campus.courses.get(5);
    assert.ok(course);
    course.visible = false;
    const { guestAccess, ...earlier } = course;
    assert.equal(guestAccess, true);
    // What has no such field yet.
    state.campus.courses.set(5, earlier as typeof course);
    await keepState(folder, () => state, unexpected).then(({ stop }) => stop());
    const kept = (await readState(folder))?.campus.courses;
    assert.deepEqual(kept?.get(5), { ...earlier, guestAccess: true });
    assert.equal(kept.get(2)?.guestAccess, false);
  });

  it('lets tools and bridge trust the campus as before', async () => {
    const state = await firstDay();
    await keepState(folder, () => state, unexpected).then(({ stop }) => stop());
    const kept = await readState(folder);
    assert.ok(kept);
    const before = await createPlatform({ campus: state.campus, config, kept: state.platform });
    const after = await createPlatform({ campus: kept.campus, config, kept: kept.platform });
    assert.deepEqual(after.key.jwks, before.key.jwks);
    assert.deepEqual(await after.key.verify(await before.key.sign({ sub: '7' })), { sub: '7' });
    assert.deepEqual(contentOf(after), contentOf(before));
    assert.equal(
      createVoucher(kept.campus, { ...place, kept: kept.intranetKey }).publicKey,
      createVoucher(state.campus, { ...place, kept: state.intranetKey }).publicKey,
    );
  });

  it('is written once more at the end', async () => {
    let state = await firstDay();
    const { stop } = await keepState(folder, () => state, unexpected);
    state = { ...state, messages: [] };
    await stop();
    assert.deepEqual((await readState(folder))?.messages, []);
  });

  it('says what to do when it is damaged', async () => {
    await writeFile(join(folder, 'campus.state'), 'no state');
    await assert.rejects(readState(folder), /npm start -- --fresh/u);
  });
});
