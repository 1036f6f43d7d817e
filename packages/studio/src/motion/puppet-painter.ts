import { drawTriangles } from '../pixels/draw-triangles.ts';
import type { FramePainter } from '../pixels/film.ts';
import type { Picture } from '../pixels/picture.ts';
import { SHADOWS, SHADOW_VALUES } from './puppet-plan.ts';
import type { PuppetPlan } from './puppet-plan.ts';

/** Background, the feet's shadows, then the parts from back to front; in the middle of a turn its mirror image shines through. */
export function createPuppetPainter(plan: PuppetPlan): FramePainter {
  const { width, height } = plan.film;
  let other: Uint8ClampedArray | null = null;
  return (rgba, frame) => {
    rgba.set(plan.background.rgba);
    const target: Picture = { width, height, rgba };
    for (let shadow = 0; shadow < SHADOWS; shadow++)
      darken(target, plan.shadows, (frame * SHADOWS + shadow) * SHADOW_VALUES);
    const share = plan.mirrors[frame * 2] ?? 0;
    if (share > 0.01) {
      other ??= new Uint8ClampedArray(rgba.length);
      other.set(rgba);
      drawParts({ width, height, rgba: other }, plan, frame, plan.mirrors[frame * 2 + 1] ?? 0);
    }
    drawParts(target, plan, frame, null);
    if (share > 0.01 && other)
      for (let i = 0; i < rgba.length; i++)
        rgba[i] = (rgba[i] ?? 0) + ((other[i] ?? 0) - (rgba[i] ?? 0)) * share;
  };
}

/** `mirror`: the x about which the figure is mirrored, if it is. */
function drawParts(target: Picture, plan: PuppetPlan, frame: number, mirror: number | null): void {
  const count = plan.parts.length;
  for (let place = 0; place < count; place++) {
    const part = plan.parts[plan.order[frame * count + place] ?? 0];
    if (!part) continue;
    const first = frame * part.vertexCount * 2;
    let positions = part.positions.subarray(first, first + part.vertexCount * 2);
    if (mirror !== null)
      positions = positions.map((value, at) => (at % 2 === 0 ? 2 * mirror - value : value));
    drawTriangles(target, {
      positions,
      texels: part.texels,
      triangles: part.triangles,
      texture: part.texture,
    });
  }
}

/** A soft ellipse, darkest in the middle: (1 - r^2)^2. */
function darken({ rgba, width, height }: Picture, shadows: Float32Array, at: number): void {
  const x = shadows[at] ?? 0;
  const y = shadows[at + 1] ?? 0;
  const halfWidth = shadows[at + 2] ?? 0;
  const halfHeight = shadows[at + 3] ?? 0;
  const darkness = shadows[at + 4] ?? 0;
  if (darkness < 0.01 || halfWidth < 1 || halfHeight < 1) return;
  const bottom = Math.min(height, Math.ceil(y + halfHeight));
  const right = Math.min(width, Math.ceil(x + halfWidth));
  for (let py = Math.max(0, Math.floor(y - halfHeight)); py < bottom; py++) {
    const dy = (py + 0.5 - y) / halfHeight;
    for (let px = Math.max(0, Math.floor(x - halfWidth)); px < right; px++) {
      const dx = (px + 0.5 - x) / halfWidth;
      const inside = 1 - dx * dx - dy * dy;
      if (inside <= 0) continue;
      const keep = 1 - darkness * inside * inside;
      const i = (py * width + px) * 4;
      rgba[i] = (rgba[i] ?? 0) * keep;
      rgba[i + 1] = (rgba[i + 1] ?? 0) * keep;
      rgba[i + 2] = (rgba[i + 2] ?? 0) * keep;
    }
  }
}
