/**
 * Nearest-neighbour field between the patches that touch a hole and the whole patches elsewhere in the same picture
 * (Barnes et al., "PatchMatch", 2009). Positions are pixel indices; patches are squares of 7 x 7.
 */
export const PATCH_RADIUS = 3;

/** One level of the pyramid, colours packed as RGBA bytes. */
export interface PatchLevel {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray;
  /** Pixels to fill, in reading order. */
  readonly holes: Int32Array;
  /** Centres of patches that touch the hole, in reading order. */
  readonly targets: Int32Array;
  /** 1 where a patch may be taken from: all of it inside the picture, known and allowed. */
  readonly isSource: Uint8Array;
  /** The same as a list. */
  readonly sources: Int32Array;
  /** By pixel: the index of the source centre, or -1. Only targets have one. */
  readonly match: Int32Array;
  /** By pixel: squared colour difference to it, summed over the patch. */
  readonly cost: Int32Array;
}

/** Gives every target without a valid match a random source. */
export function completeMatches(level: PatchLevel, random: () => number): void {
  const { targets, match, isSource, sources } = level;
  for (const target of targets) {
    const source = match[target] ?? -1;
    if (source < 0 || isSource[source] !== 1)
      match[target] = sources[Math.floor(random() * sources.length)] ?? sources[0] ?? 0;
  }
}

/** Measures every match against what the hole holds now. */
export function measureMatches(level: PatchLevel): void {
  const { targets, match, cost } = level;
  for (const target of targets)
    cost[target] = patchCost(level, target, match[target] ?? 0, Number.MAX_SAFE_INTEGER);
}

/** One sweep over all targets (down and right, or back): matches spread to neighbours, then a shrinking random search. */
export function improveMatches(level: PatchLevel, isForward: boolean, random: () => number): void {
  const { targets, width, height } = level;
  const count = targets.length;
  const toSide = isForward ? -1 : 1;
  const reach = Math.max(width, height);
  for (let k = 0; k < count; k++) {
    const target = targets[isForward ? k : count - 1 - k] ?? 0;
    const x = target % width;
    if (isForward ? x > 0 : x < width - 1) spread(level, target, toSide);
    const above = target + toSide * width;
    if (above >= 0 && above < width * height) spread(level, target, toSide * width);
    search(level, target, reach, random);
  }
}

function spread(level: PatchLevel, target: number, step: number): void {
  const neighbour = level.match[target + step] ?? -1;
  if (neighbour < 0) return;
  offer(level, target, neighbour - step);
}

/** Radii halve from the whole picture to one pixel around the best match so far. */
function search(level: PatchLevel, target: number, reach: number, random: () => number): void {
  const { width, height, match } = level;
  for (let radius = reach; radius >= 1; radius = radius >> 1) {
    const best = match[target] ?? 0;
    const bestY = Math.floor(best / width);
    const x = best - bestY * width + Math.round((random() * 2 - 1) * radius);
    const y = bestY + Math.round((random() * 2 - 1) * radius);
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    offer(level, target, y * width + x);
  }
}

function offer(level: PatchLevel, target: number, source: number): void {
  if (source < 0 || level.isSource[source] !== 1 || level.match[target] === source) return;
  const limit = level.cost[target] ?? 0;
  const cost = patchCost(level, target, source, limit);
  if (cost >= limit) return;
  level.match[target] = source;
  level.cost[target] = cost;
}

/** Sum of squared differences; stops at `limit`. Parts of the target patch outside the picture do not count. */
function patchCost(level: PatchLevel, target: number, source: number, limit: number): number {
  const { rgba, width, height } = level;
  const y = Math.floor(target / width);
  const x = target - y * width;
  const top = Math.max(-PATCH_RADIUS, -y);
  const bottom = Math.min(PATCH_RADIUS, height - 1 - y);
  const left = Math.max(-PATCH_RADIUS, -x);
  const across = Math.min(PATCH_RADIUS, width - 1 - x) - left + 1;
  let sum = 0;
  for (let dy = top; dy <= bottom; dy++) {
    let a = (target + dy * width + left) * 4;
    let b = (source + dy * width + left) * 4;
    for (let i = 0; i < across; i++) {
      const red = (rgba[a] ?? 0) - (rgba[b] ?? 0);
      const green = (rgba[a + 1] ?? 0) - (rgba[b + 1] ?? 0);
      const blue = (rgba[a + 2] ?? 0) - (rgba[b + 2] ?? 0);
      sum += red * red + green * green + blue * blue;
      a += 4;
      b += 4;
    }
    if (sum >= limit) return sum;
  }
  return sum;
}
