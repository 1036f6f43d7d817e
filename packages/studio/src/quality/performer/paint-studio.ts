import { vec } from '../../art/biped/vec3.ts';
import { mix, smoothstep } from '../../maths/curves.ts';
import { project } from './lens.ts';
import type { Lens } from './lens.ts';
import type { PerformerLook } from './performer-look.ts';
import type { Limbs, SolvedBody } from './solve-body.ts';

/** The wall stands this far behind the figure. */
const WALL_METRES = 1.4;
/** Wall and floor meet in a hollow, as in a photographer's studio. */
const HOLLOW_ROWS = 0.035;

/** Wall, floor and the soft shadows below the feet, into `rgba`. */
export function paintStudio(
  rgba: Uint8ClampedArray,
  lens: Lens,
  body: SolvedBody,
  look: PerformerLook,
): void {
  const { width, height } = lens;
  const corner = project(lens, vec(0, 0, -WALL_METRES)).y;
  for (let y = 0; y < height; y++) {
    const floor = smoothstep(corner - HOLLOW_ROWS * height, corner + HOLLOW_ROWS * height, y);
    const light = mix(0.86 + (0.2 * y) / height, 0.94 + (0.1 * (y - corner)) / height, floor);
    for (let x = 0; x < width; x++) {
      const across = (x / width - 0.42) * 1.1;
      const vignette = light * (1 - 0.28 * across * across);
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        rgba[at + channel] = mix(look.wall[channel] ?? 0, look.floor[channel] ?? 0, floor) * vignette;
      }
      rgba[at + 3] = 255;
    }
  }
  for (const limbs of [body.left, body.right]) castFootShadow(rgba, lens, limbs);
}

/** Dark and small below a foot that stands, pale and wide below one that is in the air. */
function castFootShadow(rgba: Uint8ClampedArray, lens: Lens, { ankle, heel, toe }: Limbs): void {
  const lift = Math.max(0, Math.min(heel.y, toe.y));
  const { x, y, scale } = project(lens, vec(ankle.x + 0.03, 0, ankle.z + 0.05));
  const halfWidth = (0.13 + 0.4 * lift) * scale;
  const halfHeight = halfWidth * 0.36;
  const strength = 0.5 / (1 + 7 * lift);
  const bottom = Math.min(lens.height - 1, Math.ceil(y + halfHeight));
  const right = Math.min(lens.width - 1, Math.ceil(x + halfWidth));
  for (let row = Math.max(0, Math.floor(y - halfHeight)); row <= bottom; row++) {
    for (let column = Math.max(0, Math.floor(x - halfWidth)); column <= right; column++) {
      const off = Math.hypot((column - x) / halfWidth, (row - y) / halfHeight);
      const dark = 1 - strength * smoothstep(1, 0.15, off);
      const at = (row * lens.width + column) * 4;
      for (let channel = 0; channel < 3; channel++) rgba[at + channel] = (rgba[at + channel] ?? 0) * dark;
    }
  }
}
