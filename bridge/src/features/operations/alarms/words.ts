import { alarms as en } from '../../../../../words/en/alarms.ts';
import { alarms as zh } from '../../../../../words/zh-CN/alarms.ts';
import type { Trouble } from './observing.ts';

const catalogue = { en, 'zh-CN': zh };
type Language = keyof typeof catalogue;

/** What an alarm is called, and what is to be done, for a mail. */
export function alarmWords(
  { kind, subject }: Trouble,
  what: 'began' | 'ended',
  language: Language,
): { title: string; message: string } {
  const words = catalogue[language];
  const { title, todo } = words.kinds[kind];
  const named = title.replace('{subject}', () => subject);
  return what === 'began'
    ? { title: named, message: todo.replace('{subject}', () => subject) }
    : { title: words.overTitle.replace('{title}', () => named), message: words.overWords };
}
