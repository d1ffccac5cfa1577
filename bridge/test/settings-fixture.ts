/** A configuration with what only the site can know. */
export const completeSettings = {
  CAMPUS_MEET_URL: 'https://meet.uni.test',
  JITSI_DOMAIN: 'meet.uni.test',
  JITSI_MUC: 'conference.meet.uni.test',
  JITSI_FOCUS: 'focus.meet.uni.test',
  JITSI_SERVICE_URL: 'wss://meet.uni.test/xmpp-websocket',
  JITSI_LIBRARY_URL: 'https://meet.uni.test/libs/lib-jitsi-meet.min.js',
  JITSI_COMMANDS_URL: 'http://127.0.0.1:5280/campus-meet/commands',
  CAMPUS_MEET_SECRET: 'vTq0mXo8wB3kQy7nLr2hCz5sJd9fGa1e',
  JITSI_MESSAGE_SECRET: '6f1d0b8e4c2a97530e8fb61c4da29735',
  JITSI_APP_SECRET: 'b27c90e41f6d853a0d9e74b8c1f3a562',
};
