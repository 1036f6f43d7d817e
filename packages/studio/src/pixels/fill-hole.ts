import { randomStream } from '../maths/random.ts';
import { distanceToMask } from './morphology.ts';
import {
  completeMatches,
  improveMatches,
  measureMatches,
  PATCH_RADIUS,
  type PatchLevel,
} from './patch-match.ts';
import { createPicture, createPlane, type Picture, type Plane } from './picture.ts';
import { resizePicture, resizePlane } from './resize.ts';
import { pullPush, smoothFill } from './smooth-fill.ts';

export interface FillOptions {
  readonly seed: number;
  /** Where nothing may be copied from (at least 0.5), beside the hole itself: the subject's own pixels, a wrong material. */
  readonly avoid?: Plane;
}

/** The smallest level's shorter side: there a hole of a third of the picture is about one patch wide. */
const SMALLEST_SIDE = 24;
/** Rounds of matching and voting by level, the coarsest first; the finest levels only follow what was decided. */
const ROUNDS = [10, 6, 4, 3, 2] as const;
/** Above so many target patches a level is not searched any more: it only copies what the coarser level chose. */
const SEARCHED_TARGETS = 40_000;
/** A copied pixel counts less the farther it lies from what is known: by so much a pixel. */
const TRUST_DECAY = 1.25;
/** A larger difference at the rim (0..255) is an edge of something, not a shade to be blended away. */
const LARGEST_SHADE = 36;

/**
 * The picture with the hole (values of at least 0.5) filled by texture from elsewhere in it: a pyramid, on each level a
 * patch match and a vote of all overlapping patches. Wexler, Shechtman and Irani, "Space-time completion of video",
 * 2007, with Barnes' search. Everything outside the hole stays as it is. A hole without enough picture around is filled
 * smoothly.
 */
export function fillHole(picture: Picture, hole: Plane, options: FillOptions): Picture {
  const random = randomStream(options.seed, 'fill hole');
  const stages = stagesOf(picture, hole, options.avoid ?? null);
  let coarser: PatchLevel | null = null;
  let filled: Picture = picture;
  for (const [index, stage] of stages.entries()) {
    const isFinest = index === stages.length - 1;
    const isFirst: boolean = coarser === null;
    filled = isFirst ? smoothFill(stage.picture, stage.hole) : copyOf(stage.picture);
    const level = createLevel(filled, stage.hole, stage.avoid);
    if (level.sources.length === 0) {
      filled = smoothFill(stage.picture, stage.hole);
      continue;
    }
    const trust = trustOf(stage.hole);
    if (coarser) {
      inheritMatches(level, coarser);
      completeMatches(level, random);
      vote(level, trust, false);
    }
    if (isFirst || level.targets.length <= SEARCHED_TARGETS)
      refine(level, trust, ROUNDS[index] ?? 1, random, isFinest);
    if (isFinest) joinRim(level, trust);
    coarser = level;
  }
  return filled;
}

/** One size of the task. */
interface Stage {
  readonly picture: Picture;
  readonly hole: Plane;
  readonly avoid: Plane | null;
}

/** The task at half the size, and half of that, and so on: coarsest first. */
function stagesOf(picture: Picture, hole: Plane, avoid: Plane | null): Stage[] {
  const stages: Stage[] = [{ picture, hole, avoid }];
  let last: Stage = { picture, hole, avoid };
  for (let scale = 2; ; scale *= 2) {
    const width = Math.round(picture.width / scale);
    const height = Math.round(picture.height / scale);
    if (Math.min(width, height) < SMALLEST_SIDE) break;
    last = {
      picture: resizePicture(last.picture, width, height),
      hole: atLeastTouched(last.hole, width, height),
      avoid: last.avoid ? atLeastTouched(last.avoid, width, height) : null,
    };
    stages.unshift(last);
  }
  return stages;
}

function copyOf(picture: Picture): Picture {
  const out = createPicture(picture.width, picture.height);
  out.rgba.set(picture.rgba);
  return out;
}

/** A mask at a smaller size in which every pixel that the mask touches is in. */
function atLeastTouched(mask: Plane, width: number, height: number): Plane {
  const whole = createPlane(mask.width, mask.height);
  for (let i = 0; i < whole.values.length; i++) whole.values[i] = (mask.values[i] ?? 0) >= 0.5 ? 1 : 0;
  const small = resizePlane(whole, width, height);
  for (let i = 0; i < small.values.length; i++) small.values[i] = (small.values[i] ?? 0) > 0.02 ? 1 : 0;
  return small;
}

