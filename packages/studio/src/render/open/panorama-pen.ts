import type { Light } from '../../scene/shot.ts';
import { BACKDROP_HEIGHT, BACKDROP_HIGH, BACKDROP_LOW, BACKDROP_WIDTH } from './panorama-size.ts';

/** Writes paint before light; a negative red marks a lamp, which shines by itself. */
export type ColumnShade = (tangent: number, rgb: Float32Array) => void;

export interface PanoramaPen {
  readonly width: number;
  /** Fills a column from below the horizon up to the tangent `top`, with a soft upper edge. */
  column(column: number, top: number, shade: ColumnShade): void;
}

/** A pen for one row of things at one distance: it lights them and puts the haze of that distance over them. */
export function panoramaPen(
  pixels: Uint8Array,
  light: Light,
  fogMetres: number,
  distance: number,
): PanoramaPen {
  const perTangent = BACKDROP_HEIGHT / (BACKDROP_HIGH - BACKDROP_LOW);
  const haze = 1 - Math.exp(-distance / (fogMetres * 2));
  const rgb = new Float32Array(3);
  return {
    width: BACKDROP_WIDTH,
    column(column, top, shade) {
      const edge = (BACKDROP_HIGH - top) * perTangent;
      const first = Math.max(0, Math.floor(edge));
      for (let row = first; row < BACKDROP_HEIGHT; row++) {
        const tangent = BACKDROP_HIGH - (row + 0.5) / perTangent;
        shade(Math.max(0, tangent), rgb);
        const lamp = (rgb[0] ?? 0) < 0;
        const cover = row === first ? Math.min(1, Math.max(0, first + 1 - edge)) : 1;
        const at = (row * BACKDROP_WIDTH + column) * 4;
        const under = (pixels[at + 3] ?? 0) / 255;
        const total = cover + under * (1 - cover);
        const veil = lamp ? haze * 0.5 : haze;
        for (let c = 0; c < 3; c++) {
          const lit = lamp
            ? Math.abs(rgb[c] ?? 0)
            : (rgb[c] ?? 0) * ((light.ambient[c] ?? 0) + (light.key[c] ?? 0) * 0.6);
          const seen = lit + ((light.fog[c] ?? 0) - lit) * veil;
          pixels[at + c] = Math.min(
            255,
            (seen * cover + (pixels[at + c] ?? 0) * under * (1 - cover)) / Math.max(0.001, total),
          );
        }
        pixels[at + 3] = total * 255;
      }
    },
  };
}
