import { alarms as en } from '../../../../../words/en/alarms.ts';
import { alarms as zh } from '../../../../../words/zh-CN/alarms.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of alarms: what is wrong and what is to be done, as the mail says it. */
export const useAlarmWords = () => useOwnWords(en, zh);
