import { smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { Frame } from '../frame.ts';
import type { View } from '../view.ts';
import type { MirrorScratch } from './land-scratch.ts';
import type { OpenWorld } from './open-world.ts';
import { WATER } from './surface-marks.ts';

/** Cosine between a bent mirror ray and the sun from which on it sparkles, and the tangent beyond which it never does. */
const SPARKLES_FROM = 0.97;
const NEVER_BEYOND = 0.4;

/** The sun or moon broken up by the waves: bright where the bent mirror ray meets it. */
export function glitterRow(
  frame: Frame,
  view: View,
  light: Light,
  row: MirrorScratch,
  y: number,
  waves: number,
  glint: number,
): void {
  const { width, rgba } = frame;
  const { live, slopeX, slopeY } = row;
  const { centreX } = view;
  const perPixel = 1 / view.focal;
  const drop = (y + 0.5 - view.horizon) * perPixel;
  const elevation = Math.max(0.03, light.sunElevation);
  const turn = light.sunAzimuth - view.pose.yaw;
  const sunX = Math.sin(turn) * Math.cos(elevation);
  const sunY = Math.cos(turn) * Math.cos(elevation);
  if (sunY <= 0.1) return;
  const sunZ = Math.sin(elevation);
  const [sunRed, sunGreen, sunBlue] = light.sunColour;
  const slope = 0.3 * waves + 0.02;
  const middle = sunX / sunY;
  for (let x = 0; x < width; x++) {
    if ((live[x] ?? 0) < WATER) continue;
    const nx = slopeX[x] ?? 0;
    const bent = (x + 0.5 - centreX) * perPixel - nx * slope * 1.1;
    if (bent - middle > NEVER_BEYOND || middle - bent > NEVER_BEYOND) continue;
    const ny = slopeY[x] ?? 0;
    // The ray's own length cancels out of the cosine.
    const lateral = (x + 0.5 - centreX) * perPixel;
    const rise = drop + ny * slope * 1.5 * Math.sqrt(1 + lateral * lateral + drop * drop);
    const towards = (bent * sunX + sunY + rise * sunZ) / Math.sqrt(bent * bent + 1 + rise * rise);
    if (towards <= SPARKLES_FROM) continue;
    const spot = (towards - SPARKLES_FROM) / (1 - SPARKLES_FROM);
    const spark = spot * spot * spot * spot;
    const broken = 0.12 + 0.88 * smoothstep(-0.12, 0.42, nx + ny * 0.6);
    const power = (spark * 0.3 + spark * spark * spark * 0.7) * glint * broken;
    const out = (y * width + x) * 4;
    rgba[out] = (rgba[out] ?? 0) + sunRed * power;
    rgba[out + 1] = (rgba[out + 1] ?? 0) + sunGreen * power;
    rgba[out + 2] = (rgba[out + 2] ?? 0) + sunBlue * power;
  }
}

export function glitterStrength(world: OpenWorld, light: Light): number {
  if (!world.sky.sunDisc && !world.sky.moon) return 0;
  const open = smoothstep(0.95, 0.5, world.sky.cloudCover);
  if (light.night > 0.8) return world.sky.moon ? 0.85 * open : 0;
  return (light.sunElevation < 0.3 ? 1.1 : 0.7) * open * (1 - light.night);
}
