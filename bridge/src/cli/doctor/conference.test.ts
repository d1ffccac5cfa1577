import assert from 'node:assert/strict';
import getPort from 'get-port';
import {
  domain,
  eventsSecret,
  openStage,
  tokenSecret,
  type Stage,
} from '../../../../jitsi-config/prosody/test/harness.ts';
import { startMedia, type RunningMedia } from '../../../../jitsi-config/stand-in/start.ts';
import { becomes } from '../../../test/becomes.ts';
import { resultsOf } from '../../../test/doctor-fixture.ts';
import { bridgeSettings } from '../../../test/bridge-settings.ts';
import { partAt } from '../../../test/parts.ts';
import { webServer } from '../../../test/web-server.ts';
import { elementsIn } from '../../adapters/jitsi/xmpp-session.ts';
import { readConfig } from '../../app/config.ts';
import { systemClock } from '../../kernel/clock.ts';
import { connect, memberToken, newRoom } from './conference-room.ts';

const program = partAt('prosody');

(program ? describe : describe.skip)('doctor, on a conference server (real Prosody)', () => {
  let stage: Stage;
  let media: RunningMedia;
  const settings = (more: Record<string, string> = {}) => ({
    JITSI_DOMAIN: domain,
    JITSI_MUC: `conference.${domain}`,
    JITSI_FOCUS: `focus.${domain}`,
    JITSI_SERVICE_URL: `${stage.prosody.httpUrl.replace('http', 'ws')}/xmpp-websocket`,
    JITSI_COMMANDS_URL: `${stage.prosody.httpUrl}/campus-meet/commands`,
    JITSI_APP_SECRET: tokenSecret,
    JITSI_MESSAGE_SECRET: eventsSecret,
    JICOFO_URL: media.focus.httpUrl,
    VIDEOBRIDGE_URLS: media.videobridges.map(({ id, httpUrl }) => `${id}=${httpUrl}`).join(','),
    ...more,
  });
  const codes = async (name: string, more?: Record<string, string>) =>
    (await resultsOf(settings(more), name)).map(({ code }) => code);

  before(async () => {
    stage = await openStage({ withFocus: false });
    media = await startMedia({
      domain,
      focus: { componentPort: stage.run.focus.port, httpPort: await getPort() },
      secrets: { component: stage.run.focus.secret, bridges: 'between focus and bridges' },
      bridges: { jvb1: await getPort(), jvb2: await getPort() },
    });
  });
  after(async () => {
    await media.stop();
    await stage.close();
  });

  it('lets members in as members, and nobody else', async () => {
    const results = await resultsOf(settings(), 'prosody');
    assert.deepEqual(
      results.map(({ state, code }) => [state, code]),
      [
        ['ok', 'prosody/ok'],
        ['ok', 'prosody/refuses'],
        ['ok', 'prosody/refuses'],
        ['ok', 'prosody/one-room'],
      ],
      JSON.stringify(results),
    );
  });

  it('takes commands, unless they are signed with another secret', async () => {
    assert.equal((await codes('conference'))[0], 'conference/ok');
    const [refused] = await resultsOf(
      settings({ JITSI_MESSAGE_SECRET: 'b4e8d1c70a96f3528d4b7e61c0f9a235' }),
      'conference',
    );
    assert.equal(refused?.code, 'conference/refused');
    assert.match(refused.words, /JITSI_MESSAGE_SECRET and Prosody/u);
  });

  it('tells a secret that is not Prosody’s, a room component and a focus that are not there', async () => {
    const other = { JITSI_APP_SECRET: 'b4e8d1c70a96f3528d4b7e61c0f9a235' };
    const [token] = await resultsOf(settings(other), 'prosody');
    assert.equal(token?.code, 'prosody/token-refused');
    assert.match(token.words, /JITSI_APP_SECRET/u);
    const nobody = await codes('prosody', { JITSI_FOCUS: `nobody.${domain}` });
    assert.equal(nobody[0], 'prosody/no-focus');
    const [away] = await resultsOf(
      settings({ JITSI_SERVICE_URL: `ws://127.0.0.1:${await getPort()}/xmpp-websocket` }),
      'prosody',
    );
    assert.equal(away?.code, 'prosody/unreachable');
    assert.match(away.words, /by websocket: ECONNREFUSED\./u);
    const page = await webServer((_, response) => response.end('<h1>It works!</h1>'));
    const proxy = { JITSI_SERVICE_URL: `${page.url.replace('http', 'ws')}/xmpp-websocket` };
    const [noProxy] = await resultsOf(settings(proxy), 'prosody');
    assert.equal(noProxy?.code, 'prosody/unreachable');
    assert.match(noProxy.words, /by websocket: no websocket there, HTTP 200\./u);
    await page.stop();
    const bosh = { JITSI_SERVICE_URL: `${stage.prosody.httpUrl}/http-bind` };
    assert.deepEqual(await codes('prosody', bosh), ['prosody/not-looked-at']);
  });

  it('calls two members to a videobridge, whose ICE answers', async () => {
    const [media] = await resultsOf(settings(), 'media');
    assert.equal(media?.code, 'media/ok', media?.words);
    assert.match(media.words, /signed ICE check at 127\.0\.0\.1:\d+/u);
  });

  it('says what it can to whoever asks, as Jicofo does before it calls (the stand-in does not ask)', async () => {
    const deps = { config: readConfig({ ...bridgeSettings, ...settings() }), clock: systemClock };
    const room = newRoom();
    const [asked, asking] = await Promise.all(
      ['one', 'other'].map(async () =>
        connect(deps, { room, token: await memberToken(deps, room) }),
      ),
    );
    assert.ok(asked && asking);
    await asked.askFocus(room);
    await asked.join(room, 'asked');
    await asking.join(room, 'asking');
    const answer = await asking.iq("<query xmlns='http://jabber.org/protocol/disco#info'/>", {
      address: `${room}@conference.${domain}/asked`,
      type: 'get',
    });
    const features = elementsIn(answer, 'feature').map(({ attribs }) => attribs['var']);
    assert.ok(features.includes('urn:xmpp:jingle:transports:ice-udp:1'));
    for (const session of [asked, asking]) session.close();
  });

  it('has no TURN, which is no fault', async () => {
    assert.deepEqual(await codes('turn'), ['turn/not-configured']);
  });

  it('shows Jicofo and its videobridges, each with what is wrong with it', async () => {
    assert.deepEqual(await codes('jicofo'), ['jicofo/ok', 'jicofo/videobridges']);
    assert.deepEqual(await codes('videobridges'), ['videobridges/ok', 'videobridges/ok']);
    const [first, second] = media.videobridges;
    assert.ok(first && second);
    const swapped = `jvb1=${second.httpUrl},jvb2=http://127.0.0.1:${await getPort()}`;
    assert.deepEqual(await codes('videobridges', { VIDEOBRIDGE_URLS: swapped }), [
      'videobridges/other',
      'videobridges/unavailable',
    ]);
    assert.deepEqual(await codes('jicofo', { JICOFO_URL: first.httpUrl }), ['jicofo/refused']);
    const away = { JICOFO_URL: `http://127.0.0.1:${await getPort()}` };
    assert.deepEqual(await codes('jicofo', away), ['jicofo/unavailable']);
  });

  it('without videobridges is called to none', async () => {
    for (const bridge of media.videobridges) await bridge.stop();
    await becomes(() => codes('jicofo'), ['jicofo/unhealthy', 'jicofo/no-videobridge']);
    assert.deepEqual(await codes('media'), ['media/not-called']);
    for (const bridge of media.videobridges) await bridge.restart();
  });
});
