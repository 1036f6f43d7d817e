import type { Plane } from '../pixels/picture.ts';

/** A place to start from: a pixel index, the distance that it begins with, and the number handed on to all it reaches. */
export interface GeodesicSeed {
  readonly index: number;
  readonly distance: number;
  readonly label: number;
}

export interface Geodesic {
  /** Cost to the nearest seed by pixel; Infinity where none leads. */
  readonly distance: Float64Array;
  /** Label of that seed; -1 where none leads. */
  readonly label: Int16Array;
  /** The pixel before on the way from the seed; -1 at seeds and where none leads. */
  readonly from: Int32Array;
}

const SIDE = 1;
const DIAGONAL = Math.SQRT2;

/**
 * Shortest ways inside a mask (values of at least 0.5) from many seeds at once: Dijkstra over the 8 neighbours. A step
 * costs its length in pixels, times `costOf` the pixel stepped on (and the one before) when given.
 */
export function walkInside(
  mask: Plane,
  seeds: readonly GeodesicSeed[],
  costOf?: (to: number, from: number) => number,
): Geodesic {
  const { width, height, values } = mask;
  const size = values.length;
  const distance = new Float64Array(size).fill(Infinity);
  const label = new Int16Array(size).fill(-1);
  const from = new Int32Array(size).fill(-1);
  const heap = new Heap();
  for (const seed of seeds) {
    if ((values[seed.index] ?? 0) < 0.5 || seed.distance >= (distance[seed.index] ?? 0)) continue;
    distance[seed.index] = seed.distance;
    label[seed.index] = seed.label;
    heap.push(seed.distance, seed.index);
  }
  for (let next = heap.pop(); next; next = heap.pop()) {
    const { index } = next;
    if (next.key > (distance[index] ?? 0)) continue;
    const x = index % width;
    const y = (index - x) / width;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) {
        if ((dx === 0 && dy === 0) || x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height)
          continue;
        const to = index + dy * width + dx;
        if ((values[to] ?? 0) < 0.5) continue;
        const step = (dx === 0 || dy === 0 ? SIDE : DIAGONAL) * (costOf ? costOf(to, index) : 1);
        const reached = next.key + step;
        if (reached >= (distance[to] ?? 0)) continue;
        distance[to] = reached;
        label[to] = label[index] ?? -1;
        from[to] = index;
        heap.push(reached, to);
      }
  }
  return { distance, label, from };
}

/** Binary heap of (key, index); of equal keys the smaller index comes first, so that ties are the same everywhere. */
class Heap {
  readonly #keys: number[] = [];
  readonly #indices: number[] = [];

  push(key: number, index: number): void {
    let at = this.#keys.length;
    this.#keys.push(key);
    this.#indices.push(index);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#isBefore(at, up)) break;
      this.#swap(at, up);
      at = up;
    }
  }

  pop(): { readonly key: number; readonly index: number } | null {
    const last = this.#keys.length - 1;
    if (last < 0) return null;
    this.#swap(0, last);
    const key = this.#keys.pop() ?? 0;
    const index = this.#indices.pop() ?? 0;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < last && this.#isBefore(child, least)) least = child;
      if (least === at) return { key, index };
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const difference = (this.#keys[a] ?? 0) - (this.#keys[b] ?? 0);
    return difference < 0 || (difference === 0 && (this.#indices[a] ?? 0) < (this.#indices[b] ?? 0));
  }

  #swap(a: number, b: number): void {
    const key = this.#keys[a] ?? 0;
    const index = this.#indices[a] ?? 0;
    this.#keys[a] = this.#keys[b] ?? 0;
    this.#indices[a] = this.#indices[b] ?? 0;
    this.#keys[b] = key;
    this.#indices[b] = index;
  }
}
