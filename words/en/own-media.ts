/** The words of trying devices, of backgrounds and of noise suppression, in English. */
export const ownMedia = {
  hearing: {
    listening: 'Say something: the bars move with your voice.',
    heard: 'We hear you.',
    silent:
      'Nothing is heard. Speak up, choose another microphone, or look for a mute switch on your headset.',
  },
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
  background: 'Background',
  effects: 'Background and sound',
  backgrounds: {
    none: 'As it is',
    blur: 'A little blurred',
    'strong-blur': 'Blurred',
    own: 'My picture',
    daylight: 'Daylight',
    library: 'Library',
    board: 'Blackboard',
    hills: 'Hills',
    evening: 'Evening',
  },
  preparing: 'The background is being prepared …',
  ownPicture: 'Use a picture of mine',
  ownPictureWords: 'It stays in this browser. Others see only your video with it.',
  dropPicture: 'Remove my picture',
  pictureProblems: {
    'too-large': 'This file is too large: at most 20 MB.',
    unreadable: 'This file is no picture that can be read. Choose a JPEG, PNG or WebP file.',
  },
  noise: 'Suppress noise',
  noiseWords:
    'Takes keyboards, fans and traffic out of what the others hear. Needs a quick computer.',
  gaveUp: {
    'background-slow':
      'Your background was switched off: this computer is too slow for it. The others see your room.',
    'background-failed': 'Your background could not be loaded. Your camera shows your room.',
    'noise-slow': 'Noise suppression was switched off: this computer is too slow for it.',
    'noise-failed': 'Noise suppression could not be loaded. You are heard without it.',
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
  /** Camera and microphone have the same problem. */
  both: {
    refused: 'Camera and microphone are not allowed',
    'frame-forbids': 'This page may use neither camera nor microphone',
    insecure: 'No camera and microphone over an insecure connection',
    busy: 'Camera and microphone are in use elsewhere',
    'not-found': 'No camera and no microphone found',
    unsuitable: 'Camera and microphone do not fit',
    'no-effect': 'Picture and sound could not be prepared',
    failed: 'Camera and microphone did not start',
  },
};
