import assert from 'node:assert/strict';
import { aPanel, settled } from './panel.ts';
import { aSession, meetingId } from '../scenes/people.ts';

const load = () => import('../src/features/access/session/store.ts');
const given = { ticket: 'once', language: 'zh-CN' };

describe('who the reader is', () => {
  let store: Awaited<ReturnType<typeof load>>;
  before(async () => {
    store = await load();
    // The page that gives says what it is written in.
    Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } });
  });
  after(() => void Reflect.deleteProperty(globalThis, 'document'));

  it('in a new tab is who is signed in in another one, in that one’s language', async () => {
    const panel = aPanel({ session: null });
    panel.given = given;
    panel.bridge.sessions.open = () => Promise.resolve(aSession('en', true));
    const session = panel.run(() => store.useSession());
    await session.begin(null, { meetingId });
    assert.deepEqual([session.status, session.spoken], ['open', 'zh-CN']);
    assert.ok(panel.answers, 'and this tab signs in the next');
  });

  it('in a tab of a browser where nobody is signed in is nobody', async () => {
    const panel = aPanel({ session: null });
    const session = panel.run(() => store.useSession());
    await session.begin(null, { meetingId });
    assert.deepEqual([session.status, session.person, panel.answers], ['missing', null, null]);
  });

  it('in a frame is never who is signed in elsewhere', async () => {
    const panel = aPanel({ session: null });
    panel.isFramed = true;
    panel.given = given;
    const session = panel.run(() => store.useSession());
    await session.begin(null);
    assert.equal(session.status, 'missing');
    await session.resume();
    assert.equal(session.status, 'idle');
  });

  it('is asked of nobody where one may want to be somebody else', async () => {
    const panel = aPanel({ session: null });
    panel.given = given;
    const session = panel.run(() => store.useSession());
    await session.resume({ alone: true });
    assert.equal(session.status, 'idle');
  });

  it('gives a person’s tab their own session, and a guest’s only the way into one meeting', async () => {
    for (const kind of ['person', 'guest'] as const) {
      const panel = aPanel({ session: { ...aSession('en', false), kind } });
      const session = panel.run(() => store.useSession());
      await session.begin(null);
      assert.deepEqual(await panel.answers?.({ meetingId }), { ticket: 'scene', language: 'en' });
      const { body } = panel.bridge.asked('handOver') ?? {};
      assert.deepEqual(body, kind === 'guest' ? { meetingId } : {});
    }
  });

  it('is given to nobody any more after signing out, or when the session ended', async () => {
    const panel = aPanel();
    let lose: (code: 'session/ended') => void = () => undefined;
    panel.bridge.sessions.onLost = (tell) => {
      lose = tell;
      return () => undefined;
    };
    const session = panel.run(() => store.useSession());
    await session.begin(null);
    assert.ok(panel.answers);
    lose('session/ended');
    assert.deepEqual([session.status, panel.answers], ['lost', null]);
    await session.begin(null);
    assert.ok(panel.answers);
    await session.signOut();
    await settled();
    assert.equal(panel.answers, null);
  });
});
