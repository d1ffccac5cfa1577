import * as common from './common.ts';

/** What rings over every page: it comes with the first load. */
export const incomingCall = {
  incoming: {
    label: common.incomingCalls,
    title: '{name} is calling',
    heard: '{name} is calling you into “{title}”.',
    heardTyping: '{name} is calling you into “{title}”. Press F6 to go to the call.',
    into: 'Meeting: {title}',
    others: '· {n} other is called too | · {n} others are called too',
    left: 'Rings for {n} more second | Rings for {n} more seconds',
    video: 'Answer with video',
    voice: 'Answer with voice only',
    videoShort: 'Video',
    voiceShort: 'Voice only',
    decline: 'Decline',
    withMessage: 'Decline with a message',
    send: 'Decline and send',
    own: 'Your own message',
    quick: {
      class: 'I am in class.',
      later: 'I will call back later.',
      minutes: 'Give me ten minutes.',
      write: 'Please write to me instead.',
    },
    blocked: 'Go into the meeting',
    silent: 'Press anywhere on the page to hear it ring.',
    blink: '📞 {name} is calling',
    leaves: 'Answering leaves the meeting that you are in.',
    stopped: {
      answered: 'Answered on another device',
      declined: 'Declined on another device',
      busy: 'You are in another call',
      'no-answer': common.missedCallFrom,
      unreachable: common.missedCallFrom,
      cancelled: '{name} stopped calling',
    },
  },
};
