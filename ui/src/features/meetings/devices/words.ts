import { ownMedia as en } from '../../../../../words/en/own-media.ts';
import { ownMedia as zh } from '../../../../../words/zh-CN/own-media.ts';
import { useOwnWords } from '../../../kernel/messages.ts';

/** The words of trying devices and of effects: they come with the meeting's page, not with the course's. */
export const useDeviceWords = () => useOwnWords(en, zh);
