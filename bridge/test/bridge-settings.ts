/** Settings of a bridge whose conference server is not there. */
export const bridgeSettings = {
  CAMPUS_MEET_URL: 'http://127.0.0.1:8090',
  JITSI_DOMAIN: 'meet.campus.test',
  JITSI_MUC: 'conference.meet.campus.test',
  JITSI_FOCUS: 'focus.meet.campus.test',
  JITSI_SERVICE_URL: 'ws://127.0.0.1:1/xmpp-websocket',
  JITSI_LIBRARY_URL: 'http://127.0.0.1:1/lib.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:1/commands',
  JITSI_MESSAGE_SECRET: 'm'.repeat(32),
  JITSI_APP_SECRET: 'a'.repeat(32),
};
