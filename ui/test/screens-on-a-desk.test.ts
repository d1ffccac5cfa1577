import { everyScreen } from './every-screen.ts';

everyScreen('on a desk', {});
