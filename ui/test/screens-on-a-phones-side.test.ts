import { everyScreen } from './every-screen.ts';

// The one screen that a phone is turned for.
everyScreen('on a phone that lies on its side', { width: 740, height: 360 }, /^meeting-/u);
