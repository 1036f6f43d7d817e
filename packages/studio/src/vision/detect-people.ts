import type { Picture } from '../pixels/picture.ts';
import type { Networks } from './networks.ts';
import { type Square, sampleSquare } from './sample-square.ts';

/** A person as the detector sees one. Pixels of the picture. */
export interface Detection {
  /** 0..1. */
  readonly score: number;
  /** Of the face and shoulders, not of the whole figure. */
  readonly box: Box;
  /** Upright square around the whole figure, with room for stretched limbs. */
  readonly square: Square;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const SIDE = 224;
/** Score, centre and size of the box, four points: middle of the hips, a point on the figure's circle, and two of the upper body. */
const VALUES = 13;
/** Grid side and boxes a cell of the detector's layers, as the network was trained. */
const LAYERS = [
  [28, 2],
  [14, 2],
  [7, 6],
] as const;
/** Boxes that cover each other more than this are one person. */
const SAME_OVERLAP = 0.3;
/** The circle is tight; MediaPipe gives it a quarter more. */
const ROOM = 1.25;

/**
 * People of the BlazePose detector with at least `threshold`, the surest first. The picture is seen as a whole, in a
 * square; people smaller than about a tenth of it are missed.
 */
export async function detectPeople(
  networks: Networks,
  picture: Picture,
  threshold: number,
  square = wholePicture(picture),
): Promise<Detection[]> {
  const input = new Float32Array(SIDE * SIDE * 3);
  sampleSquare(picture, square, SIDE, input, 2 / 255, -1);
  const [values] = await networks.run('blazepose-detector', input);
  return values ? mergeOverlapping(readCandidates(values, threshold, square)) : [];
}

/** The square that holds the whole picture. */
function wholePicture({ width, height }: Picture): Square {
  return { centreX: width / 2, centreY: height / 2, size: Math.max(width, height), angle: 0 };
}

export function overlap(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (boxArea(a) + boxArea(b) - both);
}

export function boxArea(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top);
}

/** Turns so that the line from the hips (`x`, `y`) to the far point stands upright. */
export function figureSquare(x: number, y: number, farX: number, farY: number): Square {
  const angle = Math.PI / 2 - Math.atan2(y - farY, farX - x);
  return { centreX: x, centreY: y, size: 2 * ROOM * Math.hypot(farX - x, farY - y), angle };
}

interface Candidate {
  readonly score: number;
  readonly box: Box;
  /** Hips x, y, far point x, y. */
  readonly points: readonly [number, number, number, number];
}

function readCandidates(values: Float32Array, threshold: number, square: Square): Candidate[] {
  const found: Candidate[] = [];
  const left = square.centreX - square.size / 2;
  const top = square.centreY - square.size / 2;
  let at = 0;
  for (const [grid, boxes] of LAYERS)
    for (let cell = 0; cell < grid * grid; cell++)
      for (let box = 0; box < boxes; box++, at += VALUES) {
        const score = 1 / (1 + Math.exp(-(values[at] ?? 0)));
        if (score < threshold) continue;
        const cellX = ((cell % grid) + 0.5) / grid;
        const cellY = (Math.floor(cell / grid) + 0.5) / grid;
        const x = (k: number): number => left + ((values[at + k] ?? 0) / SIDE + cellX) * square.size;
        const y = (k: number): number => top + ((values[at + k] ?? 0) / SIDE + cellY) * square.size;
        const halfWidth = (((values[at + 3] ?? 0) / SIDE) * square.size) / 2;
        const halfHeight = (((values[at + 4] ?? 0) / SIDE) * square.size) / 2;
        found.push({
          score,
          box: {
            left: x(1) - halfWidth,
            right: x(1) + halfWidth,
            top: y(2) - halfHeight,
            bottom: y(2) + halfHeight,
          },
          points: [x(5), y(6), x(7), y(8)],
        });
      }
  return found;
}

/** Weighted non-maximum suppression (BlazeFace, 2019): those that overlap are averaged by score, which shakes less. */
function mergeOverlapping(candidates: readonly Candidate[]): Detection[] {
  let rest = candidates.toSorted((a, b) => b.score - a.score);
  const merged: Detection[] = [];
  for (let first = rest[0]; first; first = rest[0]) {
    const { box: best } = first;
    const same = rest.filter(({ box }) => overlap(box, best) > SAME_OVERLAP);
    rest = rest.filter((candidate) => candidate !== first && !same.includes(candidate));
    const members = same.length > 0 ? same : [first];
    const weight = members.reduce((sum, { score }) => sum + score, 0);
    const mean = (read: (candidate: Candidate) => number): number =>
      members.reduce((sum, candidate) => sum + read(candidate) * candidate.score, 0) / weight;
    merged.push({
      score: first.score,
      box: {
        left: mean(({ box }) => box.left),
        top: mean(({ box }) => box.top),
        right: mean(({ box }) => box.right),
        bottom: mean(({ box }) => box.bottom),
      },
      square: figureSquare(
        mean(({ points }) => points[0]),
        mean(({ points }) => points[1]),
        mean(({ points }) => points[2]),
        mean(({ points }) => points[3]),
      ),
    });
  }
  return merged;
}
