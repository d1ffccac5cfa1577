import type * as words from '../en/meeting-details.ts';

export const meetingDetails: typeof words.meetingDetails = {
  subject: { field: '主题（选填）', line: '主题：{text}' },
  preparation: { field: '会前准备（选填）', line: '会前准备：{text}' },
};

export const detailMeanings: typeof words.detailMeanings = {
  subject: '会议主题，由主持人填写',
  preparation: '会前需要准备或携带什么，由主持人填写',
};
export const detailExamples: typeof words.detailExamples = {
  subject: '第五章：树',
  preparation: '请预习第五章，并带上草稿。',
};
