import assert from 'node:assert/strict';
import { domain, newRoom, openStage, roomToken, type Stage } from './test/harness.ts';
import { tellProsody } from './test/tell-prosody.ts';
import type { XmppClient } from './test/xmpp-client.ts';

const teacher = { id: 'p-t', name: 'T' };
const student = { id: 'p-s', name: 'S' };

describe('what hosts may do, by the bridge’s word (real Prosody)', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const tell = (fields: object) => tellProsody(stage, fields);
  const place = (room: string) => `${room}@conference.${domain}`;
  /** To the room, or to one place in it. */
  const say = (client: XmppClient, to: string, payload: string) => {
    const type = to.includes('/') ? 'chat' : 'groupchat';
    client.send(`<message type='${type}' to='${to}'>${payload}</message>`);
  };
  const body = (text: string) => `<body>${text}</body>`;
  const signal = (value: number) =>
    `<json-message xmlns='http://jitsi.org/jitmeet'>{"type":"x","value":${value}}</json-message>`;
  const twoIn = async (room: string) => ({
    host: await stage.enter({ room, moderator: true, person: teacher }, 'teach001'),
    member: await stage.enter({ room, person: student }, 'stud0001'),
  });
  const isRole = (nick: string, role: string) => (stanza: string) =>
    stanza.startsWith('<presence') &&
    stanza.includes(`/${nick}'`) &&
    stanza.includes(`role='${role}'`);

  describe('role', () => {
    it('makes every connection of a person a moderator, and a participant again; all see it', async () => {
      const room = newRoom();
      const { host, member } = await twoIn(room);
      await stage.enter({ room, person: student }, 'phone001');
      const seen = [
        host.next(isRole('stud0001', 'moderator')),
        host.next(isRole('phone001', 'moderator')),
        member.next(isRole('stud0001', 'moderator')),
      ];
      const made = await tell({ command: 'role', room, userId: 'p-s', role: 'host' });
      assert.deepEqual(made, { status: 200, answer: { ok: true, changed: 2 } });
      await Promise.all(seen);
      const mute = `<mute xmlns='http://jitsi.org/jitmeet/audio' jid='${place(room)}/teach001'>true</mute>`;
      await member.iq(mute, `${place(room)}/focus`);
      const lowered = host.next(isRole('stud0001', 'participant'));
      await tell({ command: 'role', room, userId: 'p-s', role: 'member' });
      await lowered;
      await assert.rejects(member.iq(mute, `${place(room)}/focus`), { condition: 'forbidden' });
    });

    it('goes before what an older token says, whichever way', async () => {
      const room = newRoom();
      await twoIn(room);
      await tell({ command: 'role', room, userId: 'p-s', role: 'host' });
      await tell({ command: 'role', room, userId: 'p-x', role: 'member' });
      const raised = await stage.connect(room, await roomToken({ room, person: student }));
      assert.match(await raised.join('again001'), /role='moderator'/u);
      const former = await roomToken({ room, moderator: true, person: { id: 'p-x', name: 'X' } });
      const lowered = await stage.connect(room, former);
      assert.match(await lowered.join('former01'), /role='participant'/u);
    });

    it('is for one room, and dies with it', async () => {
      const room = newRoom();
      const other = newRoom();
      await twoIn(room);
      await stage.enter({ room: other, person: student }, 'stud0001');
      await tell({ command: 'role', room, userId: 'p-s', role: 'host' });
      const there = await stage.connect(other, await roomToken({ room: other, person: student }));
      assert.match(await there.join('there001'), /role='participant'/u);
    });
  });

  describe('permissions', () => {
    it('drops what comes too fast, from one and from all, but never a host’s', async () => {
      const room = newRoom();
      const { host, member } = await twoIn(room);
      const heardBy = (client: XmppClient) =>
        client.received.filter((stanza) => stanza.includes('<json-message')).length;
      for (let value = 0; value < 40; value += 1) say(member, place(room), signal(value));
      const last = host.next((stanza) => stanza.includes('>end<'));
      say(member, place(room), body('end'));
      await last;
      const fromMember = heardBy(host);
      assert(fromMember >= 10 && fromMember <= 20, String(fromMember));
      for (let value = 0; value < 40; value += 1) say(host, place(room), signal(value));
      const end = member.next((stanza) => stanza.includes('>over<'));
      say(host, place(room), body('over'));
      await end;
      assert.equal(heardBy(member), fromMember + 40);
    });
  });

  it('refuses what is misshapen, and rooms that are not there', async () => {
    const room = newRoom();
    await twoIn(room);
    const right = { command: 'permissions', room, chat: 'everybody', exempt: [] };
    for (const wrong of [
      { command: 'role', room, userId: 'p-s' },
      { command: 'role', room, userId: 'p-s', role: 'owner' },
      { command: 'role', room, userId: '', role: 'host' },
      { ...right, chat: 'no' },
      { ...right, chat: null },
      { ...right, chat: ['off'] },
      { ...right, exempt: 'p-s' },
      { ...right, exempt: [7] },
      { ...right, exempt: { a: 'b' } },
      { ...right, exempt: Array.from({ length: 201 }, (_, n) => `p${n}`) },
      { ...right, forbidden: 'microphone' },
      { ...right, forbidden: ['audio'] },
      { ...right, forbidden: { microphone: true } },
      { ...right, forbidden: [], by: 7 },
    ]) {
      assert.deepEqual(await tell(wrong), {
        status: 400,
        answer: { ok: false, code: 'bad-command' },
      });
    }
    for (const lost of [
      { ...right, room: 'nowhere' },
      { command: 'role', room: 'nowhere', userId: 'p-s', role: 'host' },
    ]) {
      assert.deepEqual(await tell(lost), {
        status: 404,
        answer: { ok: false, code: 'room-not-found' },
      });
    }
  });
});
