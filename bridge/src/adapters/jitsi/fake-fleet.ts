import type {
  JitsiFleet,
  SeenVideobridge,
  VideobridgeView,
} from '../../features/operations/fleet/ports.ts';
import { Failure } from '../../kernel/failure.ts';

/** A fleet in memory: people come, bridges fail and drain as a test says. */
export interface FakeFleet extends JitsiFleet {
  /** Lets so many people into a room; each goes where Jicofo would send them. */
  enter: (room: string, people: number) => void;
  /** Changes what is said of a videobridge. */
  change: (id: string, changed: Partial<SeenVideobridge>) => void;
  /** Ends one as a failure does: its people are called elsewhere, it answers no more, Jicofo forgets it. */
  lose: (id: string) => void;
  /** It is back, empty. */
  restore: (id: string) => void;
  /** False: Jicofo answers no more. */
  isFocusThere: boolean;
}

interface Bridge {
  seen: SeenVideobridge;
  isThere: boolean;
  /** People of each room. */
  rooms: Map<string, number>;
}

const participantStress = 0.01;

/** The fake of Jicofo and videobridges of these names. */
export function createFakeFleet(ids: readonly string[]): FakeFleet {
  const bridges = new Map(ids.map((id) => [id, newBridge(id)]));
  const there = (): Bridge[] => [...bridges.values()].filter(({ isThere }) => isThere);
  const answering = (id: string): Bridge => {
    const bridge = bridges.get(id);
    if (!bridge) throw new Failure('fleet/videobridge-unknown');
    if (!bridge.isThere) throw new Failure('fleet/unavailable');
    return bridge;
  };
  const change = (bridge: Bridge, changed: Partial<SeenVideobridge>): void => {
    bridge.seen = { ...bridge.seen, ...changed };
  };
  const place = (room: string): void => {
    const [best] = there()
      .filter(({ seen }) => !seen.isDraining && seen.isOperational)
      .sort((one, other) => peopleOn(one) - peopleOn(other));
    best?.rooms.set(room, (best.rooms.get(room) ?? 0) + 1);
  };
  const move = (bridge: Bridge, most: number): number => {
    const people = [...bridge.rooms].flatMap(([room, count]) => Array<string>(count).fill(room));
    const moving = people.slice(0, most);
    for (const room of moving) bridge.rooms.set(room, (bridge.rooms.get(room) ?? 0) - 1);
    for (const room of moving) place(room);
    return moving.length;
  };
  const requireFocus = async (): Promise<void> => {
    await Promise.resolve();
    if (!fake.isFocusThere) throw new Failure('fleet/unavailable');
  };
  const fake: FakeFleet = {
    hasFocus: true,
    addressed: ids,
    isFocusThere: true,
    enter: (room, people) => {
      for (let count = 0; count < people; count += 1) place(room);
    },
    change: (id, changed) => change(answering(id), changed),
    lose: (id) => {
      const bridge = answering(id);
      bridge.isThere = false;
      move(bridge, peopleOn(bridge));
    },
    restore: (id) => bridges.set(id, newBridge(id)),
    focus: async () => {
      await requireFocus();
      const operational = there().some(({ seen }) => seen.isOperational);
      return {
        version: '1.1',
        isHealthy: operational,
        trouble: operational ? null : 'No operational bridges available',
        videobridges: there().map(seenOf),
        meetings: meetingsOf(there()),
      };
    },
    videobridge: async (id) => Promise.resolve(viewOf(answering(id))),
    setDrain: async (id, isDraining) => {
      await Promise.resolve();
      change(answering(id), { isDraining });
    },
    movePeople: async (jid, count) => {
      await requireFocus();
      const bridge = there().find(({ seen }) => seen.jid === jid);
      if (!bridge) throw new Failure('fleet/refused');
      return move(bridge, count);
    },
  };
  return fake;
}

const newBridge = (id: string): Bridge => ({
  isThere: true,
  rooms: new Map(),
  seen: {
    jid: `jvbbrewery@internal.auth.meet.campus.test/${id}`,
    relayId: id,
    region: 'campus',
    version: '2.3',
    stress: 0,
    correctedStress: 0,
    endpoints: 0,
    isOperational: true,
    isHealthy: true,
    isDraining: false,
    isShuttingDown: false,
    isOverloaded: false,
    isFailingIce: false,
  },
});

const peopleOn = ({ rooms }: Bridge): number =>
  [...rooms.values()].reduce((sum, count) => sum + count, 0);

const seenOf = (bridge: Bridge): SeenVideobridge => ({
  ...bridge.seen,
  endpoints: peopleOn(bridge),
});

function viewOf(bridge: Bridge): VideobridgeView {
  const { relayId, version, isHealthy, isDraining, stress } = bridge.seen;
  return {
    relayId,
    version,
    isHealthy,
    isDraining,
    stress,
    averageParticipantStress: participantStress,
    isConnected: true,
    receivedKbps: 0,
    sentKbps: 0,
    meetings: meetingsOf([bridge]),
  };
}

function meetingsOf(bridges: readonly Bridge[]) {
  const rooms = new Map<string, number>();
  for (const [room, people] of bridges.flatMap((bridge) => [...bridge.rooms])) {
    rooms.set(room, (rooms.get(room) ?? 0) + people);
  }
  return [...rooms].flatMap(([room, people]) => (people > 0 ? [{ room, people }] : []));
}
