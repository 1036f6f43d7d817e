import { clamp, smoothstep } from '../../maths/curves.ts';
import type { Noise } from '../../maths/noise.ts';

/** Where the water falls, and how far, metres. */
export const FALL_X = 1.2;
export const FALL_BASE_Y = 30.2;
export const LIP_METRES = 10.4;

/** Width of the bay in the cliff, and of the notch that the water has cut into its top. */
const BAY_METRES = 13;
const NOTCH_METRES = 4.4;
const TERRACES = 3;

/** A pool in front of the stage under a horseshoe of cliffs, with a notch where the water comes down. */
export function gorge(noise: Noise, x: number, y: number, dry: number, wet: number, side: number): number {
  const u = x / side;
  const v = y / side;
  const aside = x - FALL_X;
  const near = 9 + clamp(noise.fractal(u * 16, 5, 3, 16) * 3, -1.5, 3);
  const bay = Math.exp(-((aside / BAY_METRES) ** 2));
  const ragged = noise.value(u * 128, 3, 128) * 1.5 * (1 - bay * 0.7);
  const wall = FALL_BASE_Y - 8 + 8.6 * bay + ragged;
  const into = Math.min(y - near, wall - y);
  if (into > 0) return wet - Math.min(3, 0.05 + into * 0.25);
  if (y < near) {
    const bank = smoothstep(0, 3.4, -into);
    const hills = noise.ridged(u * 8, v * 8, 6, 8) * 22 * smoothstep(26, 180, -into);
    return wet + 0.01 + (dry - wet) * bank + hills;
  }
  const past = y - wall;
  const notch = Math.exp(-((aside / NOTCH_METRES) ** 2));
  const crest = LIP_METRES + (1 - notch) * (2.6 + noise.fractal(u * 64, v * 64, 2, 64) * 5);
  const climb = clamp(past / (5.2 - notch * 2.6) + noise.value(u * 256, v * 256, 256) * 0.14) * TERRACES;
  const terrace = Math.floor(climb);
  const rise = (terrace + smoothstep(0.15, 0.62, climb - terrace)) / TERRACES;
  const mountain = noise.ridged(u * 8, v * 8, 6, 8) * 70 * smoothstep(14, 190, past);
  return wet + rise * crest + mountain * (1 - notch * smoothstep(120, 20, past));
}
