import { randomBytes } from 'node:crypto';
import { changeElement, terminateElement } from '../jingle/change.ts';
import { difference } from '../jingle/difference.ts';
import { offerElement } from '../jingle/offer.ts';
import { sourcesOf } from '../jingle/source.ts';
import { candidatesOf, transportOf } from '../jingle/transport.ts';
import type { Source } from '../media.ts';
import type { Component } from '../xmpp/component.ts';
import { attribute, type Element } from '../xmpp/element.ts';
import type { Bridge } from './bridge.ts';
import type { ModeratedMedium } from './av-moderation.ts';
import type { Person, Room, Session, Silenced } from './room.ts';

export interface CallsDeps {
  component: Component;
  /** The focus's own address. */
  jid: string;
  /** Bridges that take people. */
  bridges: () => Bridge[];
  log: (line: string) => void;
}

/** A call takes two: the first one is called when the second one comes. */
const fewest = 2;

/** Calls people to bridges, and tells each what the others send: Jicofo's part of Jingle (XEP-0166). */
export class Calls {
  readonly #deps: CallsDeps;
  readonly counts = { initiated: 0, accepted: 0, added: 0, removed: 0, moved: 0, restarts: 0 };

  constructor(deps: CallsDeps) {
    this.#deps = deps;
  }

  /** Calls everybody of a room who is not called yet. */
  callAll(room: Room): void {
    if (room.people.size < fewest) return;
    for (const person of room.people.values()) {
      if (!person.session) void this.#invite(room, person);
    }
  }

  /** Ends somebody's call and calls them to another bridge. @returns false where there is neither */
  move(room: Room, person: Person): boolean {
    const { session } = person;
    if (!session) return false;
    const to = this.#choose(room, session.bridge);
    if (!to && !session.bridge.isGone) return false;
    this.counts.moved += 1;
    this.#deps.log(`${person.id} leaves ${session.bridge.id}`);
    this.#send(room, person, terminateElement(session.sid, 'success'));
    this.#end(room, person);
    void this.#invite(room, person, to);
    return true;
  }

  /** What passes of somebody's is what they may send now; sharing a screen is a picture as well. */
  silence(room: Room, person: Person, medium: ModeratedMedium): void {
    const { session } = person;
    if (!session) return;
    const kind = medium === 'audio' ? 'audio' : 'video';
    session.silenced[kind] = room.moderation.silences(room.placeOf(person), medium);
    this.#tellSilence(room, person, session);
  }

  /** Somebody has left the room. */
  gone(room: Room, person: Person): void {
    this.#end(room, person);
    this.#sync(room);
  }

  /** A Jingle message of somebody; one of a call that has ended is passed over. */
  take(room: Room, person: Person, jingle: Element): void {
    const { session } = person;
    if (!session || attribute(jingle, 'sid') !== session.sid) return;
    const place = { conference: room.conference, endpoint: person.id };
    const sources = sourcesOf(jingle);
    switch (attribute(jingle, 'action')) {
      case 'session-accept':
        this.#accepted(room, person, jingle);
        return;
      case 'transport-info':
        session.bridge.tell({ kind: 'candidates', ...place, candidates: candidatesOf(jingle) });
        return;
      case 'source-add':
        this.#setSources(room, person, [...without(person.sources, sources), ...sources]);
        return;
      case 'source-remove':
        this.#setSources(room, person, without(person.sources, sources));
        return;
      case 'session-terminate':
        this.#terminated(room, person, jingle);
        return;
      default:
    }
  }

