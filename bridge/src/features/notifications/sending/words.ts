import { languagesFor } from '../outbox/index.ts';

interface Words {
  callTitle: (caller: string) => string;
  callBody: (title: string) => string;
  classTitle: (title: string) => string;
  classBody: (host: string) => string;
}

const en: Words = {
  callTitle: (caller) => `${caller} is calling`,
  callBody: (title) => `Meeting: ${title}`,
  classTitle: (title) => `${title} has started`,
  classBody: (host) => `Hosted by ${host}. Tap to join.`,
};

const zh: Words = {
  callTitle: (caller) => `${caller}正在呼叫您`,
  callBody: (title) => `会议：${title}`,
  classTitle: (title) => `已开课：${title}`,
  classBody: (host) => `主持人：${host}。点按加入。`,
};

/** The words of a notification in the browser's language; Chinese where it is not known. */
export const wordsFor = (locale: string | null): Words =>
  languagesFor(locale)[0] === 'en' ? en : zh;
