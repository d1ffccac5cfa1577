import type { OwnedSource, Source } from '../media.ts';
import type { ConnectionSettings } from './connection.ts';
import { Endpoint } from './endpoint.ts';
import { messagesOf, type Messages } from './messages.ts';
import type { Relay, RelayedPacket } from './relay.ts';
import { RemoteEndpoint } from './remote-endpoint.ts';
import type { Sender } from './sender.ts';
import { Speakers } from './speakers.ts';
import { View } from './view.ts';

/** A meeting, as the focus names it. */
export interface ConferenceName {
  /** Short, and the same on every bridge. */
  id: string;
  /** The room's address. */
  name: string;
  meetingId: string;
}

export interface ConferenceDeps {
  connection: ConnectionSettings;
  relay: Relay;
  onState: (endpoint: Endpoint, state: string) => void;
}

/** Somebody on another bridge, and what they send. */
export interface Remote {
  endpoint: string;
  bridge: string;
  sources: readonly Source[];
}

/** One meeting on this bridge: who is connected here, who is elsewhere, and what goes to whom. */
export class Conference {
  readonly id: string;
  readonly name: string;
  readonly meetingId: string;
  readonly endpoints = new Map<string, Endpoint>();
  readonly remotes = new Map<string, RemoteEndpoint>();
  readonly speakers = new Speakers();
  /** Bridges that have people of this meeting, too. */
  bridges: readonly string[] = [];
  readonly #deps: ConferenceDeps;
  readonly #messages: Messages;
  readonly #view: View;

  constructor({ id, name, meetingId }: ConferenceName, deps: ConferenceDeps) {
    this.id = id;
    this.name = name;
    this.meetingId = meetingId;
    this.#deps = deps;
    this.#view = new View(this);
    this.#messages = messagesOf(this, {
      wishChanged: () => this.#view.aim(performance.now()),
      relay: (endpoint, payload) => this.#relay({ kind: 'message', endpoint, payload }),
    });
  }

  /** A new place for somebody; one of the same name is closed. */
  add(id: string): Endpoint {
    this.remove(id);
    const endpoint = new Endpoint(id, this.#listener(), this.#deps.connection);
    this.endpoints.set(id, endpoint);
    return endpoint;
  }

  remove(id: string): void {
    this.endpoints.get(id)?.close();
    if (this.endpoints.delete(id)) this.speakers.gone(id);
  }

  /** Who is elsewhere; all who are not named are gone from there. */
  setRemotes(remotes: readonly Remote[]): void {
    for (const [id, known] of this.remotes) {
      if (remotes.some(({ endpoint, bridge }) => endpoint === id && bridge === known.bridge)) {
        continue;
      }
      this.remotes.delete(id);
      if (!this.endpoints.has(id)) this.speakers.gone(id);
    }
    for (const { endpoint, bridge, sources } of remotes) {
      const place = { relay: this.#deps.relay, conference: this.id, bridge };
      const known = this.remotes.get(endpoint);
      const remote = known ?? new RemoteEndpoint(endpoint, this.#listener(), place);
      remote.setSources(sources);
      this.remotes.set(endpoint, remote);
    }
  }

  /** Everybody who sends to this one. */
  others(to: Endpoint): Sender[] {
    return [...this.endpoints.values(), ...this.remotes.values()].filter(({ id }) => id !== to.id);
  }

  senders(): OwnedSource[] {
    return [...this.endpoints.values()].flatMap(({ id, sources }) =>
      sources.map((source) => ({ ...source, owner: id })),
    );
  }

  /** To be called several times a second. @returns true when somebody else speaks now */
  tick(now: number): boolean {
    const isChanged = this.speakers.look(now);
    if (isChanged) this.#messages.speakerChanged();
    this.#view.aim(now);
    return isChanged;
  }

  /** To be called once a second. */
  report(now: number): void {
    for (const endpoint of this.endpoints.values()) endpoint.report(now);
  }

  /** A packet from another bridge. */
  takeRelayed(from: string, { kind, endpoint, payload }: RelayedPacket): void {
    const here = this.endpoints.get(endpoint);
    if (kind === 'rtp') {
      const remote = this.remotes.get(endpoint);
      if (remote?.bridge === from) remote.take(payload, performance.now());
    } else if (kind === 'keyframe') here?.askKeyframe(payload.readUInt32BE(0));
    else if (kind === 'again') {
      const sequences = Array.from({ length: (payload.length - 4) >> 1 }, (_, index) =>
        payload.readUInt16BE(4 + index * 2),
      );
      here?.askAgain(payload.readUInt32BE(0), sequences);
    } else if (kind === 'height') {
      this.#view.wantedElsewhere(endpoint, { bridge: from, height: payload.readUInt16BE(0) });
    } else this.#messages.takeRelayed(payload.toString());
  }

  close(): void {
    for (const id of [...this.endpoints.keys()]) this.remove(id);
  }

  #relay(packet: Omit<RelayedPacket, 'conference'>): void {
    for (const bridge of this.bridges) {
      this.#deps.relay.send(bridge, { ...packet, conference: this.id });
    }
  }

  #listener() {
    return {
      packet: (from: Sender, payload: Buffer) => {
        if (from instanceof Endpoint) this.#relay({ kind: 'rtp', endpoint: from.id, payload });
      },
      audio: (from: Sender, packet: Buffer, level: number | null) => {
        if (level !== null) this.speakers.heard(from.id, level);
        for (const to of this.endpoints.values()) if (to !== from) to.send(packet);
      },
      ...this.#view.forwarding,
      message: (from: Endpoint, text: string) => this.#messages.take(from, text),
      reachable: (who: Endpoint) => this.#messages.greet(who),
      state: (who: Endpoint, state: string) => {
        this.#messages.stateChanged(who, state);
        this.#deps.onState(who, state);
      },
    };
  }
}