function createLevel(picture: Picture, hole: Plane, avoid: Plane | null): PatchLevel {
  const { width, height } = picture;
  const count = width * height;
  const nearHole = touchedBy(hole.values, width, height);
  const barred = new Float32Array(count);
  for (let i = 0; i < count; i++)
    barred[i] = (hole.values[i] ?? 0) >= 0.5 || (avoid?.values[i] ?? 0) >= 0.5 ? 1 : 0;
  const nearBarred = touchedBy(barred, width, height);
  const isSource = new Uint8Array(count);
  for (let y = PATCH_RADIUS; y < height - PATCH_RADIUS; y++)
    for (let x = PATCH_RADIUS; x < width - PATCH_RADIUS; x++)
      isSource[y * width + x] = nearBarred[y * width + x] === 1 ? 0 : 1;
  return {
    width,
    height,
    rgba: picture.rgba,
    holes: indicesWhere(count, (i) => (hole.values[i] ?? 0) >= 0.5),
    targets: indicesWhere(count, (i) => nearHole[i] === 1),
    isSource,
    sources: indicesWhere(count, (i) => isSource[i] === 1),
    match: new Int32Array(count).fill(-1),
    cost: new Int32Array(count),
  };
}

function indicesWhere(count: number, isIn: (i: number) => boolean): Int32Array {
  let size = 0;
  for (let i = 0; i < count; i++) if (isIn(i)) size++;
  const out = new Int32Array(size);
  size = 0;
  for (let i = 0; i < count; i++) if (isIn(i)) out[size++] = i;
  return out;
}

/** 1 where the patch around a pixel holds a pixel of the mask: along the rows, then down the columns, both ways. */
function touchedBy(mask: Float32Array, width: number, height: number): Uint8Array {
  const rows = new Uint8Array(mask.length);
  for (let start = 0; start < mask.length; start += width) {
    let right = -1;
    for (let x = 0; x < width; x++) {
      if ((mask[start + x] ?? 0) >= 0.5) right = x + PATCH_RADIUS;
      if (x <= right) rows[start + x] = 1;
    }
    let left = width;
    for (let x = width - 1; x >= 0; x--) {
      if ((mask[start + x] ?? 0) >= 0.5) left = x - PATCH_RADIUS;
      if (x >= left) rows[start + x] = 1;
    }
  }
  const out = new Uint8Array(mask.length);
  const reach = new Int32Array(width).fill(-1);
  for (let y = 0; y < height; y++)
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (rows[i] === 1) reach[x] = y + PATCH_RADIUS;
      if (y <= (reach[x] ?? 0)) out[i] = 1;
    }
  reach.fill(height);
  for (let y = height - 1; y >= 0; y--)
    for (let x = 0, i = y * width; x < width; x++, i++) {
      if (rows[i] === 1) reach[x] = y - PATCH_RADIUS;
      if (y >= (reach[x] ?? 0)) out[i] = 1;
    }
  return out;
}

/** How much a patch centred on a pixel is to be believed: 1 on known ground, falling towards the middle of the hole. */
function trustOf(hole: Plane): Float32Array {
  const known = { ...hole, values: hole.values.map((value) => (value >= 0.5 ? 0 : 1)) };
  return distanceToMask(known).values.map((distance) => TRUST_DECAY ** -Math.min(distance, 60));
}

/** A coarse match at twice the size keeps its offset within the 2 x 2 block. */
function inheritMatches(level: PatchLevel, coarser: PatchLevel): void {
  const { width, height, match, targets } = level;
  for (const target of targets) {
    const y = Math.floor(target / width);
    const x = target - y * width;
    const coarseX = Math.min(coarser.width - 1, x >> 1);
    const coarseY = Math.min(coarser.height - 1, y >> 1);
    const coarse = coarser.match[coarseY * coarser.width + coarseX] ?? -1;
    if (coarse < 0) continue;
    const sourceY = Math.floor(coarse / coarser.width);
    const sourceX = coarse - sourceY * coarser.width;
    const fineX = Math.min(width - 1, sourceX * 2 + (x - coarseX * 2));
    const fineY = Math.min(height - 1, sourceY * 2 + (y - coarseY * 2));
    match[target] = fineY * width + fineX;
  }
}

function refine(
  level: PatchLevel,
  trust: Float32Array,
  rounds: number,
  random: () => number,
  isFinest: boolean,
): void {
  for (let round = 0; round < rounds; round++) {
    completeMatches(level, random);
    measureMatches(level);
    improveMatches(level, true, random);
    improveMatches(level, false, random);
    vote(level, trust, isFinest && round === rounds - 1);
  }
}