  async #invite(room: Room, person: Person, to = this.#choose(room)): Promise<void> {
    if (!to) return;
    const session: Session = {
      sid: randomBytes(6).toString('hex'),
      bridge: to,
      isAccepted: false,
      told: [],
      silenced: heldBack(room, person),
    };
    person.session = session;
    this.counts.initiated += 1;
    this.#deps.log(`${person.id} is called to ${to.id}`);
    try {
      await this.#offer(room, person, session);
    } catch (error) {
      this.#deps.log(`${person.id}: ${String(error)}`);
      // Gone or silent: whoever comes or goes next calls again.
      if (person.session === session) this.#end(room, person);
    }
  }

  async #offer(room: Room, person: Person, session: Session): Promise<void> {
    const { bridge, sid } = session;
    const { conference, jid: name, meetingId } = room;
    const place = { conference, endpoint: person.id };
    const transport = await bridge.allocate({ ...place, name, meetingId });
    if (person.session !== session) {
      // Left, or called elsewhere, meanwhile.
      if (person.session?.bridge !== bridge) bridge.tell({ kind: 'expire', ...place });
      return;
    }
    room.tellElsewhere();
    this.#tellSilence(room, person, session);
    const sources = room.sourcesFor(person);
    session.told = sources;
    const offer = offerElement({
      room: name,
      sid,
      initiator: this.#deps.jid,
      bridgeSession: sid,
      region: bridge.region,
      transport,
      sources,
      startMuted: session.silenced,
    });
    this.#send(room, person, offer);
  }

  #tellSilence({ conference }: Room, { id: endpoint }: Person, session: Session): void {
    session.bridge.tell({ kind: 'silence', conference, endpoint, ...session.silenced });
  }

  /** The bridge with the fewest of this room, then of all: so a class is on all of them. */
  #choose(room: Room, except?: Bridge): Bridge | undefined {
    const [best] = this.#deps
      .bridges()
      .filter((bridge) => bridge !== except)
      .sort(
        (one, other) =>
          room.countOn(one) - room.countOn(other) || one.state.endpoints - other.state.endpoints,
      );
    return best;
  }

  #accepted(room: Room, person: Person, jingle: Element): void {
    const transport = transportOf(jingle);
    const { session } = person;
    if (!session || !transport) return;
    session.isAccepted = true;
    this.counts.accepted += 1;
    const place = { conference: room.conference, endpoint: person.id };
    session.bridge.tell({ kind: 'accept', ...place, transport, sources: [] });
    this.#setSources(room, person, sourcesOf(jingle));
  }

  /** A client ends its call; it wants another one where it says so (a connection that failed). */
  #terminated(room: Room, person: Person, jingle: Element): void {
    const bridgeSession = jingle.getChild('bridge-session');
    const wantsAnother = bridgeSession && attribute(bridgeSession, 'restart') === 'true';
    this.#end(room, person);
    this.#sync(room);
    if (!wantsAnother) return;
    this.counts.restarts += 1;
    this.callAll(room);
  }

  #end(room: Room, person: Person): void {
    const { session } = person;
    person.session = null;
    person.sources = [];
    if (!session) return;
    const place = { conference: room.conference, endpoint: person.id };
    if (!session.bridge.isGone) session.bridge.tell({ kind: 'expire', ...place });
    room.tellElsewhere();
  }

  #setSources(room: Room, person: Person, sources: Source[]): void {
    person.sources = sources;
    const place = { conference: room.conference, endpoint: person.id };
    person.session?.bridge.tell({ kind: 'sources', ...place, sources });
    room.tellElsewhere();
    this.#sync(room);
  }

  /** Tells everybody who is connected how what the others send differs from what they know. */
  #sync(room: Room): void {
    for (const person of room.people.values()) {
      const { session } = person;
      if (!session?.isAccepted) continue;
      const now = room.sourcesFor(person);
      const { removed, added, told } = difference(session.told, now, (id) => room.people.has(id));
      session.told = told;
      const { sid } = session;
      const change = { room: room.jid, sid };
      if (removed.length > 0) {
        this.counts.removed += 1;
        this.#send(
          room,
          person,
          changeElement({ action: 'source-remove', ...change, sources: removed }),
        );
      }
      if (added.length > 0) {
        this.counts.added += 1;
        this.#send(
          room,
          person,
          changeElement({ action: 'source-add', ...change, sources: added }),
        );
      }
    }
  }

  #send(room: Room, person: Person, jingle: Element): void {
    const { component, jid, log } = this.#deps;
    const action = attribute(jingle, 'action');
    void component.ask({ from: jid, to: room.placeOf(person) }, jingle).then((answer) => {
      if (attribute(answer, 'type') === 'error') log(`${person.id} refused ${action}`);
    });
  }
}

/** Whoever is called while something is moderated begins without it, listed or not: so does Jicofo. */
const heldBack = ({ moderation }: Room, { isModerator }: Person): Silenced => ({
  audio: !isModerator && moderation.isOn('audio'),
  video: !isModerator && moderation.isOn('video'),
});

const without = (sources: readonly Source[], gone: readonly Source[]): Source[] =>
  sources.filter(({ ssrc }) => !gone.some((one) => one.ssrc === ssrc));
