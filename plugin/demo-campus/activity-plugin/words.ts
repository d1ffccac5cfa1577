import { readFileSync } from 'node:fs';
import type { Language } from '../portal/words.ts';

type Strings = ReadonlyMap<string, string>;

/** The plugin's own language strings, out of its PHP files: `$string['live'] = 'Live now';`. */
function stringsIn(folder: 'en' | 'zh_cn'): Strings {
  const file = new URL(`../../moodle/campusmeet/lang/${folder}/campusmeet.php`, import.meta.url);
  const lines = readFileSync(file, 'utf8').matchAll(/^\$string\['([^']+)'\] = '(.*)';$/gmu);
  return new Map([...lines].map(([, key = '', text = '']) => [key, text.replaceAll("\\'", "'")]));
}

const strings: Record<Language, Strings> = { en: stringsIn('en'), 'zh-CN': stringsIn('zh_cn') };

/** A string of the plugin, as Moodle's get_string(). */
export const pluginWords = (language: Language, key: string, a: string | number = ''): string =>
  (strings[language].get(key) ?? `[[${key}]]`).replace('{$a}', String(a));

const en = {
  toDo: 'To do',
  done: 'Done',
  calendar: 'Calendar',
  timeline: 'Timeline',
  noEvents: 'No classes are planned.',
  earlier: 'Previous month',
  later: 'Next month',
  settings: 'Settings',
};

/** Words of Moodle's own around the plugin; the English ones say what there must be. */
export type MoodleWords = typeof en;

const zh: MoodleWords = {
  toDo: '待完成',
  done: '已完成',
  calendar: '日历',
  timeline: '时间线',
  noEvents: '没有计划中的课堂。',
  earlier: '上个月',
  later: '下个月',
  settings: '设置',
};

/** What Moodle says around the plugin. */
export const moodleWords = (language: Language): MoodleWords => (language === 'en' ? en : zh);