/** The hole's pixels take the mean of what the patches over them say. */
function vote(level: PatchLevel, trust: Float32Array, isCrisp: boolean): void {
  const { rgba, holes } = level;
  const fresh = ballot(level, holes, trust, isCrisp);
  for (let k = 0; k < holes.length; k++) {
    const at = (holes[k] ?? 0) * 4;
    rgba[at] = fresh[k * 3] ?? 0;
    rgba[at + 1] = fresh[k * 3 + 1] ?? 0;
    rgba[at + 2] = fresh[k * 3 + 2] ?? 0;
  }
}

/**
 * What the patches over each of `pixels` say about it, weighted by how well they fit and how near known ground they
 * stand: three numbers each. A crisp ballot lets the best ones decide almost alone: means of many copies are blurred.
 */
function ballot(level: PatchLevel, pixels: Int32Array, trust: Float32Array, isCrisp: boolean): Float32Array {
  const { width, height, rgba, match } = level;
  const weights = patchWeights(level, trust, isCrisp);
  const fresh = new Float32Array(pixels.length * 3);
  for (let k = 0; k < pixels.length; k++) {
    const pixel = pixels[k] ?? 0;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    let red = 0;
    let green = 0;
    let blue = 0;
    let sum = 0;
    for (let dy = Math.max(-PATCH_RADIUS, -y); dy <= Math.min(PATCH_RADIUS, height - 1 - y); dy++)
      for (let dx = Math.max(-PATCH_RADIUS, -x); dx <= Math.min(PATCH_RADIUS, width - 1 - x); dx++) {
        const centre = pixel + dy * width + dx;
        const source = match[centre] ?? -1;
        if (source < 0) continue;
        const from = (source - dy * width - dx) * 4;
        const weight = weights[centre] ?? 0;
        red += (rgba[from] ?? 0) * weight;
        green += (rgba[from + 1] ?? 0) * weight;
        blue += (rgba[from + 2] ?? 0) * weight;
        sum += weight;
      }
    fresh[k * 3] = red / sum;
    fresh[k * 3 + 1] = green / sum;
    fresh[k * 3 + 2] = blue / sum;
  }
  return fresh;
}

/** How much each target patch has to say. */
function patchWeights(level: PatchLevel, trust: Float32Array, isCrisp: boolean): Float32Array {
  const falloff = 1 / (typicalCost(level) * (isCrisp ? 0.25 : 1));
  const weights = new Float32Array(level.match.length);
  for (const target of level.targets)
    weights[target] =
      (trust[target] ?? 0) * Math.exp(-Math.min(60, (level.cost[target] ?? 0) * falloff)) + 1e-20;
  return weights;
}

/** The cost that three quarters of the patches stay below, and no less than noise of 2 levels. */
function typicalCost(level: PatchLevel): number {
  const sample: number[] = [];
  const step = Math.max(1, Math.floor(level.targets.length / 500));
  for (let k = 0; k < level.targets.length; k += step) sample.push(level.cost[level.targets[k] ?? 0] ?? 0);
  sample.sort((a, b) => a - b);
  return Math.max(600, sample[Math.floor(sample.length * 0.75)] ?? 0);
}

/**
 * Takes the seam out: what the patches say about the known pixels at the rim is off by some colour there, and that
 * difference, blended smoothly inwards, is added to the fill (as gradient-domain cloning does).
 */
function joinRim(level: PatchLevel, trust: Float32Array): void {
  const { width, height, rgba, holes, targets } = level;
  const isHole = new Uint8Array(width * height);
  for (const hole of holes) isHole[hole] = 1;
  const rim = targets.filter(
    (i) =>
      isHole[i] === 0 &&
      (isHole[i - 1] === 1 || isHole[i + 1] === 1 || isHole[i - width] === 1 || isHole[i + width] === 1),
  );
  const said = ballot(level, rim, trust, true);
  const offsets = new Float32Array(width * height * 4);
  for (let k = 0; k < rim.length; k++) {
    const at = (rim[k] ?? 0) * 4;
    let largest = 0;
    for (let channel = 0; channel < 3; channel++) {
      const offset = (rgba[at + channel] ?? 0) - (said[k * 3 + channel] ?? 0);
      largest = Math.max(largest, Math.abs(offset));
      offsets[at + channel] = offset;
    }
    if (largest > LARGEST_SHADE) offsets.fill(0, at, at + 3);
    else offsets[at + 3] = 1;
  }
  pullPush(offsets, width, height);
  for (const hole of holes)
    for (let at = hole * 4; at < hole * 4 + 3; at++) rgba[at] = (rgba[at] ?? 0) + (offsets[at] ?? 0);
}
