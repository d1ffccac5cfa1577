import assert from 'node:assert/strict';
import { hands } from '../../conference/selectors.ts';
import { ParticipantDouble } from './doubles/conference.ts';
import { library2021 } from './doubles/library-2021.ts';
import { library2026 } from './doubles/library-2026.ts';
import type { LibraryDouble } from './doubles/library.ts';
import { startMeeting } from './doubles/start.ts';

const entered = async (library: LibraryDouble) => {
  const meeting = startMeeting(library);
  await meeting.conference.join();
  const room = library.conference();
  const student = new ParticipantDouble('student', 'S');
  const teacher = new ParticipantDouble('teacher', 'T');
  teacher.moderator = true;
  for (const person of [student, teacher]) room.enters(person);
  const signal = (by: ParticipantDouble, sent: unknown) =>
    room.tell('ENDPOINT_MESSAGE_RECEIVED', by, sent);
  return { ...meeting, room, student, teacher, signal };
};
const ours = { type: 'campus-meet' };

describe('muting others', () => {
  it('names what is sent as the build does; in 2021 a share is the one video', async () => {
    for (const [make, share] of [
      [library2021, 'video'],
      [library2026, 'desktop'],
    ] as const) {
      const { conference, room } = await entered(make());
      for (const medium of ['microphone', 'camera', 'share'] as const) {
        conference.muteParticipant('student', medium);
      }
      assert.deepEqual(room.called('muteParticipant'), [
        ['student', 'audio'],
        ['student', 'video'],
        ['student', share],
      ]);
    }
  });
});

describe('signals between panels', () => {
  it('obey moderators only', async () => {
    const { conference, state, signal, student, teacher } = await entered(library2021());
    conference.raiseHand(true);
    for (const sent of [
      { ...ours, signal: 'lower-hand' },
      { ...ours, signal: 'ask', medium: 'camera' },
    ]) {
      signal(student, sent);
    }
    assert.equal(hands(state()).length, 1);
    assert.equal(state().asked, null);
    signal(teacher, { ...ours, signal: 'ask', medium: 'camera' });
    assert.deepEqual([state().asked?.medium, state().asked?.by], ['camera', 'teacher']);
  });

  it('that are not ours, or not as agreed, are passed over', async () => {
    const { state, signal, teacher } = await entered(library2026());
    const before = state();
    for (const sent of [
      null,
      'hello',
      {},
      { type: 'transcription-result', signal: 'ask' },
      { ...ours, signal: 'reaction', reaction: '<img>' },
      { ...ours, signal: 'ask', medium: 'share' },
      { ...ours, signal: 'explode' },
    ]) {
      signal(teacher, sent);
    }
    assert.deepEqual(state(), before);
  });

  it('go to everybody or to one', async () => {
    const { conference, room } = await entered(library2021());
    conference.react('like');
    conference.ask('student', 'microphone');
    conference.lowerHand('student');
    conference.lowerHand(null);
    assert.deepEqual(room.called('sendMessage'), [
      [{ ...ours, signal: 'reaction', reaction: 'like' }],
      [{ ...ours, signal: 'ask', medium: 'microphone' }, 'student'],
      [{ ...ours, signal: 'lower-hand' }, 'student'],
      [{ ...ours, signal: 'lower-hand' }],
    ]);
  });

  it('show no more reactions of one than a hand can press', async () => {
    const { state, signal, student, teacher } = await entered(library2021());
    for (let n = 0; n < 50; n += 1)
      signal(student, { ...ours, signal: 'reaction', reaction: 'like' });
    signal(teacher, { ...ours, signal: 'reaction', reaction: 'heart' });
    const by = state().reactions.map(({ participantId }) => participantId);
    assert.deepEqual(by, [...Array.from({ length: 5 }, () => 'student'), 'teacher']);
  });
});
