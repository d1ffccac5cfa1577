import * as common from './common.ts';

export const devices = {
  devices: {
    microphone: 'Microphone',
    camera: 'Camera',
    speaker: 'Speaker',
    settings: 'Devices',
    unnamed: 'Device {number}',
    none: {
      microphone: common.noMicrophoneFound,
      camera: common.noCameraFound,
      speaker: 'No speaker found',
    },
    starting: 'The camera is starting …',
    cameraOff: 'Your camera is off',
    level: 'How loud your microphone hears you',
    hearing: {
      listening: 'Say something: the bars move with your voice.',
      heard: 'We hear you.',
      silent:
        'Nothing is heard. Speak up, choose another microphone, or look for a mute switch on your headset.',
    },
    test: 'Test',
    testSpeaker: 'Test the speaker',
    chime: {
      playing: 'Four notes are playing …',
      played: 'Did you hear the notes? If not, turn the volume up or choose another speaker.',
      failed: 'This speaker cannot be used. Choose another one.',
    },
    parts: 'What to set',
    picture: 'Picture',
    sound: 'Sound',
    peek: 'Show my picture',
    onlyYou: 'Only you see this: your camera is off in the meeting.',
    mirror: 'See myself as in a mirror',
    mirrorWords: 'The others always see you the right way round.',
    pushToTalk: 'Hold the space bar to speak while muted',
    pushToTalkWords: 'You are heard for as long as you hold it.',
    unmute: 'Unmute',
    muted: {
      hint: 'You are muted: nobody hears you.',
      hintKey: 'You are muted: nobody hears you. Unmute, or hold the space bar to speak.',
      talking: 'You are heard while you hold the space bar.',
    },
    another: 'another device',
    replaced: {
      microphone: 'Your microphone was unplugged. Now in use: {name}',
      camera: 'Your camera was unplugged. Now in use: {name}',
    },
    allow: {
      chromium:
        'Click the symbol left of the address (two sliders or a lock) and allow camera and microphone there. It then goes on by itself.',
      firefox:
        'Click the crossed-out symbol left of the address, take the block away there, then try again.',
      safari:
        'In the menu Safari → Settings for this website, allow camera and microphone, then try again.',
      android:
        'Touch the symbol left of the address, then Permissions, and allow camera and microphone there. It then goes on by itself.',
      ios: 'Touch the symbol beside the address, then Website Settings, allow camera and microphone there, then try again.',
    },
    allowSystem:
      'Is it allowed there? Then the computer or phone itself says no: look in its privacy settings.',
    join: 'Join meeting',
    joinWithout: 'Join without devices',
    ownTab: 'Open in a tab of its own',
    problems: {
      refused: {
        microphone: 'The microphone is not allowed',
        camera: 'The camera is not allowed',
        both: 'Camera and microphone are not allowed',
        share: 'Sharing the screen is not allowed',
        way: 'Allow it at the camera symbol in your browser’s address bar, or in the privacy settings of your computer, then try again.',
      },
      'frame-forbids': {
        microphone: 'This page may not use the microphone',
        camera: 'This page may not use the camera',
        both: 'This page may use neither camera nor microphone',
        share: 'This page may not share the screen',
        way: 'The portal around this page does not pass the permission on. In a tab of its own it works.',
      },
      insecure: {
        microphone: 'No microphone over an insecure connection',
        camera: 'No camera over an insecure connection',
        both: 'No camera and microphone over an insecure connection',
        share: 'No sharing over an insecure connection',
        way: 'Browsers allow this only at addresses that begin with https. Please tell campus IT.',
      },
      busy: {
        microphone: 'The microphone is in use elsewhere',
        camera: 'The camera is in use elsewhere',
        both: 'Camera and microphone are in use elsewhere',
        share: 'The screen cannot be read',
        way: 'Close the other programme or tab that uses it, then try again.',
      },
      'not-found': {
        microphone: common.noMicrophoneFound,
        camera: common.noCameraFound,
        both: 'No camera and no microphone found',
        share: 'No screen found',
        way: 'Plug one in or choose another one. You can take part without it too.',
      },
      unsuitable: {
        microphone: 'This microphone does not fit',
        camera: 'This camera does not fit',
        both: 'Camera and microphone do not fit',
        share: 'This screen cannot be shared',
        way: 'Choose another one, then try again.',
      },
      failed: {
        microphone: 'The microphone did not start',
        camera: 'The camera did not start',
        both: 'Camera and microphone did not start',
        share: 'Sharing did not start',
        way: 'Unplug it and plug it in again, or choose another one, then try again.',
      },
    },
  },
};
