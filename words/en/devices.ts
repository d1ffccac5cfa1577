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
    test: 'Test',
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
    join: 'Join meeting',
    joinWithout: 'Join without devices',
    ownTab: 'Open in a tab of its own',
    problems: {
      refused: {
        microphone: 'The microphone is not allowed',
        camera: 'The camera is not allowed',
        share: 'Sharing the screen is not allowed',
        way: 'Allow it at the camera symbol in your browser’s address bar, or in the privacy settings of your computer, then try again.',
      },
      'frame-forbids': {
        microphone: 'This page may not use the microphone',
        camera: 'This page may not use the camera',
        share: 'This page may not share the screen',
        way: 'The portal around this page does not pass the permission on. In a tab of its own it works.',
      },
      insecure: {
        microphone: 'No microphone over an insecure connection',
        camera: 'No camera over an insecure connection',
        share: 'No sharing over an insecure connection',
        way: 'Browsers allow this only at addresses that begin with https. Please tell campus IT.',
      },
      busy: {
        microphone: 'The microphone is in use elsewhere',
        camera: 'The camera is in use elsewhere',
        share: 'The screen cannot be read',
        way: 'Close the other programme or tab that uses it, then try again.',
      },
      'not-found': {
        microphone: common.noMicrophoneFound,
        camera: common.noCameraFound,
        share: 'No screen found',
        way: 'Plug one in or choose another one. You can take part without it too.',
      },
      unsuitable: {
        microphone: 'This microphone does not fit',
        camera: 'This camera does not fit',
        share: 'This screen cannot be shared',
        way: 'Choose another one, then try again.',
      },
      'no-effect': {
        microphone: 'The sound could not be prepared',
        camera: 'Your background could not be loaded',
        share: 'The share could not be prepared',
        way: 'The camera stays off, so that nobody sees your room. Choose another background in Devices, or turn the camera on without one.',
      },
      failed: {
        microphone: 'The microphone did not start',
        camera: 'The camera did not start',
        share: 'Sharing did not start',
        way: 'Unplug it and plug it in again, or choose another one, then try again.',
      },
    },
  },
};
