import { randomBytes, randomUUID } from 'node:crypto';
import type { OwnedSource, Source } from '../media.ts';
import { AvModeration } from './av-moderation.ts';
import type { Bridge } from './bridge.ts';

/** One invitation to a bridge, until it ends. */
export interface Session {
  sid: string;
  bridge: Bridge;
  isAccepted: boolean;
  /** Sources of others that the client knows. */
  told: OwnedSource[];
  /** What the bridge lets through to nobody. */
  silenced: Silenced;
}

export interface Silenced {
  audio: boolean;
  video: boolean;
}

/** Somebody in a room. */
export interface Person {
  /** The place in the room: the JID's resource. It is the endpoint's name as well. */
  id: string;
  isModerator: boolean;
  session: Session | null;
  sources: Source[];
}

/** One meeting, as the focus sees it: who is in, and which bridge carries whom. */
export class Room {
  /** The room's address. */
  readonly jid: string;
  /** The meeting's name on the bridges. */
  readonly conference = randomBytes(8).toString('hex');
  readonly meetingId = randomUUID();
  readonly createdAt = Date.now();
  readonly people = new Map<string, Person>();
  readonly moderation = new AvModeration();
  /** Runs while it is empty. */
  emptyTimer: NodeJS.Timeout | undefined;

  constructor(jid: string) {
    this.jid = jid;
  }

  placeOf(person: Person): string {
    return `${this.jid}/${person.id}`;
  }

  /** The bridges that carry somebody of this room. */
  bridges(): Bridge[] {
    return [...new Set([...this.people.values()].flatMap(({ session }) => session?.bridge ?? []))];
  }

  countOn(bridge: Bridge): number {
    return [...this.people.values()].filter(({ session }) => session?.bridge === bridge).length;
  }

  /** What everybody but this one sends. */
  sourcesFor(person: Person): OwnedSource[] {
    return [...this.people.values()].flatMap((other) =>
      other === person ? [] : other.sources.map((source) => ({ ...source, owner: other.id })),
    );
  }

  /** Tells each bridge who is on the others. */
  tellElsewhere(): void {
    const bridges = this.bridges();
    for (const bridge of bridges) {
      const remotes = [...this.people.values()].flatMap(({ id, session, sources }) =>
        session && session.bridge !== bridge
          ? [{ endpoint: id, bridge: session.bridge.id, sources }]
          : [],
      );
      const others = bridges.filter((other) => other !== bridge).map(({ id }) => id);
      bridge.tell({
        kind: 'elsewhere',
        conference: this.conference,
        remotes,
        bridges: others,
      });
    }
  }
}
