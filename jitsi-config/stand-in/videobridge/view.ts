import type { Source } from '../media.ts';
import type { Endpoint } from './endpoint.ts';
import type { LayerPacket } from './forwarder.ts';
import type { Sender } from './sender.ts';
import { heightsOf, layerFor } from './wish.ts';
import type { RemoteEndpoint } from './remote-endpoint.ts';

/**
 * How long what is asked of a sender has to stay the same before it is told (milliseconds): two changes at once
 * make lib-jitsi-meet of 2021 switch all layers off.
 */
const calm = 800;

/** The meeting's people, as far as pictures are concerned. */
interface Meeting {
  endpoints: ReadonlyMap<string, Endpoint>;
  remotes: ReadonlyMap<string, RemoteEndpoint>;
  bridges: readonly string[];
  speakers: { order: () => readonly string[] };
  others: (to: Endpoint) => Sender[];
}

/** Who sees whom, and how large. */
export class View {
  readonly #meeting: Meeting;
  /** What other bridges ask of endpoints here: endpoint → bridge → lines. */
  readonly #elsewhere = new Map<string, Map<string, number>>();
  readonly #coming = new Map<string, { height: number; since: number }>();

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
  }

  /** What happens to pictures that come in. */
  readonly forwarding = {
    video: (from: Sender, source: Source, packet: LayerPacket): void => {
      for (const to of this.#meeting.endpoints.values()) {
        if (to === from) continue;
        const out = to.forwarders.get(source.ssrc)?.take(packet);
        if (out) to.send(out);
      }
    },
    report: (
      from: Sender,
      source: Source,
      { layer, packet }: { layer: number; packet: Buffer },
    ): void => {
      for (const to of this.#meeting.endpoints.values()) {
        if (to === from) continue;
        const forwarder = to.forwarders.get(source.ssrc);
        if (source.medium === 'audio') to.send(packet);
        else if (forwarder?.current === layer) to.send(forwarder.report(packet));
      }
    },
    keyframeAsked: (by: Endpoint, ssrc: number): void => {
      const layer = by.forwarders.get(ssrc)?.current ?? -1;
      for (const from of this.#meeting.others(by)) {
        const source = from.sources.find((one) => one.ssrc === ssrc);
        const asked = source?.layers[layer];
        if (asked !== undefined) from.askKeyframe(asked);
      }
    },
  };

  wantedElsewhere(endpoint: string, { bridge, height }: { bridge: string; height: number }): void {
    const asked = this.#elsewhere.get(endpoint) ?? new Map<string, number>();
    asked.set(bridge, height);
    this.#elsewhere.set(endpoint, asked);
  }

  /** Chooses the layer of each picture for each receiver, and tells senders what is looked at. */
  aim(now: number): void {
    const wanted = new Map<string, number>();
    for (const to of this.#meeting.endpoints.values()) {
      for (const [id, height] of this.#aimFor(to)) {
        wanted.set(id, Math.max(wanted.get(id) ?? 0, height));
      }
    }
    for (const remote of this.#meeting.remotes.values()) {
      remote.askHeight(wanted.get(remote.id) ?? 0, now);
    }
    for (const endpoint of this.#meeting.endpoints.values()) {
      this.#askOf(endpoint, wanted.get(endpoint.id), now);
    }
  }

  #aimFor(to: Endpoint): Map<string, number> {
    const senders = this.#meeting.others(to).filter((sender) => sender.sends('video'));
    const ids = senders.map(({ id }) => id);
    const heights = heightsOf(to.wish, ids, this.#meeting.speakers.order());
    const flowing = new Set<number>();
    for (const sender of senders) {
      for (const source of sender.sources) {
        if (source.medium !== 'video') continue;
        flowing.add(source.ssrc);
        aimAt(to, { sender, source, height: heights.get(sender.id) ?? 0 });
      }
    }
    for (const [ssrc, forwarder] of to.forwarders) if (!flowing.has(ssrc)) forwarder.rest();
    const seen = ids.filter((id) => (heights.get(id) ?? 0) > 0).sort();
    const forwarded = { colibriClass: 'LastNEndpointsChangeEvent', lastNEndpoints: seen };
    to.tellChange('forwarded', forwarded);
    return heights;
  }

  #askOf(endpoint: Endpoint, here: number | undefined, now: number): void {
    const asked = this.#elsewhere.get(endpoint.id);
    const elsewhere = this.#meeting.bridges.flatMap((bridge) => asked?.get(bridge) ?? []);
    // Nobody is there yet who could want anything.
    if (here === undefined && elsewhere.length === 0) return;
    const height = Math.max(here ?? 0, ...elsewhere);
    const coming = this.#coming.get(endpoint.id);
    if (coming?.height !== height) this.#coming.set(endpoint.id, { height, since: now });
    else if (now - coming.since > calm) {
      const videoConstraints = { idealHeight: height };
      endpoint.tellChange('asked', { colibriClass: 'SenderVideoConstraints', videoConstraints });
    }
  }
}

interface Aim {
  sender: Sender;
  source: Source;
  height: number;
}

function aimAt(to: Endpoint, { sender, source, height }: Aim): void {
  const forwarder = to.forwarderOf(source.ssrc);
  forwarder.target = layerFor(sender.layersOf(source), height);
  const ssrc = source.layers[forwarder.target];
  if (ssrc === undefined) forwarder.rest();
  else if (forwarder.target !== forwarder.current) sender.askKeyframe(ssrc);
}
