import type { FromFocus } from '../control/messages.ts';
import { Conference, type ConferenceName } from './conference.ts';
import type { ConnectionSettings } from './connection.ts';
import type { Endpoint } from './endpoint.ts';
import type { Relay } from './relay.ts';
import { Rate, type Traffic } from './traffic.ts';

/** How often speakers and layers are looked at, milliseconds. */
const beat = 200;

export interface BridgeDeps {
  connection: ConnectionSettings;
  relay: Relay;
}

/** One bridge: its meetings, and what the focus has it do. */
export class Bridge {
  readonly conferences = new Map<string, Conference>();
  readonly relay: Relay;
  readonly traffic: Traffic;
  readonly rates: Record<'received' | 'sent' | 'relayReceived' | 'relaySent', Rate>;
  /** Newcomers are to go elsewhere, and people too. */
  drain = false;
  /** Nobody new is taken, and it ends when the last one has gone. */
  shuttingDown = false;
  onEmpty: () => void = () => undefined;
  readonly totals = {
    conferencesCreated: 0,
    conferencesCompleted: 0,
    participants: 0,
    speakerChanges: 0,
    iceSucceeded: 0,
    iceFailed: 0,
  };
  readonly #deps: BridgeDeps;
  readonly #timers: NodeJS.Timeout[];

  constructor(deps: BridgeDeps) {
    this.#deps = deps;
    this.relay = deps.relay;
    this.traffic = deps.connection.traffic;
    this.rates = {
      received: new Rate(() => this.traffic.received),
      sent: new Rate(() => this.traffic.sent),
      relayReceived: new Rate(() => this.relay.received),
      relaySent: new Rate(() => this.relay.sent),
    };
    this.relay.onPacket = (from, packet) =>
      this.conferences.get(packet.conference)?.takeRelayed(from, packet);
    this.#timers = [
      setInterval(() => this.#each((conference, now) => this.#tick(conference, now)), beat),
      setInterval(() => this.#everySecond(), 1000),
    ];
  }

  endpoints(): Endpoint[] {
    return [...this.conferences.values()].flatMap(({ endpoints }) => [...endpoints.values()]);
  }

  /** Makes a place for somebody. @throws Error in words when nobody is taken any more */
  allocate(conference: ConferenceName, endpoint: string): Endpoint {
    if (this.shuttingDown) throw new Error('shutting down');
    this.totals.participants += 1;
    return this.#conferenceOf(conference).add(endpoint);
  }

  /** Does what the focus says; allocating apart, which has an answer. */
  take(message: Exclude<FromFocus, { kind: 'allocate' }>): void {
    if (message.kind === 'bridges') {
      this.relay.setPeers(message.relays);
      return;
    }
    const conference = this.conferences.get(message.conference);
    if (!conference) return;
    if (message.kind === 'elsewhere') {
      conference.bridges = message.bridges;
      conference.setRemotes(message.remotes);
      return;
    }
    if (message.kind === 'expire') this.#expire(conference, message.endpoint);
    else {
      const endpoint = conference.endpoints.get(message.endpoint);
      if (endpoint) takeAbout(endpoint, message);
    }
  }

  /** All meetings end here. */
  clear(): void {
    for (const conference of this.conferences.values()) {
      conference.close();
      this.totals.conferencesCompleted += 1;
    }
    this.conferences.clear();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.clear();
    this.relay.close();
  }

  #conferenceOf(name: ConferenceName): Conference {
    const known = this.conferences.get(name.id);
    if (known) return known;
    const onState = (_: Endpoint, state: string) => {
      if (state === 'connected') this.totals.iceSucceeded += 1;
      if (state === 'failed') this.totals.iceFailed += 1;
    };
    const conference = new Conference(name, { ...this.#deps, onState });
    this.conferences.set(name.id, conference);
    this.totals.conferencesCreated += 1;
    return conference;
  }

  #expire(conference: Conference, endpoint: string): void {
    conference.remove(endpoint);
    if (conference.endpoints.size > 0) return;
    conference.close();
    this.conferences.delete(conference.id);
    this.totals.conferencesCompleted += 1;
    if (this.conferences.size === 0) this.onEmpty();
  }

  #tick(conference: Conference, now: number): void {
    if (conference.tick(now)) this.totals.speakerChanges += 1;
  }

  #everySecond(): void {
    this.#each((conference, now) => conference.report(now));
    for (const rate of Object.values(this.rates)) rate.sample();
  }

  #each(act: (conference: Conference, now: number) => void): void {
    const now = performance.now();
    for (const conference of this.conferences.values()) act(conference, now);
  }
}

/** What the focus says of one who is connected here. */
function takeAbout(
  endpoint: Endpoint,
  message: Extract<FromFocus, { kind: 'accept' | 'candidates' | 'silence' | 'sources' }>,
): void {
  if (message.kind === 'candidates') {
    for (const candidate of message.candidates) endpoint.addCandidate(candidate);
  } else if (message.kind === 'silence') {
    endpoint.silenced = { audio: message.audio, video: message.video };
  } else {
    endpoint.setSources(message.sources);
    if (message.kind === 'accept') endpoint.accept(message.transport);
  }
}
