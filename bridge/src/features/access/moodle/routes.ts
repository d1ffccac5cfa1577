import { route, type Route } from '../../../kernel/route.ts';
import {
  connectMoodle,
  eraseMoodlePersonalData,
  moodleAttendance,
  moodleGuest,
  moodleHeld,
  moodleLive,
  moodleNotifications,
  moodlePersonalData,
  moodlePlans,
  moodleSignedOut,
  moodleTold,
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
  route(pushMoodleRoster, 'launch', ({ uploaded }) =>
    messages.roster(uploaded.toString('utf8'), meetings),
  ),
  route(moodleLive, 'launch', ({ body }) => messages.live(body.token, meetings)),
  route(moodleAttendance, 'launch', ({ body }) => messages.attendance(body.token, meetings)),
  route(moodlePlans, 'launch', ({ body }) => messages.plans(body.token, meetings)),
  route(moodleNotifications, 'launch', ({ body }) => messages.notifications(body.token, meetings)),
  route(moodleTold, 'launch', ({ body }) => messages.told(body.token, meetings)),
  route(moodleHeld, 'launch', ({ body }) => messages.held(body.token, meetings)),
  route(moodlePersonalData, 'launch', ({ body }) => messages.personalData(body.token, meetings)),
  route(eraseMoodlePersonalData, 'launch', ({ body }) => messages.erase(body.token, meetings)),
  // Not of the budget of launches: whoever presses the button again and again keeps no roster back.
  route(moodleGuest, 'sign-in', ({ body }) => messages.guest(body.token, meetings)),
  route(moodleSignedOut, 'launch', ({ body }) => messages.signedOut(body.token)),
];
