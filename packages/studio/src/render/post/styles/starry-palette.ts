import { clamp, mix, smoothstep } from '../../../maths/curves.ts';
import { FAR } from '../../frame.ts';
import type { Painting } from './painting.ts';
import { FLOW_CELL } from './stroke-plan.ts';
import type { StrokePlan } from './stroke-plan.ts';

/** Red (blue air has little) above which sky is a cloud, a moon or a star, and painted as light instead of air. */
const CLOUD_RED = 196;
const STAR_RED = 92;

/** Repaints `scratch.paint` in blue and yellow: bands of air swirl through skies, shadows are blue, lights are gold. */
export function mixStarryPalette({ frame, scratch, view, shot }: Painting, plan: StrokePlan): void {
  const { paint, paintStep } = scratch;
  const { data, width, height } = paint;
  const horizon = clamp(view.horizon, frame.height * 0.3, frame.height) / paintStep;
  const { night } = shot.light;
  const bright = mix(CLOUD_RED, STAR_RED, night);
  const perCell = paintStep / FLOW_CELL;
  for (let y = 0; y < height; y++) {
    const k = clamp(y / horizon);
    const low = smoothstep(0.55, 1, k);
    const bandRow = Math.min(plan.rows - 1, (y * perCell) | 0) * plan.columns;
    const depthRow = Math.min(frame.height - 1, y * paintStep) * frame.width;
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const red = data[at] ?? 0;
      const green = data[at + 1] ?? 0;
      const blue = data[at + 2] ?? 0;
      const luma = red * 0.2126 + green * 0.7152 + blue * 0.0722;
      if ((frame.depth[depthRow + Math.min(frame.width - 1, x * paintStep)] ?? 0) >= FAR * 0.5) {
        const band = plan.band[bandRow + Math.min(plan.columns - 1, (x * perCell) | 0)] ?? 0;
        // A warm sky stays warm: sunsets are the painter's yellow too.
        const warm = clamp((red - blue) / 90);
        const light = clamp((red - bright) / 50) * 0.8 * (1 - low * (1 - night));
        const lift = (band * 0.5 + 0.5) * (1 - 0.35 * night) + 0.3 * low;
        const skyRed = mix(mix(26, 128, lift), 236, low * 0.55 * (1 - night));
        const skyGreen = mix(mix(58, 178, lift), 214, low * 0.45 * (1 - night));
        const skyBlue = mix(mix(140, 216, lift), 150, low * 0.55 * (1 - night));
        const gold = Math.max(light, warm * (0.35 + 0.5 * (band * 0.5 + 0.5)));
        data[at] = mix(skyRed, 250, gold);
        data[at + 1] = mix(skyGreen, 226, gold * (1 - 0.22 * warm));
        data[at + 2] = mix(skyBlue, 158, gold);
        continue;
      }
      const level = luma > 255 ? 1 : luma * (1 / 255);
      const shadow = (1 - level) * (1 - level) * 0.42;
      const gold = level * level * 0.34;
      const rich = 1.35;
      data[at] = mix(mix(luma + (red - luma) * rich, 22, shadow), 250, gold);
      data[at + 1] = mix(mix(luma + (green - luma) * rich, 40, shadow), 214, gold);
      data[at + 2] = mix(mix(luma + (blue - luma) * rich, 104, shadow), 96, gold * 0.8);
    }
  }
}
