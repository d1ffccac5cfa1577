import { sealingOf } from '../src/app/sealing.ts';

/** Settings of a bridge whose conference server is not there. */
export const bridgeSettings = {
  CAMPUS_MEET_URL: 'http://127.0.0.1:8090',
  JITSI_DOMAIN: 'meet.campus.test',
  JITSI_MUC: 'conference.meet.campus.test',
  JITSI_FOCUS: 'focus.meet.campus.test',
  JITSI_SERVICE_URL: 'ws://127.0.0.1:1/xmpp-websocket',
  JITSI_LIBRARY_URL: 'http://127.0.0.1:1/lib.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:1/commands',
  CAMPUS_MEET_SECRET: 'vTq0mXo8wB3kQy7nLr2hCz5sJd9fGa1e',
  JITSI_MESSAGE_SECRET: '6f1d0b8e4c2a97530e8fb61c4da29735',
  JITSI_APP_SECRET: 'b27c90e41f6d853a0d9e74b8c1f3a562',
};

/** Seals as a bridge with these settings does. */
export const testSealing = sealingOf({ ...bridgeSettings, CAMPUS_MEET_SECRET_OLD: undefined });
