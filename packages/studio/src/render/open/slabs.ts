import { clamp, smoothstep } from '../../maths/curves.ts';
import type { LandRow } from './land-row.ts';

const SLAB_METRES = 0.8;
/** Joints are too thin to be seen from farther, metres. */
export const SLABS_WITHIN = 52;

/** Joints between paving slabs, as dark as they cover the pixel. */
export function laySlabs(row: LandRow, focal: number): void {
  for (let i = 0; i < row.z.length; i++) {
    const z = row.z[i] ?? 0;
    if (z <= 0 || z > SLABS_WITHIN) continue;
    const wy = row.y[i] ?? 0;
    const alongRow = Math.floor(wy / SLAB_METRES);
    const u = (row.x[i] ?? 0) / (SLAB_METRES * 1.5) + (alongRow & 1) * 0.5;
    const du = Math.abs(u - Math.floor(u) - 0.5) * SLAB_METRES * 1.5;
    const dv = Math.abs(wy / SLAB_METRES - alongRow - 0.5) * SLAB_METRES;
    const edge = Math.min(SLAB_METRES * 0.75 - du, SLAB_METRES * 0.5 - dv);
    const pixel = z / focal;
    const seen = clamp(0.01 / (pixel * 2 + 0.004)) * clamp(1.3 - z / 40);
    row.gain[i] = (row.gain[i] ?? 1) * (1 - 0.42 * seen * smoothstep(0.006 + pixel * 2.5, 0.002, edge));
  }
}
