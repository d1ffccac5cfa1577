import assert from 'node:assert/strict';
import type { ChatRule, Rules } from '../../bridge/src/features/meetings/moderation/contract.ts';
import { fakePerson } from '../src/adapters/fake/people.ts';
import { meetingId } from '../scenes/people.ts';
import { unrestricted } from '../scenes/rules.ts';
import { aPanel, changed, settled } from './panel.ts';

const load = () =>
  Promise.all([
    import('../src/features/meetings/room/store.ts'),
    import('../src/features/meetings/room/chat.ts'),
    import('../src/features/meetings/room/moderation.ts'),
  ]);

const teacher = { ...fakePerson(0), moderator: true };
const ann = fakePerson(1);

describe('writing in the chat', () => {
  let stores: Awaited<ReturnType<typeof load>>;
  before(async () => {
    stores = await load();
  });

  /** A student in a meeting with a teacher and another student. */
  const inMeeting = async () => {
    const panel = aPanel();
    const [{ useMeeting }, { useChat }, { useModeration }] = stores;
    const [meeting, chat, moderation] = panel.run(() => [useMeeting(), useChat(), useModeration()]);
    await meeting.open(meetingId);
    await meeting.enter();
    await settled();
    meeting.isHost = false;
    const conference = panel.conferences[0];
    assert.ok(conference);
    const { director } = conference;
    for (const one of [teacher, ann]) director.enter(one);
    const rule = async (now: ChatRule) => {
      const permissions: Rules['permissions'] = { ...unrestricted.permissions, chat: now };
      moderation.rules = { ...unrestricted, permissions };
      await settled();
    };
    await settled();
    const sent = () =>
      conference.calls.filter(([name]) => name === 'sendChat').map(([, ...a]) => a);
    const write = (text: string) => {
      chat.write(text);
      chat.send();
    };
    return { panel, meeting, chat, director, rule, sent, write };
  };
  const toAnn = { kind: 'person', key: ann.personId ?? '' } as const;

  it('is to everybody, to all hosts, or to one', async () => {
    const { chat, sent, write } = await inMeeting();
    write('hello all');
    chat.writeTo({ kind: 'hosts' });
    write('dear hosts');
    chat.writeTo(toAnn);
    assert.equal(chat.composer.name, ann.name);
    write('psst');
    assert.deepEqual(sent(), [
      ['hello all', null],
      ['dear hosts', [teacher.id]],
      ['psst', [ann.id]],
    ]);
  });

  it('goes to hosts alone as soon as the rule is that, and to no more people when it ends', async () => {
    const { chat, rule, sent, write } = await inMeeting();
    chat.write('half a sentence');
    await rule('hosts');
    assert.deepEqual(chat.composer.address, { kind: 'hosts' });
    assert.equal(chat.composer.draft, 'half a sentence');
    chat.writeTo({ kind: 'everybody' });
    write('to all?');
    await rule('everybody');
    assert.deepEqual(chat.composer.address, { kind: 'hosts' });
    write('still to hosts');
    assert.deepEqual(sent(), [
      ['to all?', [teacher.id]],
      ['still to hosts', [teacher.id]],
    ]);
  });

  it('sends nothing to whom one may not write, and keeps what was typed', async () => {
    const { chat, rule, sent, write } = await inMeeting();
    chat.writeTo(toAnn);
    await rule('hosts');
    write('psst');
    assert.equal(chat.composer.hindrance, 'not-allowed');
    await rule('off');
    write('psst');
    assert.equal(chat.composer.hindrance, 'closed');
    assert.deepEqual(sent(), []);
    assert.equal(chat.composer.draft, 'psst');
  });

  it('never goes to somebody else because the chosen one has left', async () => {
    const { chat, director, sent, write } = await inMeeting();
    chat.writeTo(toAnn);
    director.leave(ann.id);
    await settled();
    write('psst');
    assert.deepEqual([chat.composer.hindrance, chat.composer.name], ['gone', ann.name]);
    assert.deepEqual(sent(), []);
    director.enter({ ...ann, id: 'again' });
    await settled();
    chat.send();
    assert.deepEqual(sent(), [['psst', ['again']]], 'who came back on another connection');
    chat.writeTo({ kind: 'hosts' });
    director.leave(teacher.id);
    await settled();
    write('anybody?');
    assert.equal(chat.composer.hindrance, 'no-host');
    assert.equal(sent().length, 1);
  });

  it('puts back what the server refused, with whom it was for; not beside other words', async () => {
    const { chat, director, meeting, write } = await inMeeting();
    const refuse = async (text: string) => {
      await settled();
      const id = meeting.state.chat.find((message) => message.text === text)?.id ?? null;
      director.refuse({ id, text, to: [ann.id], reason: 'rule', at: 5 });
      await settled();
    };
    chat.writeTo(toAnn);
    write('psst');
    chat.writeTo({ kind: 'everybody' });
    await refuse('psst');
    assert.equal(chat.composer.draft, 'psst');
    assert.deepEqual(chat.composer.address, toAnn, 'or it would go to everybody with a press');
    assert.deepEqual(meeting.state.chat, []);

    write('psst');
    chat.writeTo({ kind: 'everybody' });
    chat.write('dear all');
    await refuse('psst');
    assert.deepEqual(
      [chat.composer.draft, chat.composer.address.kind, chat.composer.isBack],
      ['dear all', 'everybody', false],
    );
    assert.equal(chat.composer.refused?.text, 'psst');
  });

  it('is forgotten with the meeting, as is what was read in it; a rejoin keeps it', async () => {
    const { panel, meeting, chat, director } = await inMeeting();
    director.whisper(teacher.id, 'only for you', 5);
    chat.writeTo(toAnn);
    chat.write('psst');
    await settled();
    meeting.summary = changed({ title: 'Another title' });
    await meeting.leave();
    await meeting.enter();
    await settled();
    assert.deepEqual([meeting.state.chat.length, chat.composer.draft], [1, 'psst']);

    await meeting.leave();
    const other = '00000003-0000-4000-8000-000000000000';
    const [first] = panel.world.meetings;
    assert.ok(first);
    panel.world.meetings.push({ ...first, id: other });
    await meeting.open(other);
    await meeting.enter();
    await settled();
    assert.deepEqual([meeting.state.chat, chat.composer.draft], [[], '']);
    assert.deepEqual(chat.composer.address, { kind: 'everybody' });
  });
});
