/** What hosts may write about a meeting (bridge/src/features/meetings/details-contract.ts): in forms, and on screens and in mail. */
export const meetingDetails = {
  subject: { field: 'About (optional)', line: 'About: {text}' },
  preparation: { field: 'To prepare (optional)', line: 'To prepare: {text}' },
};

/** For those who write message templates: what the placeholders mean, and what they may say. */
export const detailMeanings = {
  subject: 'what the meeting is about, as a host wrote it',
  preparation: 'what to prepare or to bring, as a host wrote it',
};
export const detailExamples = {
  subject: 'Chapter 5: trees',
  preparation: 'Read chapter 5 and bring your drafts.',
};
