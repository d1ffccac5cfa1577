import { Component, payloadOf } from '../xmpp/component.ts';
import { attribute, bareOf, domainOf, resourceOf, xml, type Element } from '../xmpp/element.ts';
import { names } from '../jingle/names.ts';
import { Bridges } from './bridges.ts';
import type { Bridge } from './bridge.ts';
import { Calls } from './calls.ts';
import { moderationTold, type ModeratedMedium } from './av-moderation.ts';
import { isMute, mediumOf, muteElement, muteOf, type Mute } from './mute.ts';
import { focusPresence, isModerator } from './presence.ts';
import { Room, type Person } from './room.ts';

export interface FocusSettings {
  /** XMPP domain: rooms are on `conference.<domain>`, the focus is `focus.<domain>`. */
  domain: string;
  /** Prosody's port for components, and the secret that lets in there. */
  componentPort: number;
  componentSecret: string;
  /** Port for bridges (0 is any), and the secret that lets them in. */
  controlPort: number;
  bridgeSecret: string;
  log?: ((line: string) => void) | undefined;
}

/** How long a room waits for the first who asked for it, and for another one after the last has left (milliseconds). */
const patience = { first: 15_000, next: 500 };

/** Stand-in for Jicofo: goes into rooms that are asked for, and calls their people to bridges. */
export class Focus {
  readonly rooms = new Map<string, Room>();
  readonly component: Component;
  readonly bridges: Bridges;
  readonly calls: Calls;
  readonly counts = { participants: 0, conferences: 0 };
  readonly domain: string;
  readonly #jid: string;
  readonly #muc: string;
  readonly #log: (line: string) => void;
  #whenUp = Promise.withResolvers<undefined>();

  private constructor(settings: FocusSettings, bridges: Bridges) {
    const { domain, componentPort, componentSecret, log = () => undefined } = settings;
    this.domain = domain;
    this.#jid = `focus@focus.${domain}/focus`;
    this.#muc = `conference.${domain}`;
    this.#log = log;
    this.bridges = bridges;
    this.component = new Component(
      {
        host: '127.0.0.1',
        port: componentPort,
        domain: `focus.${domain}`,
        secret: componentSecret,
      },
      {
        stanza: (stanza) => this.#take(stanza),
        up: () => this.#whenUp.resolve(undefined),
        down: () => this.#down(),
      },
    );
    const deps = { component: this.component, jid: this.#jid, log };
    this.calls = new Calls({ ...deps, bridges: () => bridges.operational() });
  }

  /** Starts it; it connects to Prosody by itself, now and whenever the connection broke. */
  static async start(settings: FocusSettings): Promise<Focus> {
    const listener = {
      up: () => focus.#bridgesChanged(),
      down: (bridge: Bridge) => focus.#leaveBridge(bridge),
      drains: () => focus.#bridgesChanged(),
      ends: (bridge: Bridge) => focus.#leaveBridge(bridge),
    };
    const control = { port: settings.controlPort, secret: settings.bridgeSecret };
    const bridges = await Bridges.open(control, listener);
    const focus = new Focus(settings, bridges);
    return focus;
  }

  /** Fulfilled when Prosody has let it in; after a break anew. */
  connected(): Promise<undefined> {
    return this.#whenUp.promise;
  }

  async stop(): Promise<void> {
    for (const room of [...this.rooms.values()]) this.#leave(room);
    this.component.close();
    await this.bridges.close();
  }

  #take(stanza: Element): void {
    const room = this.rooms.get(bareOf(attribute(stanza, 'from')));
    if (stanza.name === 'presence' && room) this.#takePresence(room, stanza);
    if (stanza.name === 'iq') this.#takeIq(stanza, room);
    if (stanza.name === 'message') this.#takeModeration(stanza);
  }

