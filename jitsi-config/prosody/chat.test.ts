import assert from 'node:assert/strict';
import { longestMessage } from '../../bridge/src/features/meetings/moderation/contract.ts';
import { domain, newRoom, openStage, roomToken, type Stage } from './test/harness.ts';
import { tellProsody } from './test/tell-prosody.ts';
import type { XmppClient } from './test/xmpp-client.ts';

type Who = 'host' | 'cohost' | 'student' | 'guest';
type Rule = 'everybody' | 'hosts' | 'off';

describe('who may write to whom in a meeting (real Prosody)', () => {
  let stage: Stage;
  let room: string;
  let people: Record<Who, XmppClient>;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  const nicks: Record<Who, string> = {
    host: 'host0001',
    cohost: 'cohost01',
    student: 'stud0001',
    guest: 'guest001',
  };
  const all = Object.keys(nicks) as Who[];
  const place = () => `${room}@conference.${domain}`;
  const seat = (who: Who) => `${place()}/${nicks[who]}`;
  beforeEach(async () => {
    room = newRoom();
    const enter = (who: Who, moderator: boolean, guest = false) =>
      stage.enter({ room, moderator, person: { id: `p-${who}`, name: who, guest } }, nicks[who]);
    people = {
      host: await enter('host', true),
      cohost: await enter('cohost', false),
      student: await enter('student', false),
      guest: await enter('guest', false, true),
    };
    await role('cohost', 'host');
  });
  afterEach(() => {
    for (const client of Object.values(people)) client.close();
  });

  const role = async (who: Who, now: 'host' | 'member') => {
    const shown = now === 'host' ? 'moderator' : 'participant';
    const seen = people.host.next(
      (stanza) => stanza.includes(`/${nicks[who]}'`) && stanza.includes(`role='${shown}'`),
    );
    await tellProsody(stage, { command: 'role', room, userId: `p-${who}`, role: now });
    await seen;
  };
  const rule = async (chat: Rule | boolean, exempt: Who[] = []) => {
    const ids = exempt.map((who) => `p-${who}`);
    const told = await tellProsody(stage, { command: 'permissions', room, chat, exempt: ids });
    assert.deepEqual(told, { status: 200, answer: { ok: true } });
  };
  /** A message as it is, from a client that may be any. */
  const send = (by: XmppClient, to: string, { type = 'chat', payload = '' }) =>
    by.send(`<message${type === '' ? '' : ` type='${type}'`} to='${to}'>${payload}</message>`);
  const body = (text: string) => `<body>${text}</body>`;
  const json = (value: object) =>
    `<json-message xmlns='http://jitsi.org/jitmeet'>${JSON.stringify(value)}</json-message>`;

  let marks = 0;
  /** Who has received the text, once everything that was sent before is where it goes. */
  const heard = async (text: string): Promise<Who[]> => {
    for (const client of Object.values(people)) {
      await client.iq(`<ping xmlns='urn:xmpp:ping'/>`, domain).catch(() => undefined);
    }
    const mark = `mark${++marks}`;
    const marked = Object.values(people).map((client) =>
      client.next((stanza) => stanza.includes(mark)),
    );
    send(people.host, place(), { type: 'groupchat', payload: body(mark) });
    await Promise.all(marked);
    return all.filter((who) =>
      people[who].received.some(
        (stanza) => !stanza.includes(`type='error'`) && stanza.includes(text),
      ),
    );
  };
  const refusals = (who: Who) =>
    people[who].received.filter(
      (stanza) => stanza.startsWith('<message') && stanza.includes(`type='error'`),
    );

  let words = 0;
  /** Whom everybody's words reach: `by>to`, `by>*` for the room. */
  const pairs = async (): Promise<string[]> => {
    const sent = all.flatMap((by) => [
      { by, to: '*' as const, text: `words${++words}.` },
      ...all.filter((to) => to !== by).map((to) => ({ by, to, text: `words${++words}.` })),
    ]);
    for (const { by, to, text } of sent) {
      if (to === '*') send(people[by], place(), { type: 'groupchat', payload: body(text) });
      else send(people[by], seat(to), { payload: body(text) });
    }
    const reached: string[] = [];
    for (const { by, to, text } of sent) {
      const who = await heard(text);
      if (who.length === 0) continue;
      assert.deepEqual(who, to === '*' ? all : [to], `${by}>${to}`);
      reached.push(`${by}>${to}`);
    }
    return reached;
  };
  const ofHosts = ['host', 'cohost'].flatMap((by) =>
    ['*', ...all.filter((to) => to !== by)].map((to) => `${by}>${to}`),
  );

  it('`everybody`: all write to all, any two write privately, and nobody else reads that', async () => {
    assert.equal((await pairs()).length, all.length * all.length);
    await rule('everybody');
    assert.equal((await pairs()).length, all.length * all.length);
    assert.deepEqual(all.flatMap(refusals), []);
  });

  it('`hosts`: members and guests write to hosts alone, hosts to everybody and to anyone', async () => {
    await rule('hosts');
    const toHosts = ['student>host', 'student>cohost', 'guest>host', 'guest>cohost'];
    assert.deepEqual((await pairs()).sort(), [...ofHosts, ...toHosts].sort());
    assert.equal(refusals('student').length, 2);
    for (const refused of refusals('guest')) {
      assert.match(refused, /<forbidden /u);
      assert.match(
        refused,
        /The hosts do not allow (private )?messages to (everybody|this person) now/u,
      );
    }
  });

  it('`off`: only hosts write, and a member cannot even answer them', async () => {
    await rule('off');
    assert.deepEqual((await pairs()).sort(), [...ofHosts].sort());
    await rule(false);
    assert.deepEqual((await pairs()).sort(), [...ofHosts].sort(), 'as a bridge of before says it');
  });

  it('does not bind whom hosts exempt; nobody is bound when it is `everybody` again', async () => {
    await rule('hosts', ['student']);
    const free = ['student>*', 'student>host', 'student>cohost', 'student>guest'];
    const reached = await pairs();
    assert.deepEqual(
      reached.filter((pair) => pair.startsWith('student')),
      free,
    );
    assert.ok(!reached.includes('guest>*') && !reached.includes('guest>student'));
    await rule(true);
    assert.equal((await pairs()).length, all.length * all.length);
  });

  it('follows who is a host: a co-host who is none any more is a member', async () => {
    await rule('hosts');
    await role('cohost', 'member');
    send(people.student, seat('cohost'), { payload: body('too late') });
    send(people.cohost, place(), { type: 'groupchat', payload: body('no longer') });
    assert.deepEqual(await heard('too late'), []);
    assert.deepEqual(await heard('no longer'), []);
    await role('guest', 'host');
    send(people.student, seat('guest'), { payload: body('to the guest') });
    assert.deepEqual(await heard('to the guest'), ['guest']);
  });

  it('lets nobody send what is longer than the panel lets anybody type, words or other weight', async () => {
    const mine = (text: string) => text.padStart(longestMessage, '字');
    send(people.student, place(), { type: 'groupchat', payload: body(mine('just fits')) });
    assert.deepEqual(await heard('just fits'), all);
    const weight = `<x xmlns='urn:test'>${'x'.repeat(16 * 1024)}</x>`;
    for (const by of ['student', 'host'] as const) {
      for (const payload of [
        body(`字${mine('too much')}`),
        body(mine('too much')) + body('!'),
        body('too much') + weight,
        '<body>too much<b>!</b></body>',
      ]) {
        send(people[by], place(), { type: 'groupchat', payload });
        send(people[by], seat('guest'), { payload });
      }
      assert.deepEqual(await heard('too much'), []);
      const refused = people[by].received.filter((stanza) => stanza.includes('too long'));
      assert.equal(refused.length, 8);
      assert.match(refused[0] ?? '', /<policy-violation /u);
    }
  });

  /** An error that does not make Prosody take its sender for gone. */
  const harmless = `<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;

  it('is not got around by another type, other elements or both at once', async () => {
    for (const chat of ['hosts', 'off'] as const) {
      await rule(chat);
      const forged = [
        body('psst'),
        `<body xmlns='urn:x'>psst</body>`,
        `<subject>psst</subject>${body('psst')}`,
        `<subject>psst</subject>`,
        `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>psst</body></html>`,
        `<reactions xmlns='urn:xmpp:reactions:0' id='x'><reaction>psst</reaction></reactions>`,
        json({ type: 'campus-meet', signal: 'reaction', reaction: 'psst psst' }),
        json({ type: 'campus-meet', signal: 'reaction', reaction: 'like', text: 'psst' }),
        json({ type: 'x', text: 'psst' }),
        `${json({ type: 'campus-meet', signal: 'reaction', reaction: 'like' })}${body('psst')}`,
      ];
      for (const payload of forged) {
        for (const type of ['chat', 'normal', '', 'headline', 'error', 'groupchat', 'whatever']) {
          const whole = type === 'error' ? `${payload}${harmless}` : payload;
          for (const to of [place(), seat('guest')])
            send(people.student, to, { type, payload: whole });
        }
      }
      assert.deepEqual(await heard('psst'), []);
    }
  });

  it('lets reactions pass whatever the rule, and nothing that only looks like one', async () => {
    await rule('off');
    const reaction = json({ type: 'campus-meet', signal: 'reaction', reaction: 'applause' });
    send(people.student, place(), { type: 'groupchat', payload: reaction });
    assert.deepEqual(await heard('applause'), all);
    send(people.student, place(), {
      type: 'groupchat',
      payload: `<json-message xmlns='http://jitsi.org/jitmeet'>{"broken</json-message>`,
    });
    assert.deepEqual(await heard('broken'), []);
  });

  it('lets nobody give out a message as the server’s refusal of another one', async () => {
    const refusal = `<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>forged</text></error>`;
    send(people.guest, seat('student'), { type: 'error', payload: refusal });
    await heard('forged');
    assert.deepEqual(refusals('student'), []);
  });

  it('goes by the room only: not from client to client, nor by invitations that carry words', async () => {
    for (const chat of ['everybody', 'hosts'] as const) {
      await rule(chat);
      const { jid } = people.guest;
      for (const type of ['chat', 'normal', '', 'headline', 'groupchat', 'error']) {
        for (const to of [jid, jid.split('/')[0] ?? ''])
          send(people.student, to, {
            type,
            payload: `${body('behind the back')}${type === 'error' ? harmless : ''}`,
          });
      }
      for (const kind of ['invite', 'decline']) {
        const words = `<${kind} to='${jid}'><reason>behind the back</reason></${kind}>`;
        const payload = `<x xmlns='http://jabber.org/protocol/muc#user'>${words}</x>`;
        send(people.student, place(), { type: '', payload });
      }
      assert.deepEqual(await heard('behind the back'), []);
    }
  });

  it('whoever is not in (yet): neither writes nor is written to', async () => {
    await rule('everybody');
    const elsewhere = newRoom();
    const token = await roomToken({ room: elsewhere, person: { id: 'p-lobby', name: 'L' } });
    const waiting = await stage.connect(elsewhere, token);
    for (const [type, to] of [
      ['groupchat', place()],
      ['chat', seat('host')],
      ['chat', seat('student')],
      ['chat', people.student.jid],
    ] as const) {
      send(waiting, to, { type, payload: body('let me in') });
    }
    await waiting.iq(`<ping xmlns='urn:xmpp:ping'/>`, domain).catch(() => undefined);
    assert.deepEqual(await heard('let me in'), []);
    for (const to of [`${place()}/lobby001`, waiting.jid])
      send(people.host, to, { payload: body('wait') });
    await heard('wait');
    assert.ok(!waiting.received.some((stanza) => stanza.includes('>wait<')));
  });

  it('keeps no private message for those who come later', async () => {
    send(people.student, seat('host'), { payload: body('only for you') });
    send(people.student, place(), { type: 'groupchat', payload: body('for all') });
    assert.deepEqual(await heard('only for you'), ['host']);
    const late = await stage.enter({ room, person: { id: 'p-late', name: 'Late' } }, 'late0001');
    await late.iq(`<ping xmlns='urn:xmpp:ping'/>`, domain).catch(() => undefined);
    const told = late.received.join('\n');
    assert.match(told, /for all/u);
    assert.doesNotMatch(told, /only for you/u);
  });
});
