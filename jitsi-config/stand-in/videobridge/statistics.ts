import type { Bridge } from './bridge.ts';
import { stressOf } from './load.ts';

/**
 * What Jitsi's videobridge answers at /colibri/stats, field by field (recorded: ../recorded). What a stand-in has
 * not, such as visitors or losses, is 0; what it does not measure is 0 as well.
 */
export function colibriStatistics(bridge: Bridge, id: string): Record<string, unknown> {
  return {
    ...notThere(),
    ...peopleOf(bridge),
    ...trafficOf(bridge),
    ...sinceTheStart(bridge),
    stress_level: stressOf(),
    graceful_shutdown: bridge.shuttingDown,
    shutting_down: false,
    drain: bridge.drain,
    healthy: true,
    average_participant_stress: 0.01,
    threads: 1,
    current_timestamp: new Date().toISOString().replace('T', ' ').replace('Z', ''),
    relay_id: id,
    region: 'campus',
    version: 'campus-meet-stand-in',
    muc_clients_configured: 1,
    muc_clients_connected: 1,
    mucs_configured: 1,
    mucs_joined: 1,
  };
}

function peopleOf(bridge: Bridge): Record<string, number> {
  const conferences = [...bridge.conferences.values()];
  const here = bridge.endpoints();
  const elsewhere = conferences.flatMap(({ remotes }) => [...remotes.values()]);
  const sizes = conferences.map(({ endpoints, remotes }) => endpoints.size + remotes.size);
  const connected = here.filter(({ state }) => state === 'connected');
  const roundTrips = connected.map(({ roundTrip }) => roundTrip).filter((value) => value > 0);
  const sum = roundTrips.reduce((total, value) => total + value, 0);
  return {
    conferences: conferences.length,
    octo_conferences: conferences.filter(({ bridges }) => bridges.length > 0).length,
    endpoints: here.length + elsewhere.length,
    participants: here.length + elsewhere.length,
    local_endpoints: here.length,
    local_active_endpoints: connected.length,
    octo_endpoints: elsewhere.length,
    inactive_endpoints: here.filter(({ state }) => state === 'disconnected').length,
    receive_only_endpoints: here.filter(({ sources }) => sources.length === 0).length,
    endpoints_sending_audio: here.filter((endpoint) => endpoint.sends('audio')).length,
    endpoints_sending_video: here.filter((endpoint) => endpoint.sends('video')).length,
    largest_conference: Math.max(0, ...sizes),
    rtt_aggregate: roundTrips.length === 0 ? 0 : sum / roundTrips.length,
  };
}

/** Bit rates from and to browsers are in kbit/s, between bridges in bit/s: as recorded. */
function trafficOf({ rates, traffic, relay }: Bridge): Record<string, number> {
  return {
    bit_rate_download: Math.round(rates.received.bits / 1000),
    bit_rate_upload: Math.round(rates.sent.bits / 1000),
    packet_rate_download: rates.received.packets,
    packet_rate_upload: rates.sent.packets,
    octo_receive_bitrate: rates.relayReceived.bits,
    octo_receive_packet_rate: rates.relayReceived.packets,
    octo_send_bitrate: rates.relaySent.bits,
    octo_send_packet_rate: rates.relaySent.packets,
    total_bytes_received: traffic.received.bytes,
    total_bytes_sent: traffic.sent.bytes,
    total_packets_received: traffic.received.packets,
    total_packets_sent: traffic.sent.packets,
    total_bytes_received_octo: relay.received.bytes,
    total_bytes_sent_octo: relay.sent.bytes,
    total_packets_received_octo: relay.received.packets,
    total_packets_sent_octo: relay.sent.packets,
  };
}

function sinceTheStart({ totals }: Bridge): Record<string, number> {
  return {
    total_conferences_created: totals.conferencesCreated,
    total_conferences_completed: totals.conferencesCompleted,
    total_participants: totals.participants,
    total_dominant_speaker_changes: totals.speakerChanges,
    total_ice_failed: totals.iceFailed,
    total_ice_succeeded: totals.iceSucceeded,
  };
}

const notThere = (): Record<string, number> =>
  Object.fromEntries(absent.map((name) => [name, 0] as const));

const absent = [
  ...['incoming_loss', 'outgoing_loss', 'overall_loss', 'endpoints_with_high_outgoing_loss'],
  ...['tcc_unmatched_feedback', 'num_eps_oversending', 'inactive_conferences', 'p2p_conferences'],
  ...['endpoints_with_suspended_sources', 'total_conference_seconds', 'total_visitors'],
  ...['num_eps_no_msg_transport_after_delay', 'num_relays_no_msg_transport_after_delay'],
  ...['total_relays', 'total_keyframes_received', 'total_layering_changes_received', 'visitors'],
  ...['total_video_stream_milliseconds_received', 'total_data_channel_messages_received'],
  ...['total_data_channel_messages_sent', 'total_colibri_web_socket_messages_received'],
  ...['total_colibri_web_socket_messages_sent', 'endpoints_ice_failed', 'dtls_failed_endpoints'],
  ...[
    'relays_ice_failed',
    'dtls_failed_relays',
    'preemptive_kfr_sent',
    'preemptive_kfr_suppressed',
  ],
  ...['total_ice_succeeded_relayed', 'endpoints_with_spurious_remb', 'endpoints_disconnected'],
  ...['endpoints_reconnected'],
];
