import { notNow } from './common.ts';

/** 页面的某一部分无法加载时显示；此时其他文字可能正是缺失的部分。 */
export const missingParts = {
  words: '此页面的一部分无法加载：可能已有新版本，或网络已中断。',
  reload: '重新加载',
  notNow,
};
