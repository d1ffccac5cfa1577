import { everyScreen } from './every-screen.ts';

everyScreen('on a phone, dark, in Chinese', {
  width: 390,
  height: 844,
  dark: true,
  locale: 'zh-CN',
});
