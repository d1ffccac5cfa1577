import type { LayoutNeeds } from '../../conference/conference.ts';
import type { Features } from './features.ts';
import type { Source } from './remote-media.ts';

/** Lines asked for of a shared screen, which must be legible. */
const shareHeight = 2160;

/** What cameras are sent in (simulcast), in lines. */
const layers = [180, 360, 720] as const;

/** A layer may be drawn larger by this much before the next one is worth its bits. */
const stretch = 1.25;

/** The smallest layer that fills a tile of this height. */
const layerFor = (height: number): number =>
  layers.find((layer) => layer * stretch >= height) ?? layers[2];

/**
 * Nobody is known yet, or tracks are just being swapped: to ask for nothing would tell everybody to stop sending,
 * and a call between two never takes that back.
 */
const atLeastOne = (count: number): number => Math.max(1, count);

/**
 * Receiver constraints for what the screen shows: the stage large, tiles by their size, all else nothing. `sources` are the
 * videos that others send now. Keys as this build and its bridge take them.
 */
export function receiverConstraints(
  needs: LayoutNeeds,
  sources: readonly Source[],
  features: Features,
): object {
  return features.sourceConstraints ? bySource(needs, sources) : byParticipant(needs);
}

function bySource(needs: LayoutNeeds, sources: readonly Source[]): object {
  const of = (ids: readonly string[]) =>
    ids.flatMap((id) => sources.filter((source) => source.participantId === id));
  // Of one on the stage the share is what counts; the camera beside it is a tile.
  const stage = of(needs.stage);
  const sharing = new Set(stage.filter((s) => s.kind === 'share').map((s) => s.participantId));
  const large = stage.filter((s) => s.kind === 'share' || !sharing.has(s.participantId));
  const small = [...stage, ...of(needs.visible)].filter((source) => !large.includes(source));
  const tile = layerFor(needs.tileHeight);
  const constraints = byName([
    ...small.map((source) => [source.name, tile] as const),
    ...large.map(
      (s) => [s.name, s.kind === 'share' ? shareHeight : layerFor(needs.stageHeight)] as const,
    ),
  ]);
  return {
    lastN: atLeastOne(new Set([...large, ...small].map((source) => source.name)).size),
    onStageSources: large.map((source) => source.name),
    selectedSources: large.map((source) => source.name),
    defaultConstraints: { maxHeight: sources.length === 0 ? tile : 0 },
    constraints,
  };
}

function byParticipant(needs: LayoutNeeds): object {
  const visible = needs.visible.filter((id) => !needs.stage.includes(id));
  const tile = layerFor(needs.tileHeight);
  return {
    lastN: atLeastOne(needs.stage.length + visible.length),
    onStageEndpoints: [...needs.stage],
    selectedEndpoints: [...needs.stage],
    // A bridge of today does not know the keys of participants: what is not on stage must still arrive small.
    defaultConstraints: { maxHeight: layers[0] },
    constraints: byName([
      ...visible.map((id) => [id, tile] as const),
      // Of one alone on the stage nobody knows here whether it is a share.
      ...needs.stage.map(
        (id) => [id, needs.stage.length > 1 ? layerFor(needs.stageHeight) : shareHeight] as const,
      ),
    ]),
  };
}

const byName = (
  list: readonly (readonly [string, number])[],
): Record<string, { maxHeight: number }> =>
  Object.fromEntries(list.map(([name, maxHeight]) => [name, { maxHeight }]));
