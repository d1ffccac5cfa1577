import { detailExamples as en } from '../../../../../../words/en/meeting-details.ts';
import { detailExamples as zh } from '../../../../../../words/zh-CN/meeting-details.ts';
import { eachDetail, noDetails, type DetailName } from '../../../meetings/details-contract.ts';
import type { TemplateSample } from './contract.ts';
import type { Fill, Language } from './template.ts';
import { whenIn } from './when.ts';

interface Person extends Record<DetailName, string> {
  name: string;
  host: string;
  title: string;
  message: string;
}

const people: Record<TemplateSample, Record<Language, Person>> = {
  usual: {
    en: {
      name: 'Anna Müller',
      host: 'Wang Fang',
      title: 'Data Structures',
      ...en,
      message: 'Please bring your drafts.',
    },
    'zh-CN': {
      name: '李雷',
      host: '王芳',
      title: '数据结构',
      ...zh,
      message: '请带上你们的草稿。',
    },
  },
  long: everywhere({
    name: 'Prof. Dr. Maximiliane Freifrau von Hohenlohe-Waldenburg-Schillingsfürst',
    host: 'Univ.-Prof. Dr.-Ing. habil. Karl-Friedrich Wolkenstein-Rodenegg',
    title: 'Rechtswissenschaftliches Oberseminar: Datenschutzgrundverordnungsfolgenabschätzung',
    ...eachDetail(
      () => 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und Folgen',
    ),
    message: 'Bitte bringen Sie die Unterlagen mit.\nDie Sitzung wird nicht aufgezeichnet.',
  }),
  chinese: everywhere({
    name: '欧阳𠮷芳',
    host: '司马相如',
    title: '2026年秋季学期高等数学（一）第三教学班期末复习与答疑',
    ...eachDetail(() => '第五章：树与二叉树的遍历、线索化以及哈夫曼编码的实现'),
    message: '请大家提前十分钟进入会议。\n有问题请在群里留言。',
  }),
  hostile: everywhere({
    name: '<script>alert("name")</script> {link} [x]({link})',
    host: '"><img src=x onerror=alert(1)> {code}',
    title: '</p><a href="https://evil.test">Log in here</a> $& {password}',
    ...eachDetail(() => '<img src=x onerror=alert(2)> {link}'),
    message: '<b>bold?</b>\n{link}\n[Click me]({link})\n\u202Egnp.exe',
  }),
  missing: everywhere({ name: '', host: '', title: '', ...eachDetail(() => ''), message: '' }),
};

function everywhere(person: Person): Record<Language, Person> {
  return { en: person, 'zh-CN': person };
}

/** What is filled in for one of the sample people; `missing`: only what is never missing. */
export function sampleValues(
  sample: TemplateSample,
  language: Language,
  { base, zone }: { base: string; zone: string },
): Fill {
  const person = people[sample][language];
  const always = { link: `${base}/join/Fq3xV0kUb4sYpW1m`, code: '271828', minutes: '10' };
  if (sample === 'missing')
    return {
      ...always,
      contact: '–',
      source: '–',
      when: '–',
      name: null,
      title: '–',
      ...noDetails,
      host: '–',
      caller: '–',
    };
  const startsAt = Date.UTC(2027, 2, 1, 0, 0);
  return {
    ...always,
    ...person,
    caller: person.host,
    when: whenIn(language, zone, { startsAt, endsAt: startsAt + 5_700_000 }),
    number: '271 828 182',
    password: '314159',
    email: 'anna@example.edu',
    phone: '+86 138 0000 7919',
    added: '12',
    changed: '3',
    contact: '••••••7919',
    source: language === 'en' ? 'the directory' : '校园目录',
  };
}
