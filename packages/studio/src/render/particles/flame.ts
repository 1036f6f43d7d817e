import { clamp } from '../../maths/curves.ts';
import { createNoise } from '../../maths/noise.ts';
import type { Noise } from '../../maths/noise.ts';
import { project } from '../view.ts';
import { trait } from './particle-scene.ts';
import type { ParticleScene } from './particle-scene.ts';

/** Temperature 0..1 to emitted sRGB and how much of the background it covers. */
const RAMP = [
  { at: 0, red: 0, green: 0, blue: 0 },
  { at: 0.12, red: 92, green: 14, blue: 4 },
  { at: 0.3, red: 226, green: 62, blue: 10 },
  { at: 0.52, red: 255, green: 128, blue: 24 },
  { at: 0.76, red: 255, green: 206, blue: 84 },
  { at: 1, red: 255, green: 246, blue: 206 },
] as const;

const RAMP_SIZE = 256;
const TONGUES = 11;
/** Fixed: every fire licks alike; the shot's seed sets where its tongues stand. */
const NOISE_SEED = 4711;

interface FlameTables {
  readonly ramp: Uint8Array;
  readonly noise: Noise;
}

let tables: FlameTables | null = null;

function flameTables(): FlameTables {
  tables ??= { ramp: buildRamp(), noise: createNoise(NOISE_SEED) };
  return tables;
}

function buildRamp(): Uint8Array {
  const ramp = new Uint8Array(RAMP_SIZE * 3);
  for (let i = 0; i < RAMP_SIZE; i++) {
    const heat = i / (RAMP_SIZE - 1);
    const upper = RAMP.findIndex((stop) => stop.at >= heat);
    const high = RAMP[Math.max(1, upper)] ?? RAMP[1];
    const low = RAMP[Math.max(1, upper) - 1] ?? RAMP[0];
    const k = (heat - low.at) / (high.at - low.at);
    ramp[i * 3] = low.red + (high.red - low.red) * k;
    ramp[i * 3 + 1] = low.green + (high.green - low.green) * k;
    ramp[i * 3 + 2] = low.blue + (high.blue - low.blue) * k;
  }
  return ramp;
}

/** Per tongue of one frame: foot, sway at the tip, 1/height, half width (all in flame heights), and strength. */
interface Tongues {
  readonly foot: Float32Array;
  readonly sway: Float32Array;
  readonly inverseHeight: Float32Array;
  readonly halfWidth: Float32Array;
}

/** A standing fire of licking tongues, drawn as light over a screen-sized card facing the camera. */
export function drawFlame(
  scene: ParticleScene,
  source: { readonly x: number; readonly y: number; readonly z: number },
  heightMetres: number,
): void {
  const { view, frame } = scene;
  const base = project(view, source.x, source.y, source.z);
  if (base.depth < 0.3) return;
  const size = heightMetres * base.scale;
  if (size < 2) return;
  const { ramp, noise } = flameTables();
  const tongues = tonguesAt(scene, noise);
  const left = Math.max(0, Math.floor(base.x - size * 0.62));
  const right = Math.min(frame.width - 1, Math.ceil(base.x + size * 0.62));
  const top = Math.max(0, Math.floor(base.y - size * 1.3));
  const bottom = Math.min(frame.height - 1, Math.ceil(base.y + size * 0.1));
  const depth = base.depth - 0.45;
  const time = scene.seconds;
  const inverse = 1 / size;
  for (let py = top; py <= bottom; py++) {
    const v = (base.y - py) * inverse;
    const lick = 0.03 + 0.16 * Math.max(0, v);
    for (let px = left; px <= right; px++) {
      const pixel = py * frame.width + px;
      if ((frame.depth[pixel] ?? 0) < depth) continue;
      const flat = (px - base.x) * inverse;
      // The air carries the pattern up faster than the eye can follow any one detail.
      const warp =
        noise.value(flat * 3.2 + 9, v * 2.6 - time * 2.9) +
        0.5 * noise.value(flat * 8 + 3, v * 6 - time * 5.2);
      const heat = heatAt(tongues, flat + warp * lick, v, warp);
      if (heat <= 0.01) continue;
      blend(frame.rgba, pixel * 4, ramp, heat);
    }
  }
}

function tonguesAt(scene: ParticleScene, noise: Noise): Tongues {
  const tongues: Tongues = {
    foot: new Float32Array(TONGUES),
    sway: new Float32Array(TONGUES),
    inverseHeight: new Float32Array(TONGUES),
    halfWidth: new Float32Array(TONGUES),
  };
  const time = scene.seconds;
  for (let i = 0; i < TONGUES; i++) {
    const side = i / (TONGUES - 1) - 0.5;
    const beat = noise.value(time * 2.3 + i * 13.7, i * 7.1);
    const quick = noise.value(time * 5.1 + i * 5.3, i * 3.9 + 40);
    const middle = 1 - Math.abs(side) * 1.25;
    tongues.foot[i] = side * 0.56 + (trait(scene, i, 0, 41) - 0.5) * 0.06;
    tongues.sway[i] = -side * 0.34 + 0.12 * noise.value(time * 1.6 + i * 3.1, 70 + i);
    tongues.inverseHeight[i] = 1 / clamp((0.3 + 0.78 * middle) * (1 + 0.5 * beat + 0.2 * quick), 0.16, 1.28);
    tongues.halfWidth[i] = 0.062 + 0.05 * middle + 0.012 * quick;
  }
  return tongues;
}

/** Every tongue is a drop: widest at a fifth of its height, pointed at the tip, hottest inside and low. */
function heatAt(tongues: Tongues, u: number, v: number, warp: number): number {
  let sum = 0;
  for (let i = 0; i < TONGUES; i++) {
    const up = v * (tongues.inverseHeight[i] ?? 1);
    if (up >= 1 || up < -0.1) continue;
    const rise = up > 0 ? up : 0;
    const taper = up < 0.2 ? 0.72 + 1.4 * up : Math.sqrt(1 - (up - 0.2) * 1.25);
    // The feet stand close together and the tongues belly out above them.
    const belly = rise < 0.25 ? 0.6 + 1.6 * rise : 1;
    const centre = (tongues.foot[i] ?? 0) * belly + (tongues.sway[i] ?? 0) * rise * rise;
    const off = (u - centre) / ((tongues.halfWidth[i] ?? 0.1) * taper + 1e-4);
    const core = 1 - off * off;
    if (core <= 0) continue;
    const foot = up < 0.06 ? (up + 0.1) * 6.25 : 1;
    sum += core * (1 - 0.6 * rise) * foot;
  }
  const heat = sum * (0.62 - 0.24 * v) * (1 + 0.5 * warp * (0.3 + v));
  // A soft shoulder keeps the middle from burning out to a flat white.
  return heat <= 0 ? 0 : heat / (heat + 0.7);
}

function blend(rgba: Uint8ClampedArray, at: number, ramp: Uint8Array, heat: number): void {
  const step = Math.min(RAMP_SIZE - 1, Math.floor(heat * 1.34 * RAMP_SIZE)) * 3;
  const cover = Math.min(1, heat * 1.9);
  const hold = 1 - cover * 0.9;
  rgba[at] = (rgba[at] ?? 0) * hold + (ramp[step] ?? 0) * Math.min(1, cover * 1.2);
  rgba[at + 1] = (rgba[at + 1] ?? 0) * hold + (ramp[step + 1] ?? 0) * Math.min(1, cover * 1.2);
  rgba[at + 2] = (rgba[at + 2] ?? 0) * hold + (ramp[step + 2] ?? 0) * Math.min(1, cover * 1.2);
}
