import assert from 'node:assert/strict';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { startMeeting } from './doubles/start.ts';
import { createOutbox } from './outbox.ts';

const gone = 'Recipient not in room';

const entered = async (library: LibraryDouble) => {
  const meeting = startMeeting(library);
  await meeting.conference.join();
  const room = library.conference();
  for (const id of ['teacher', 'tutor']) room.enters(new ParticipantDouble(id, id.toUpperCase()));
  const refuse = (words: string) =>
    room.tell('CONFERENCE_ERROR', library.errors.conference['CHAT_ERROR'], words);
  const told = () => meeting.state().chat.map(({ text, mine, to }) => ({ text, mine, to }));
  return { ...meeting, room, refuse, told };
};

describe('private messages', () => {
  for (const [build, make] of [
    ['2021', library2021],
    ['2026', library2026],
  ] as const) {
    it(`go to those alone who are named, and are shown as theirs (${build})`, async () => {
      const { conference, room, told } = await entered(make());
      assert.equal(conference.sendChat('psst', ['teacher', 'tutor']), true);
      assert.deepEqual(room.called('sendPrivateTextMessage'), [
        ['teacher', 'psst'],
        ['tutor', 'psst'],
      ]);
      assert.deepEqual(room.called('sendTextMessage'), []);
      const to = [
        { id: 'teacher', name: 'TEACHER' },
        { id: 'tutor', name: 'TUTOR' },
      ];
      assert.deepEqual(told(), [{ text: 'psst', mine: true, to }]);
    });

    it(`that come are marked as private, and by whom (${build})`, async () => {
      const { room, state } = await entered(make());
      room.tell('PRIVATE_MESSAGE_RECEIVED', 'teacher', 'see me later', '2001-01-01T00:00:00Z');
      room.tell('PRIVATE_MESSAGE_RECEIVED', 'teacher', { not: 'text' });
      const [message, ...more] = state().chat;
      assert.deepEqual(more, []);
      assert.deepEqual(
        [message?.name, message?.text, message?.mine, message?.to?.map(({ id }) => id)],
        ['TEACHER', 'see me later', false, [state().selfId]],
      );
      assert.ok((message?.at ?? 0) > Date.parse('2020-01-01'), 'a claimed time counts for nothing');
    });
  }
});

describe('what the server refuses', () => {
  it('is told with what was written, to whom and why; it is no longer shown as sent', async () => {
    const { conference, refuse, state, told } = await entered(library2021());
    conference.sendChat('stays', ['tutor']);
    conference.sendChat('late', ['teacher']);
    refuse(gone);
    const { chatRefused } = state();
    assert.deepEqual(
      [chatRefused?.text, chatRefused?.to, chatRefused?.reason],
      ['late', ['teacher'], 'gone'],
    );
    assert.deepEqual(
      told().map(({ text }) => text),
      ['stays'],
    );
  });

  it('is of the rule unless somebody has left, and of what has not come round yet', async () => {
    const { conference, refuse, room, state } = await entered(library2021());
    conference.sendChat('for all', null);
    refuse('The hosts do not allow messages to everybody now');
    assert.equal(state().chatRefused, null, 'it came round, so it was not this one');
    room.sendTextMessage = () => undefined;
    conference.sendChat('for all, again', null);
    refuse('The hosts do not allow messages to everybody now');
    const { at, ...refused } = state().chatRefused ?? { at: 0 };
    assert.ok(at > 0);
    assert.deepEqual(refused, { id: null, text: 'for all, again', to: null, reason: 'rule' });
  });

  it('is nothing when nothing was written: another command may be refused as well', async () => {
    const { refuse, room, state } = await entered(library2021());
    refuse('psst');
    room.tell('CONFERENCE_ERROR', 'conference.somethingElse', 'x');
    assert.equal(state().chatRefused, null);
  });

  it('to several is refused when all of them refuse it, and not long after it was sent', () => {
    let now = 0;
    const outbox = createOutbox(() => now);
    outbox.sent({ id: '1', text: 'to both', to: ['a', 'b'] });
    assert.equal(outbox.refused(gone), null, 'b has it');
    assert.equal(outbox.refused(gone)?.id, '1');
    outbox.sent({ id: '2', text: 'to both', to: ['a'] });
    now = 60_000;
    assert.equal(outbox.refused(gone), null);
  });
});
