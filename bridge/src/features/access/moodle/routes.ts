import { route, type Route } from '../../../kernel/route.ts';
import {
  connectMoodle,
  moodleAttendance,
  moodleLive,
  moodleSignedOut,
  pushMoodleRoster,
  testMoodle,
} from './contract.ts';
import type { createConnecting } from './connecting.ts';
import type { LiveMeetings, MoodleMessages } from './service.ts';

interface RoutesDeps {
  connecting: Pick<ReturnType<typeof createConnecting>, 'connect'>;
  messages: MoodleMessages;
  meetings: LiveMeetings;
}

/** What a Moodle's server may ask. It shows a code or a signature: there is no session. */
export const moodleRoutes = ({ connecting, messages, meetings }: RoutesDeps): Route[] => [
  route(connectMoodle, 'enter', ({ body }) => connecting.connect(body)),
  route(testMoodle, 'launch', ({ body }) => messages.test(body.token)),
  route(pushMoodleRoster, 'launch', ({ uploaded }) => messages.roster(uploaded.toString('utf8'))),
  route(moodleLive, 'launch', ({ body }) => messages.live(body.token, meetings)),
  route(moodleAttendance, 'launch', ({ body }) => messages.attendance(body.token, meetings)),
  route(moodleSignedOut, 'launch', ({ body }) => messages.signedOut(body.token)),
];