  /** Who may send what, in the name of the AV moderation component; from anybody else it is nothing. */
  #takeModeration(message: Element): void {
    const told = moderationTold(message, `avmoderation.${this.domain}`);
    const room = told ? this.rooms.get(told.room) : undefined;
    if (!told || !room) return;
    const begun = room.moderation.take(told);
    if (begun) this.#muteAll(room, begun, told.actor);
  }

  /** Everybody is told, but for whoever began it; of whoever may not send it nothing passes any more. */
  #muteAll(room: Room, medium: ModeratedMedium, actor = ''): void {
    for (const person of room.people.values()) {
      if (room.placeOf(person) === actor) continue;
      this.calls.silence(room, person, medium);
      void this.component.ask({ from: this.#jid, to: room.placeOf(person) }, muteElement(medium));
    }
  }

  #takeIq(stanza: Element, room: Room | undefined): void {
    const payload = payloadOf(stanza);
    const person = room?.people.get(resourceOf(attribute(stanza, 'from')));
    if (payload?.name === 'conference') this.#requested(stanza, payload);
    else if (payload && isMute(payload)) this.#mute(stanza, { mute: payload, room, by: person });
    else if (payload?.name === 'jingle' && room && person) {
      this.component.reply(stanza);
      this.calls.take(room, person, payload);
    } else this.component.refuse(stanza, { type: 'cancel', condition: 'service-unavailable' });
  }

  /**
   * Somebody asks for a room. Whether their token is for it, Prosody has looked at before it passed this on
   * (mod_campus_conference_request); from anywhere else no request is taken.
   */
  #requested(stanza: Element, request: Element): void {
    const jid = bareOf(attribute(request, 'room')).toLowerCase();
    const isForFocus = attribute(stanza, 'to') === this.component.domain;
    if (!isForFocus || domainOf(jid) !== this.#muc) {
      this.component.refuse(stanza, { type: 'auth', condition: 'not-authorized' });
      return;
    }
    const room = this.rooms.get(jid) ?? this.#enter(jid);
    this.#leaveEmpty(room, patience.first);
    const focusjid = bareOf(this.#jid);
    const answer = { xmlns: names.focus, ready: 'true', room: jid, focusjid };
    this.component.reply(stanza, xml('conference', answer));
  }

  #enter(jid: string): Room {
    const room = new Room(jid);
    this.rooms.set(jid, room);
    this.counts.conferences += 1;
    this.#present(room);
    return room;
  }

  #leaveEmpty(room: Room, after: number): void {
    clearTimeout(room.emptyTimer);
    room.emptyTimer = setTimeout(() => {
      if (room.people.size === 0) this.#leave(room);
    }, after).unref();
  }

  #leave(room: Room): void {
    if (!this.#forget(room)) return;
    const to = `${room.jid}/focus`;
    this.component.send(xml('presence', { from: this.#jid, to, type: 'unavailable' }));
  }

  #forget(room: Room): boolean {
    if (this.rooms.get(room.jid) !== room) return false;
    this.rooms.delete(room.jid);
    clearTimeout(room.emptyTimer);
    for (const person of room.people.values()) this.calls.gone(room, person);
    room.people.clear();
    return true;
  }

  #present(room: Room): void {
    const hasBridge = this.bridges.operational().length > 0;
    const place = { from: this.#jid, to: `${room.jid}/focus` };
    this.component.send(focusPresence(place, hasBridge));
  }

  #takePresence(room: Room, presence: Element): void {
    const id = resourceOf(attribute(presence, 'from'));
    const isGone = ['unavailable', 'error'].includes(attribute(presence, 'type'));
    if (id === 'focus') {
      if (isGone) this.#forget(room);
      return;
    }
    const known = room.people.get(id);
    if (isGone) {
      if (known) this.#left(room, known);
    } else if (known) known.isModerator = isModerator(presence);
    else {
      const person: Person = { id, isModerator: isModerator(presence), session: null, sources: [] };
      room.people.set(id, person);
      this.counts.participants += 1;
      this.calls.callAll(room);
    }
  }

  #left(room: Room, person: Person): void {
    room.people.delete(person.id);
    this.calls.gone(room, person);
    if (room.people.size === 0) this.#leaveEmpty(room, patience.next);
  }

  #mute(stanza: Element, { mute, room, by }: Wish): void {
    const wish: Mute = { medium: mediumOf(mute), isOn: mute.getText() === 'true', by };
    const target = muteOf(mute, room, wish);
    if (!room || 'condition' in target) {
      if ('condition' in target) this.component.refuse(stanza, target);
      return;
    }
    this.calls.silence(room, target, wish.medium);
    this.component.reply(stanza);
    if (target === by) return;
    const told = muteElement(wish.medium, attribute(stanza, 'from'));
    void this.component.ask({ from: this.#jid, to: room.placeOf(target) }, told);
  }

  /** Everybody of a bridge is called to another one; nobody, where there is none. */
  #leaveBridge(bridge: Bridge): void {
    for (const room of this.rooms.values()) {
      for (const person of room.people.values()) {
        if (person.session?.bridge === bridge) this.calls.move(room, person);
      }
    }
    this.#bridgesChanged();
  }

  #bridgesChanged(): void {
    for (const room of this.rooms.values()) {
      this.#present(room);
      this.calls.callAll(room);
    }
  }

  #down(): void {
    this.#log('Prosody is away');
    this.#whenUp = Promise.withResolvers();
    for (const room of [...this.rooms.values()]) this.#forget(room);
  }
}

interface Wish {
  mute: Element;
  room: Room | undefined;
  by: Person | undefined;
}
