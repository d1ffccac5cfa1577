import type { z } from 'zod';

/** A shape, and what stands inside of optional, defaulted and prefaulted ones, outermost first. */
export function layersOf(shape: unknown): unknown[] {
  const isWrapped =
    typeof shape === 'object' && shape !== null && 'unwrap' in shape && !('element' in shape);
  if (!isWrapped || typeof shape.unwrap !== 'function') return [shape];
  return [shape, ...layersOf((shape as { unwrap: () => unknown }).unwrap())];
}

/** The shapes of an object’s keys; null for what is no object. */
export function keysOf(shape: unknown): Readonly<Record<string, z.ZodType>> | null {
  const inner = layersOf(shape).at(-1);
  return typeof inner === 'object' && inner !== null && 'shape' in inner
    ? (inner.shape as Record<string, z.ZodType>)
    : null;
}

/** The shape of a list’s elements; null for what is no list. */
export function elementOf(shape: unknown): unknown {
  const inner = layersOf(shape).at(-1);
  return typeof inner === 'object' && inner !== null && 'element' in inner ? inner.element : null;
}
