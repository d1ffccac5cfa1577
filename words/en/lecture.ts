/** Lecture mode: hosts are heard and seen, and whom they call up. */
export const lecture = {
  lecture: {
    title: 'Lecture mode',
    hint: 'Only hosts, and people whom they call up, are heard and seen.',
    rules: 'Off in lecture mode. When it ends, what you allowed before applies again.',
    start: 'Start lecture mode',
    end: 'End lecture mode',
    isOn: 'Lecture mode is on.',
    isOver: 'Lecture mode is over.',
    takenBack: 'Your turn is over: you are muted.',
    listens:
      'Only hosts, and people whom they call up, are heard and seen. Raise your hand to speak.',
    count: 'Called up: {n} person | Called up: {n} people',
    calledUp: 'You have been called up',
    calledUpWords: 'You can unmute, turn on your camera and share your screen now.',
  },
};
