import type { PartMesh } from './part-mesh.ts';

export interface Strain {
  readonly triangleCount: number;
  /** Triangles stretched more than twice as much one way as the other, or more than 1.8 times. */
  readonly badCount: number;
  /** Triangles turned over. */
  readonly flippedCount: number;
}

/** Judges the triangles of a mesh in one frame against rest, by the singular values of each one's map. */
export function measureStrain({ rest, triangles }: PartMesh, positions: Float32Array): Strain {
  let badCount = 0;
  let flippedCount = 0;
  for (let i = 0; i < triangles.length; i += 3) {
    const a = (triangles[i] ?? 0) * 2;
    const b = (triangles[i + 1] ?? 0) * 2;
    const c = (triangles[i + 2] ?? 0) * 2;
    const side = (from: ArrayLike<number>, to: number, axis: number): number =>
      (from[to + axis] ?? 0) - (from[a + axis] ?? 0);
    const ux = side(rest, b, 0);
    const uy = side(rest, b, 1);
    const vx = side(rest, c, 0);
    const vy = side(rest, c, 1);
    const px = side(positions, b, 0);
    const py = side(positions, b, 1);
    const qx = side(positions, c, 0);
    const qy = side(positions, c, 1);
    const area = ux * vy - uy * vx;
    const xx = (px * vy - qx * uy) / area;
    const xy = (qx * ux - px * vx) / area;
    const yx = (py * vy - qy * uy) / area;
    const yy = (qy * ux - py * vx) / area;
    const turned = xx * yy - xy * yx;
    const sum = xx * xx + xy * xy + yx * yx + yy * yy;
    const largest = Math.sqrt((sum + Math.sqrt(Math.max(0, sum * sum - 4 * turned * turned))) / 2);
    const smallest = Math.abs(turned) / Math.max(1e-9, largest);
    if (turned < 0) flippedCount++;
    if (turned < 0 || largest > 1.8 || largest > 2 * smallest) badCount++;
  }
  return { triangleCount: triangles.length / 3, badCount, flippedCount };
}
