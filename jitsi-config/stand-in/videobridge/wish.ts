/** What a receiver wants to see: lib-jitsi-meet's ReceiverVideoConstraints in our own words. */
export interface Wish {
  /** Pictures of at most so many people; -1 of all. */
  lastN: number;
  /** Endpoints that come before those who speak. */
  selected: readonly string[];
  /** Most lines of a picture; 0 none. */
  defaultHeight: number;
  heights: ReadonlyMap<string, number>;
}

export const everything: Wish = {
  lastN: -1,
  selected: [],
  defaultHeight: 720,
  heights: new Map(),
};

/**
 * How large a receiver may see each sender, by what it wants and by who spoke last.
 * @param senders endpoints that send a picture
 * @param speakers the latest first
 * @returns lines for each sender; 0 is nothing
 */
export function heightsOf(
  wish: Wish,
  senders: readonly string[],
  speakers: readonly string[],
): Map<string, number> {
  const order = [...new Set([...wish.selected, ...speakers])];
  const rank = (id: string) => {
    const index = order.indexOf(id);
    return index < 0 ? order.length : index;
  };
  const sorted = [...senders].sort((one, other) => rank(one) - rank(other));
  return new Map(
    sorted.map((id, index) => {
      const isIn = wish.lastN < 0 || index < wish.lastN;
      return [id, isIn ? Math.max(0, wish.heights.get(id) ?? wish.defaultHeight) : 0];
    }),
  );
}

/** One simulcast layer as it comes in. */
export interface Layer {
  /** Lines of its latest key frame, 0 until one came. */
  height: number;
  /** When its latest packet with a payload came, milliseconds. */
  lastAt: number;
}

/** A layer that is so far behind the picture's latest one is no longer sent (milliseconds). */
const quiet = 700;

/**
 * The layer to send to somebody who may see so many lines: the largest that is known to fit, else the smallest there
 * is; by its key frame the sizes of all of them become known.
 * Live is what came lately compared with the picture's other layers, not with the clock: a machine that halts
 * for a second has lost no layer.
 * @param layers smallest first
 * @returns its index, -1 for none
 */
export function layerFor(layers: readonly Layer[], height: number): number {
  if (height <= 0) return -1;
  const latest = Math.max(...layers.map(({ lastAt }) => lastAt));
  if (latest === Number.NEGATIVE_INFINITY) return -1;
  const live = layers.flatMap((layer, index) =>
    layer.lastAt > latest - quiet ? [{ layer, index }] : [],
  );
  const fitting = live.filter(({ layer }) => layer.height > 0 && layer.height <= height);
  return (fitting.at(-1) ?? live[0])?.index ?? -1;
}

/** What a message of the bridge channel changes in a wish; null when it is another sort of message. */
export function wishAfter(wish: Wish, message: Readonly<Record<string, unknown>>): Wish | null {
  switch (message['colibriClass']) {
    case 'LastNChangedEvent':
      return { ...wish, lastN: numberOr(message['lastN'], wish.lastN) };
    case 'ReceiverVideoConstraint':
      return { ...wish, defaultHeight: numberOr(message['maxFrameHeight'], wish.defaultHeight) };
    case 'SelectedEndpointsChangedEvent':
      return { ...wish, selected: texts(message['selectedEndpoints']) };
    case 'ReceiverVideoConstraints':
      return constrained(wish, message);
    default:
      return null;
  }
}

function constrained(wish: Wish, message: Readonly<Record<string, unknown>>): Wish {
  const { onStageEndpoints, selectedEndpoints, defaultConstraints, constraints } = message;
  const selects = Array.isArray(onStageEndpoints) || Array.isArray(selectedEndpoints);
  return {
    lastN: numberOr(message['lastN'], wish.lastN),
    selected: selects ? [...texts(onStageEndpoints), ...texts(selectedEndpoints)] : wish.selected,
    defaultHeight: isRecord(defaultConstraints)
      ? maxHeight(defaultConstraints)
      : wish.defaultHeight,
    heights: isRecord(constraints)
      ? new Map(Object.entries(constraints).map(([id, value]) => [id, maxHeight(value)]))
      : wish.heights,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
const maxHeight = (value: unknown): number =>
  isRecord(value) ? numberOr(value['maxHeight'], 0) : 0;
