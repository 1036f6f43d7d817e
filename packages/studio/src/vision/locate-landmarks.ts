import type { Picture } from '../pixels/picture.ts';
import { figureSquare } from './detect-people.ts';
import type { Networks } from './networks.ts';
import { type Square, sampleSquare } from './sample-square.ts';
import { LANDMARKS, type Landmark, type Pose } from './vision.ts';

export interface LocatedPose {
  readonly pose: Pose;
  /** Where to look for the same person in the next picture, or once more in this one. */
  readonly square: Square;
}

const SIDE = 256;
const LANDMARK_COUNT = Object.keys(LANDMARKS).length;
/** x, y, z, visibility, presence. */
const VALUES = 5;
/** Two points behind the landmarks: the middle of the hips and a point on the figure's circle. */
const HIPS = LANDMARK_COUNT;
const FAR = LANDMARK_COUNT + 1;
const MAP_SIDE = 64;
const MAP_COUNT = 39;
/** Half side of the window of the heat map, and the peak below which the map is not believed (MediaPipe's figures). */
const MAP_REACH = 3;
const MAP_PEAK = 0.5;

/** The BlazePose landmarks of the person in a square, refined on the network's heat maps. Pixels of the picture. */
export async function locateLandmarks(
  networks: Networks,
  picture: Picture,
  square: Square,
): Promise<LocatedPose> {
  const input = new Float32Array(SIDE * SIDE * 3);
  sampleSquare(picture, square, SIDE, input, 1 / 255);
  const [points, score, maps] = await networks.run('blazepose-full', input);
  if (!points || !score || !maps) throw new Error('the landmark network gave too little');
  const step = square.size / SIDE;
  const alongX = Math.cos(square.angle) * step;
  const alongY = Math.sin(square.angle) * step;
  const place = (index: number): Landmark => {
    const at = index * VALUES;
    const [x, y] = refine(maps, index, points[at] ?? 0, points[at + 1] ?? 0);
    const u = x - SIDE / 2;
    const v = y - SIDE / 2;
    return {
      x: square.centreX + u * alongX - v * alongY,
      y: square.centreY + u * alongY + v * alongX,
      z: (points[at + 2] ?? 0) * step,
      score: Math.min(sigmoid(points[at + 3] ?? 0), sigmoid(points[at + 4] ?? 0)),
    };
  };
  const hips = place(HIPS);
  const far = place(FAR);
  return {
    pose: { landmarks: Array.from({ length: LANDMARK_COUNT }, (_, k) => place(k)), score: score[0] ?? 0 },
    square: figureSquare(hips.x, hips.y, far.x, far.y),
  };
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

/** Moves a point to the middle of weight of its heat map around it, when the map has a clear peak there. */
function refine(maps: Float32Array, index: number, x: number, y: number): readonly [number, number] {
  const cell = SIDE / MAP_SIDE;
  const column = Math.floor(x / cell);
  const row = Math.floor(y / cell);
  if (column < 0 || row < 0 || column >= MAP_SIDE || row >= MAP_SIDE) return [x, y];
  let weight = 0;
  let sumX = 0;
  let sumY = 0;
  let peak = 0;
  for (let j = Math.max(0, row - MAP_REACH); j <= Math.min(MAP_SIDE - 1, row + MAP_REACH); j++)
    for (let i = Math.max(0, column - MAP_REACH); i <= Math.min(MAP_SIDE - 1, column + MAP_REACH); i++) {
      const value = sigmoid(maps[(j * MAP_SIDE + i) * MAP_COUNT + index] ?? 0);
      weight += value;
      sumX += value * i;
      sumY += value * j;
      peak = Math.max(peak, value);
    }
  return peak >= MAP_PEAK ? [(sumX / weight) * cell, (sumY / weight) * cell] : [x, y];
}
