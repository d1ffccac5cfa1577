import type { Names } from '../surface.ts';

/** Events and errors that both builds have, with the same values (those that the adapter may meet). */
export const conferenceEvents: Names = {
  CONFERENCE_ERROR: 'conference.error',
  CONFERENCE_FAILED: 'conference.failed',
  CONFERENCE_JOINED: 'conference.joined',
  CONFERENCE_LEFT: 'conference.left',
  CONNECTION_INTERRUPTED: 'conference.connectionInterrupted',
  CONNECTION_RESTORED: 'conference.connectionRestored',
  DATA_CHANNEL_OPENED: 'conference.dataChannelOpened',
  DISPLAY_NAME_CHANGED: 'conference.displayNameChanged',
  DOMINANT_SPEAKER_CHANGED: 'conference.dominantSpeaker',
  ENDPOINT_MESSAGE_RECEIVED: 'conference.endpoint_message_received',
  KICKED: 'conference.kicked',
  MESSAGE_RECEIVED: 'conference.messageReceived',
  PARTICIPANT_PROPERTY_CHANGED: 'conference.participant_property_changed',
  PRIVATE_MESSAGE_RECEIVED: 'conference.privateMessageReceived',
  PROPERTIES_CHANGED: 'conference.propertiesChanged',
  TRACK_ADDED: 'conference.trackAdded',
  TRACK_AUDIO_LEVEL_CHANGED: 'conference.audioLevelsChanged',
  TRACK_MUTE_CHANGED: 'conference.trackMuteChanged',
  TRACK_REMOVED: 'conference.trackRemoved',
  USER_JOINED: 'conference.userJoined',
  USER_LEFT: 'conference.userLeft',
  USER_ROLE_CHANGED: 'conference.roleChanged',
  _MEDIA_SESSION_STARTED: 'conference.media_session.started',
};

/** Told by the conference object, too. */
export const connectionQualityEvents: Names = {
  LOCAL_STATS_UPDATED: 'cq.local_stats_updated',
  REMOTE_STATS_UPDATED: 'cq.remote_stats_updated',
};

export const connectionEvents: Names = {
  CONNECTION_DISCONNECTED: 'connection.connectionDisconnected',
  CONNECTION_ESTABLISHED: 'connection.connectionEstablished',
  CONNECTION_FAILED: 'connection.connectionFailed',
};

export const trackEvents: Names = {
  LOCAL_TRACK_STOPPED: 'track.stopped',
  TRACK_VIDEOTYPE_CHANGED: 'track.videoTypeChanged',
};

export const conferenceErrors: Names = {
  AUTHENTICATION_REQUIRED: 'conference.authenticationRequired',
  CHAT_ERROR: 'conference.chatError',
  CONFERENCE_ACCESS_DENIED: 'conference.connectionError.accessDenied',
  CONFERENCE_DESTROYED: 'conference.destroyed',
  CONFERENCE_MAX_USERS: 'conference.max_users',
  CONNECTION_ERROR: 'conference.connectionError',
  FOCUS_DISCONNECTED: 'conference.focusDisconnected',
  FOCUS_LEFT: 'conference.focusLeft',
  GRACEFUL_SHUTDOWN: 'conference.gracefulShutdown',
  ICE_FAILED: 'conference.iceFailed',
  INCOMPATIBLE_SERVER_VERSIONS: 'conference.incompatible_server_versions',
  MEMBERS_ONLY_ERROR: 'conference.connectionError.membersOnly',
  NOT_ALLOWED_ERROR: 'conference.connectionError.notAllowed',
  OFFER_ANSWER_FAILED: 'conference.offerAnswerFailed',
  PASSWORD_REQUIRED: 'conference.passwordRequired',
  RESERVATION_ERROR: 'conference.reservationError',
  VIDEOBRIDGE_NOT_AVAILABLE: 'conference.videobridgeNotAvailable',
};

export const connectionErrors: Names = {
  CONNECTION_DROPPED_ERROR: 'connection.droppedError',
  OTHER_ERROR: 'connection.otherError',
  PASSWORD_REQUIRED: 'connection.passwordRequired',
  SERVER_ERROR: 'connection.serverError',
};

export const trackErrors: Names = {
  CONSTRAINT_FAILED: 'gum.constraint_failed',
  GENERAL: 'gum.general',
  NOT_FOUND: 'gum.not_found',
  PERMISSION_DENIED: 'gum.permission_denied',
  SCREENSHARING_USER_CANCELED: 'gum.screensharing_user_canceled',
  TIMEOUT: 'gum.timeout',
  TRACK_NO_STREAM_FOUND: 'track.no_stream_found',
  UNSUPPORTED_RESOLUTION: 'gum.unsupported_resolution',
};
