import { TAU, smoothstep } from '../../maths/curves.ts';
import type { Light } from '../../scene/shot.ts';
import type { View } from '../view.ts';
import type { BakedSky } from './bake-sky.ts';
import { sampleTile } from './tile-texture.ts';

interface LightGrid {
  readonly columns: number;
  readonly colours: Float32Array;
  readonly cover: Float32Array;
}

/** Curtains of light: a wandering lower hem with rays rising from it, green below and violet above. */
export function auroraLight(grid: LightGrid, rows: number, step: number, baked: BakedSky, view: View): void {
  const { data, size } = baked.turbulence;
  const time = view.storySeconds;
  for (let column = 0; column < grid.columns; column++) {
    const lateral = (column * step - view.centreX) / view.focal;
    const flat = 1 / Math.sqrt(1 + lateral * lateral);
    const across = ((Math.atan(lateral) + view.pose.yaw) / TAU) * size;
    for (let curtain = 0; curtain < 3; curtain++) {
      const shift = curtain * 37;
      const fold = sampleTile(data, size, across * 1.4 + shift, time * 0.35 + shift) * 1.6;
      const hem =
        0.1 + curtain * 0.07 + sampleTile(data, size, across * 0.55 + shift, 11 + time * 0.12) * 0.16;
      const rays = 0.62 + 0.75 * sampleTile(data, size, across * 9 + fold * 14, 31 + time * 0.9 + shift);
      const strength =
        Math.max(0, 0.45 + sampleTile(data, size, across * 0.8 - time * 0.2, 70 + shift) * 1.5) * rays;
      if (strength <= 0.01) continue;
      const reach = 0.24 + 0.18 * rays;
      for (let row = 0; row < rows; row++) {
        const above = ((view.horizon - row * step) / view.focal) * flat - hem;
        if (above < -0.02 || above > reach) continue;
        const rise = above / reach;
        const power = strength * smoothstep(-0.02, 0.025, above) * (1 - rise) * (1 - rise) * 150;
        const at = row * grid.columns + column;
        const clear = power * (1 - (grid.cover[at] ?? 0) * 0.8);
        grid.colours[at * 3] = (grid.colours[at * 3] ?? 0) + clear * (0.16 + rise * 0.75);
        grid.colours[at * 3 + 1] = (grid.colours[at * 3 + 1] ?? 0) + clear * (1 - rise * 0.75);
        grid.colours[at * 3 + 2] = (grid.colours[at * 3 + 2] ?? 0) + clear * (0.52 + rise * 0.4);
      }
    }
  }
}

/** Cosines of 40 and 43 degrees: the bow stands between them around the point opposite the sun. */
const BOW_INNER = 0.766;
const BOW_OUTER = 0.731;

/** A bow for the picture rather than for physics: its centre is put below the horizon on the side the camera looks to. */
export function rainbowLight(grid: LightGrid, rows: number, step: number, light: Light, view: View): void {
  const azimuth = light.sunAzimuth < 0 ? 0.16 : -0.16;
  const sink = -0.34;
  const centreX = Math.sin(azimuth) * Math.cos(sink);
  const centreY = Math.cos(azimuth) * Math.cos(sink);
  const centreZ = Math.sin(sink);
  for (let row = 0; row < rows; row++) {
    const elevation = (view.horizon - row * step) / view.focal;
    for (let column = 0; column < grid.columns; column++) {
      const lateral = (column * step - view.centreX) / view.focal;
      const unit = 1 / Math.sqrt(1 + lateral * lateral + elevation * elevation);
      const dx = (view.sinYaw + lateral * view.cosYaw) * unit;
      const dy = (view.cosYaw - lateral * view.sinYaw) * unit;
      const cosine = dx * centreX + dy * centreY + elevation * unit * centreZ;
      const across = (cosine - BOW_OUTER) / (BOW_INNER - BOW_OUTER);
      if (across < -0.4 || across > 3) continue;
      const at = (row * grid.columns + column) * 3;
      const strength = 48 * smoothstep(-0.01, 0.08, elevation);
      const inside = across > 1 ? smoothstep(3, 1, across) * 6 : 0;
      grid.colours[at] = (grid.colours[at] ?? 0) + strength * hump(across, 0.12) + inside;
      grid.colours[at + 1] = (grid.colours[at + 1] ?? 0) + strength * hump(across, 0.48) + inside;
      grid.colours[at + 2] = (grid.colours[at + 2] ?? 0) + strength * hump(across, 0.84) * 1.1 + inside;
    }
  }
}

function hump(value: number, centre: number): number {
  const off = (value - centre) / 0.34;
  return off > -1 && off < 1 ? (1 - off * off) * (1 - off * off) : 0;
}
