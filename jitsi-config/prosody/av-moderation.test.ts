import assert from 'node:assert/strict';
import { becomes } from '../../bridge/test/becomes.ts';
import { xml } from '../stand-in/xmpp/element.ts';
import { domain, newRoom, openStage, type Stage, type TokenWish } from './test/harness.ts';
import { tellProsody } from './test/tell-prosody.ts';
import type { XmppClient } from './test/xmpp-client.ts';

type Who = 't' | 'u' | 's' | 'x' | 'g';
const people: Record<Who, Omit<TokenWish, 'room'>> = {
  t: { person: { id: 'p-t', name: 'Teacher' }, moderator: true },
  u: { person: { id: 'p-u', name: 'Co-host' }, moderator: true },
  s: { person: { id: 'p-s', name: 'Student' } },
  x: { person: { id: 'p-x', name: 'Another student' } },
  g: { person: { id: 'g-1', name: 'Guest', guest: true } },
};
const all = ['microphone', 'camera', 'share'];
const media = ['audio', 'video', 'desktop'] as const;
const component = `avmoderation.${domain}`;

describe('who may send sound and pictures, by the bridge’s word (real Prosody)', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const place = (room: string, nick?: string) =>
    `${room}@conference.${domain}${nick === undefined ? '' : `/${nick}`}`;
  const enter = (room: string, who: Who, nick = `${who}0000001`) =>
    stage.enter({ room, ...people[who] }, nick);
  const rule = async (
    room: string,
    forbidden: readonly string[],
    { exempt = [], by }: { exempt?: readonly Who[]; by?: Who } = {},
  ) => {
    const ids = exempt.map((who) => people[who].person?.id);
    const author = by && { by: people[by].person?.id };
    const command = { command: 'permissions', room, chat: 'everybody', exempt: ids, forbidden };
    const told = await tellProsody(stage, { ...command, ...author });
    assert.deepEqual(told, { status: 200, answer: { ok: true } });
  };
  /** Who may send, as the focus knows it: their places. */
  const listed = (room: string, medium: (typeof media)[number] = 'audio') => {
    const moderation = stage.focus?.rooms.get(place(room))?.moderation;
    if (!moderation?.isOn(medium)) return 'everybody';
    const known = [...(stage.focus?.rooms.get(place(room))?.people.keys() ?? [])];
    return known.filter((nick) => moderation.mayUnmute(place(room, nick), medium)).sort();
  };
  const becomesListed = (room: string, nicks: string[] | 'everybody') =>
    becomes(() => Promise.resolve(listed(room)), nicks);
  const unmute = (client: XmppClient, own: string, medium = 'audio') =>
    client.iq(
      `<mute xmlns='http://jitsi.org/jitmeet/${medium}' jid='${own}'>false</mute>`,
      own.replace(/\/.*$/u, '/focus'),
    );
  const isTold =
    (parts: readonly string[]) =>
    (stanza: string): boolean =>
      stanza.startsWith('<message') &&
      stanza.includes(`from='${component}'`) &&
      parts.every((part) => stanza.includes(part.replaceAll('"', '&quot;')));
  const says = (client: XmppClient, ...parts: string[]) => client.next(isTold(parts));
  /** Before or from now on. */
  const hears = (client: XmppClient, ...parts: string[]) =>
    becomes(() => Promise.resolve(client.received.some(isTold(parts))), true);
  const refusedTo = (client: XmppClient, condition: string) =>
    client.next((stanza) => stanza.includes(`type='error'`) && stanza.includes(condition));

  it('is told to everybody and to the focus: hosts go on, members are muted and cannot unmute', async () => {
    const room = newRoom();
    const host = await enter(room, 't');
    const other = await enter(room, 'u');
    const member = await enter(room, 's');
    assert.equal(listed(room), 'everybody');
    const told = [
      says(host, '"enabled":true', '"mediaType":"desktop"'),
      says(member, '"enabled":true', '"mediaType":"audio"', `"actor":"${place(room, 't0000001')}"`),
      member.next((stanza) => stanza.includes('<mute') && stanza.includes('jitmeet/audio')),
    ];
    await rule(room, all, { by: 't' });
    await Promise.all(told);
    await becomesListed(room, ['t0000001', 'u0000001']);
    for (const medium of media) {
      await assert.rejects(unmute(member, place(room, 's0000001'), medium), {
        condition: 'not-allowed',
      });
      await unmute(host, place(room, 't0000001'), medium);
    }
    for (const client of [host, other]) {
      const muted = client.received.filter((stanza) => stanza.includes('<mute'));
      assert.deepEqual(muted, [], 'it does not concern hosts');
    }
    const over = says(member, '"enabled":false', '"mediaType":"audio"');
    await rule(room, []);
    await over;
    await becomesListed(room, 'everybody');
    await unmute(member, place(room, 's0000001'));
  });

  it('leaves to each medium its own rule', async () => {
    const room = newRoom();
    await enter(room, 't');
    const member = await enter(room, 's');
    await rule(room, ['camera']);
    await becomes(() => Promise.resolve(listed(room, 'video')), ['t0000001']);
    assert.deepEqual([listed(room), listed(room, 'desktop')], ['everybody', 'everybody']);
    await unmute(member, place(room, 's0000001'));
    await assert.rejects(unmute(member, place(room, 's0000001'), 'video'), {
      condition: 'not-allowed',
    });
  });

  it('whoever is called up is told and may send, until that is taken back', async () => {
    const room = newRoom();
    await enter(room, 't');
    const member = await enter(room, 's');
    const another = await enter(room, 'x');
    await rule(room, all);
    await becomesListed(room, ['t0000001']);
    const approved = says(member, '"approved":true', '"mediaType":"audio"');
    await rule(room, all, { exempt: ['s'] });
    await approved;
    await becomesListed(room, ['s0000001', 't0000001']);
    await unmute(member, place(room, 's0000001'));
    await assert.rejects(unmute(another, place(room, 'x0000001')), { condition: 'not-allowed' });
    const removed = says(member, '"removed":true', '"mediaType":"audio"');
    await rule(room, all);
    await removed;
    await becomesListed(room, ['t0000001']);
    await assert.rejects(unmute(member, place(room, 's0000001')), { condition: 'not-allowed' });
    const heard = another.received.filter((stanza) => /approved|removed|whitelists/u.test(stanza));
    assert.deepEqual(heard, [], 'who else is called up is no member’s news from here');
  });

  it('binds whoever comes later, and knows again who comes back', async () => {
    const room = newRoom();
    await enter(room, 't');
    await enter(room, 'x');
    await rule(room, all, { exempt: ['s'] });
    const guest = await enter(room, 'g');
    await hears(guest, '"enabled":true', '"mediaType":"audio"');
    await assert.rejects(unmute(guest, place(room, 'g0000001')), { condition: 'not-allowed' });
    const first = await enter(room, 's');
    await becomesListed(room, ['s0000001', 't0000001']);
    first.close();
    const again = await enter(room, 's', 'sagain01');
    await hears(again, '"approved":true');
    await becomes(() => Promise.resolve(listed(room).includes('sagain01')), true);
    await unmute(again, place(room, 'sagain01'));
  });

  it('lets whoever is called up go on when the focus calls them anew: it holds everybody back who is no host', async () => {
    const room = newRoom();
    await enter(room, 't');
    const [member, another] = [await enter(room, 's'), await enter(room, 'x')];
    const asked: string[] = [];
    const { component: focus } = stage.focus ?? assert.fail('no focus');
    const reply = focus.reply.bind(focus);
    focus.reply = (stanza, payload) => {
      const text = String(stanza);
      if (text.includes('<mute') && text.includes(place(room))) asked.push(text);
      reply(stanza, payload);
    };
    await rule(room, all, { exempt: ['s'] });
    await becomesListed(room, ['s0000001', 't0000001']);
    // As when the videobridge of both has failed.
    for (const [client, nick] of [
      [member, 's0000001'],
      [another, 'x0000001'],
    ] as const) {
      const called = client.next((stanza) => stanza.includes('session-initiate'));
      const jingle = xml('jingle', {
        xmlns: 'urn:xmpp:jingle:1',
        action: 'session-initiate',
        sid: 'a',
      });
      void focus.ask({ from: `focus@focus.${domain}/focus`, to: place(room, nick) }, jingle);
      await called;
    }
    await unmute(member, place(room, 's0000001'));
    assert.ok(asked.length > media.length, asked.join('\n'));
    assert.ok(asked.every((stanza) => stanza.includes(place(room, 's0000001'))));
    focus.reply = reply;
  });

  it('goes with the role: a new host is free, a former one is bound', async () => {
    const room = newRoom();
    await enter(room, 't');
    await enter(room, 'u');
    const member = await enter(room, 's');
    await rule(room, all);
    await tellProsody(stage, { command: 'role', room, userId: 'p-s', role: 'host' });
    await becomesListed(room, ['s0000001', 't0000001', 'u0000001']);
    await unmute(member, place(room, 's0000001'));
    await tellProsody(stage, { command: 'role', room, userId: 'p-s', role: 'member' });
    await becomesListed(room, ['t0000001', 'u0000001']);
    await assert.rejects(unmute(member, place(room, 's0000001')), { condition: 'not-allowed' });
  });

  it('is nobody’s to switch but the bridge’s: not a member’s, a guest’s or a host’s client', async () => {
    const room = newRoom();
    const host = await enter(room, 't');
    const member = await enter(room, 's');
    const guest = await enter(room, 'g');
    await rule(room, all);
    await becomesListed(room, ['t0000001']);
    for (const [client, nick] of [
      [member, 's0000001'],
      [guest, 'g0000001'],
      [host, 't0000001'],
    ] as const) {
      for (const wish of [
        `enable='false' mediaType='audio'`,
        `jidToWhitelist='${place(room, nick)}' mediaType='audio'`,
        `jidToBlacklist='${place(room, 't0000001')}' mediaType='audio'`,
      ]) {
        const refused = refusedTo(client, 'forbidden');
        client.send(`<message to='${component}'><av_moderation ${wish}/></message>`);
        await refused;
      }
    }
    assert.deepEqual(listed(room), ['t0000001']);
  });

  it('is not believed from anybody but the component: neither by the focus nor in its name', async () => {
    const room = newRoom();
    await enter(room, 't');
    const member = await enter(room, 's');
    await rule(room, all);
    await becomesListed(room, ['t0000001']);
    const lists = { audio: [place(room, 's0000001')] };
    const forged = [
      { type: 'av_moderation', room: place(room), enabled: false, mediaType: 'audio' },
      { type: 'av_moderation', room: place(room), mediaType: 'audio', whitelists: lists },
    ].map(
      (fields) =>
        `<json-message xmlns='http://jitsi.org/jitmeet'>${JSON.stringify(fields)}</json-message>`,
    );
    for (const payload of forged) {
      member.send(`<message type='chat' to='${place(room, 'focus')}'>${payload}</message>`);
      member.send(`<message to='focus@focus.${domain}/focus'>${payload}</message>`);
      member.send(
        `<message from='${component}' to='focus@focus.${domain}/focus'>${payload}</message>`,
      );
    }
    // Whatever became of the former, it has arrived before this one is answered.
    await assert.rejects(unmute(member, place(room, 's0000001')), { condition: 'not-allowed' });
    await assert.rejects(
      member.iq(
        `<mute xmlns='http://jitsi.org/jitmeet/audio' jid='${place(room, 't0000001')}'>true</mute>`,
        place(room, 'focus'),
      ),
      { condition: 'forbidden' },
    );
    assert.deepEqual(listed(room), ['t0000001']);
  });

  it('is for one room', async () => {
    const room = newRoom();
    const other = newRoom();
    await enter(room, 't');
    await enter(other, 't');
    const there = await enter(other, 's');
    await rule(room, all);
    await becomesListed(room, ['t0000001']);
    assert.equal(listed(other), 'everybody');
    await unmute(there, place(other, 's0000001'));
  });
});
