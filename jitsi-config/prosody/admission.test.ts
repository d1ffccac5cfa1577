import assert from 'node:assert/strict';
import {
  domain,
  newRoom,
  openStage,
  roomToken,
  rsaToken,
  unsignedToken,
  type Stage,
} from './test/harness.ts';
import type { TokenWish } from './test/harness.ts';
import { XmppRefusal } from './test/xmpp-client.ts';

describe("who gets into a room (real Prosody, stand-ins for Jitsi's token modules)", () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage({ maxOccupants: 3 });
  });
  after(() => stage.close());

  const refusedAtLogin = async (token: string | undefined, text: RegExp) => {
    await assert.rejects(stage.connect('any', token), (error) => {
      assert(error instanceof XmppRefusal, String(error));
      assert.equal(error.condition, 'not-allowed');
      assert.match(error.text, text);
      return true;
    });
  };
  const wrong = (wish: Partial<TokenWish>) => roomToken({ room: 'any', ...wish });

  it('a right token gets in, a moderator as owner', async () => {
    const room = newRoom();
    const client = await stage.connect(room, await roomToken({ room, moderator: true }));
    assert.match(await client.askFocus(), /ready='true'/u);
    const presence = await client.join('aaaa1111');
    assert.match(presence, /affiliation='owner'/u);
    assert.match(presence, /role='moderator'/u);
  });

  it('a member is no moderator', async () => {
    const room = newRoom();
    const client = await stage.connect(room, await roomToken({ room }));
    await client.askFocus();
    const presence = await client.join('bbbb2222');
    assert.match(presence, /affiliation='member'/u);
    assert.match(presence, /role='participant'/u);
  });

  it('no token', () => refusedAtLogin(undefined, /^token required$/u));
  it('an empty token', () => refusedAtLogin('', /^token required$/u));
  it('something that is no token', () => refusedAtLogin('a.b', /^Invalid token$/u));
  it('a token of bad JSON', () => refusedAtLogin('e30x.e30x.AAAA', /^Invalid/u));
  it('expired', async () =>
    refusedAtLogin(await wrong({ expires: -3 }), /^Not acceptable by exp \(\d+ sec/u));
  it('not yet valid', async () =>
    refusedAtLogin(await wrong({ notBefore: 60 }), /^Not acceptable by nbf$/u));
  it('signed with another secret', async () =>
    refusedAtLogin(await wrong({ secret: 'x'.repeat(40) }), /^Invalid signature$/u));
  it('another issuer', async () =>
    refusedAtLogin(await wrong({ issuer: 'x' }), /^invalid 'iss' claim$/u));
  it('another audience', async () =>
    refusedAtLogin(await wrong({ audience: 'x' }), /^invalid 'aud' claim$/u));
  it('another typ', async () => refusedAtLogin(await wrong({ typ: 'at+jwt' }), /^Invalid typ$/u));
  it('no room claim', async () =>
    refusedAtLogin(await wrong({ room: '' }), /^'room' claim is missing$/u));
  it('RS256', async () =>
    refusedAtLogin(await rsaToken({ room: 'any' }), /^Invalid or incorrect alg$/u));
  it('alg none', () => {
    const [, body] = unsignedToken({ room: 'any' }).split('.');
    const header = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    return refusedAtLogin(`${header}.${body ?? ''}.`, /^Invalid or incorrect alg$/u);
  });
  it('claims changed after signing', async () => {
    const [header, , mac] = (await roomToken({ room: 'mine' })).split('.');
    const [, body] = (await roomToken({ room: 'any', secret: 'y'.repeat(40) })).split('.');
    await refusedAtLogin(`${header ?? ''}.${body ?? ''}.${mac ?? ''}`, /^Invalid signature$/u);
  });

  it('BOSH is asked for the token as the websocket is', async () => {
    const login = async (token: string) => {
      const url = `${stage.prosody.httpUrl}/http-bind?room=any&token=${token}`;
      const post = async (body: string) => (await fetch(url, { method: 'POST', body })).text();
      const xmlns = `xmlns='http://jabber.org/protocol/httpbind'`;
      const opened = await post(
        `<body ${xmlns} rid='1' wait='5' hold='1' ver='1.6' to='${domain}' xmpp:version='1.0' xmlns:xmpp='urn:xmpp:xbosh'/>`,
      );
      const sid = /sid='([^']+)'/u.exec(opened)?.[1] ?? '';
      const auth = `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>`;
      return post(`<body ${xmlns} rid='2' sid='${sid}'>${auth}</body>`);
    };
    assert.match(await login(await wrong({})), /<success/u);
    assert.match(
      await login(await wrong({ expires: -3 })),
      /<not-allowed\/>.*Not acceptable by exp/u,
    );
    assert.match(await login(''), /<not-allowed\/>.*token required/u);
  });

  it("another room's token opens neither the focus nor a room that is there", async () => {
    const room = newRoom();
    await stage.enter({ room, moderator: true }, 'cccc3333');
    const stranger = await stage.connect(room, await roomToken({ room: newRoom() }));
    await assert.rejects(stranger.askFocus(room), { condition: 'not-authorized' });
    await assert.rejects(stranger.join('dddd4444', { room }), {
      condition: 'not-allowed',
      text: 'Room and token mismatched',
    });
  });

  it('nobody but the focus makes a room', async () => {
    const room = newRoom();
    const early = await stage.connect(room, await roomToken({ room, moderator: true }));
    await assert.rejects(early.join('eeee5555'), XmppRefusal);
  });

  it('a token that ran out after login does not join', async () => {
    const room = newRoom();
    await stage.enter({ room, moderator: true }, 'ffff6666');
    const late = await stage.connect(room, await roomToken({ room, expires: 2 }));
    await new Promise((resolve) => setTimeout(resolve, 2100));
    await assert.rejects(late.join('late0001'), {
      condition: 'not-allowed',
      text: 'Not acceptable by exp',
    });
  });

  it("nobody takes the focus's name, by joining or by changing to it", async () => {
    const room = newRoom();
    const client = await stage.enter({ room }, 'gggg7777');
    await assert.rejects(client.join('focus'), { condition: 'not-allowed' });
  });

  it('seats: one more than the limit is refused with service-unavailable, and fits when one has left', async () => {
    const room = newRoom();
    const inside = [];
    for (const nick of ['seat0001', 'seat0002', 'seat0003'])
      inside.push(await stage.enter({ room }, nick));
    const fourth = await stage.connect(room, await roomToken({ room }));
    await assert.rejects(fourth.join('seat0004'), { condition: 'service-unavailable' });
    const left = inside[1]?.next((stanza) =>
      /seat0001.*type='unavailable'|type='unavailable'.*seat0001/u.test(stanza),
    );
    inside[0]?.close();
    await left;
    await fourth.join('seat0004');
  });
});
