import { randomStream } from '../../maths/random.ts';
import { sharedFloats } from '../world-painter.ts';

/** A net of bright lines, 0..1, that repeats without a seam; size is a power of two. */
export interface CausticTile {
  readonly size: number;
  readonly data: Float32Array<SharedArrayBuffer>;
}

const SIZE = 128;
const CELLS = 8;

/** Light gathers where the distance to the two nearest of a set of scattered points is nearly equal. */
export function bakeCaustics(seed: number): CausticTile {
  const random = randomStream(seed, 'caustics');
  const points = Float32Array.from({ length: CELLS * CELLS * 2 }, random);
  const data = sharedFloats(SIZE * SIZE);
  const scale = CELLS / SIZE;
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const bendX = x * scale + Math.sin((y / SIZE) * Math.PI * 4) * 0.18;
      const bendY = y * scale + Math.sin((x / SIZE) * Math.PI * 6) * 0.18;
      data[y * SIZE + x] = ridge(points, bendX, bendY);
    }
  return { size: SIZE, data };
}

function ridge(points: Float32Array, x: number, y: number): number {
  const cellX = Math.floor(x);
  const cellY = Math.floor(y);
  let first = 9;
  let second = 9;
  for (let row = cellY - 1; row <= cellY + 1; row++)
    for (let column = cellX - 1; column <= cellX + 1; column++) {
      const cell = (((row + CELLS) % CELLS) * CELLS + ((column + CELLS) % CELLS)) * 2;
      const dx = column + (points[cell] ?? 0) - x;
      const dy = row + (points[cell + 1] ?? 0) - y;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance < first) {
        second = first;
        first = distance;
      } else if (distance < second) {
        second = distance;
      }
    }
  const near = 1 - Math.min(1, (second - first) * 2.2);
  return near * near * near;
}
