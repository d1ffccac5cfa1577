import type { Participant } from '../../conference/events.ts';

/** Names as a campus has them: short, long, with marks, in several scripts. Text, never markup. */
const names = [
  '王芳',
  'Zoë Müller-Lüdenscheidt',
  '李伟',
  'Ahmad Fauzi bin Abdullah',
  '欧阳娜娜',
  'Nguyễn Thị Minh Khai',
  '张敏',
  'O’Brien & <Sons>',
  '刘洋',
  'Мария Иванова',
  '陈静',
  'Maximilian Alexander Freiherr von Hohenfels-Rothenburg',
  '杨帆',
  'ฉันทนา สุขใจ',
  '赵磊',
  'Ana Sofía Núñez',
] as const;

/** The id of whoever looks at a scripted meeting. */
export const ownId = 'self';

/** The bridge's id of person number `index`. */
export const fakePersonId = (index: number): string =>
  `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Person number `index` of a scripted meeting; every list of people is the same each time. */
export const fakePerson = (index: number): Participant => {
  const name = names[index % names.length] ?? '';
  const round = Math.floor(index / names.length);
  return {
    id: `p${String(index).padStart(3, '0')}`,
    personId: fakePersonId(index),
    name: round === 0 ? name : `${name} ${round + 1}`,
    moderator: index === 0,
    guest: index === 3,
    self: false,
  };
};
