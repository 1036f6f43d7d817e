import type { Glow, Shot } from '../../scene/shot.ts';
import { createNoise } from '../../maths/noise.ts';
import type { Noise } from '../../maths/noise.ts';
import type { Frame } from '../frame.ts';
import { packPixel, packedPixels } from './pack-pixel.ts';
import { project } from '../view.ts';
import type { View } from '../view.ts';

const FLICKER_SEED = 977;
/** Local light brings a surface close to this level and no further: walls and snow keep their texture. */
const LIT_LEVEL = 226;
const SHOULDER = 1 / LIT_LEVEL;
/** Share of the halo that rooms keep: their walls are near, and the air in them is clear. */
const ROOM_HALO = 0.45;
const ROOM_POOL = 0.72;
/** Lights that flicker more than this are fires. */
const FLAME_FLICKER = 0.5;
let flickerNoise: Noise | null = null;

/** Brightness of a local light at a moment of the story: 1 on average. */
export function flickerAt(glow: Glow, index: number, seconds: number): number {
  if (glow.flicker <= 0) return 1;
  flickerNoise ??= createNoise(FLICKER_SEED);
  const wave =
    flickerNoise.value(seconds * 3.1 + index * 17.3, index * 5.7) +
    0.5 * flickerNoise.value(seconds * 8.3 + index * 9.1, index * 3.3 + 60);
  return 1 + glow.flicker * 0.26 * wave;
}

/** By day a lamp hardly shows; by night a fire is the only warmth for metres around. */
function brightness(glow: Glow, index: number, shot: Shot, seconds: number): number {
  const { night } = shot.light;
  const flame = glow.flicker > FLAME_FLICKER ? 1 + 0.9 * night : 1;
  return glow.strength * flame * flickerAt(glow, index, seconds) * (0.2 + 0.8 * night);
}

/** Lights the ground and whatever stands around every local light. Before the particles: a flame is not lit by itself. */
export function drawLightPools(frame: Frame, shot: Shot, view: View): void {
  for (const [index, glow] of shot.glows.entries()) {
    const strength = brightness(glow, index, shot, view.storySeconds);
    const share = shot.world.kind === 'room' ? ROOM_POOL : 1;
    if (strength > 0.01) lightPool(frame, view, glow, strength * share);
  }
}

/** The shine of every local light in the air around it. */
export function drawHalos(frame: Frame, shot: Shot, view: View): void {
  for (const [index, glow] of shot.glows.entries()) {
    const strength = brightness(glow, index, shot, view.storySeconds);
    const share = shot.world.kind === 'room' ? ROOM_HALO : 1;
    if (strength > 0.01) halo(frame, view, glow, strength * share);
  }
}

/** Adds light by the true distance of each visible point from the lamp, rebuilt from its depth. */
function lightPool(frame: Frame, view: View, glow: Glow, strength: number): void {
  const at = project(view, glow.x, glow.y, glow.z);
  if (at.depth < 0.3) return;
  const reach = glow.radiusMetres;
  // The lit sphere's outline on the screen; one very close to the camera covers everything.
  const nearest = Math.max(0.5, at.depth - reach);
  const screen = (reach * view.focal) / nearest;
  const left = Math.max(0, Math.floor(at.x - screen));
  const right = Math.min(frame.width - 1, Math.ceil(at.x + screen));
  const top = Math.max(0, Math.floor(at.y - screen));
  const bottom = Math.min(frame.height - 1, Math.ceil(at.y + screen));
  const side = ((at.x - view.centreX) * at.depth) / view.focal;
  const rise = ((view.horizon - at.y) * at.depth) / view.focal;
  const inverseFocal = 1 / view.focal;
  const inverseReach = 1 / (reach * reach);
  const red = (glow.colour[0] / 255) * strength * 1.1;
  const green = (glow.colour[1] / 255) * strength * 1.1;
  const blue = (glow.colour[2] / 255) * strength * 1.1;
  // Fires are strong and low: they colour even dark ground.
  const floor = glow.flicker > FLAME_FLICKER ? 20 : 14;
  const { depth, width } = frame;
  const pixels = packedPixels(frame);
  for (let y = top; y <= bottom; y++) {
    const vertical = (view.horizon - y) * inverseFocal;
    for (let x = left; x <= right; x++) {
      const pixel = y * width + x;
      const d = depth[pixel] ?? 0;
      const dz = d - at.depth;
      if (dz > reach || dz < -reach) continue;
      const dx = (x - view.centreX) * inverseFocal * d - side;
      const dy = vertical * d - rise;
      const near = 1 - (dx * dx + dy * dy + dz * dz) * inverseReach;
      if (near <= 0) continue;
      const light = near * near;
      // Multiplying keeps textures, the constant lets black ground show the light, and what is bright already takes less.
      const packed = pixels[pixel] ?? 0;
      const r = packed & 255;
      const g = (packed >> 8) & 255;
      const b = (packed >> 16) & 255;
      pixels[pixel] = packPixel(
        r < LIT_LEVEL ? r + (r + floor) * red * light * (1 - r * SHOULDER) : r,
        g < LIT_LEVEL ? g + (g + floor) * green * light * (1 - g * SHOULDER) : g,
        b < LIT_LEVEL ? b + (b + floor) * blue * light * (1 - b * SHOULDER) : b,
      );
    }
  }
}

function halo(frame: Frame, view: View, glow: Glow, strength: number): void {
  const at = project(view, glow.x, glow.y, glow.z);
  if (at.depth < 0.3) return;
  const radius = Math.min(frame.height * 0.6, glow.radiusMetres * 0.42 * at.scale);
  if (radius < 1.5) return;
  const seen = visibleShare(frame, at.x, at.y, at.depth, radius * 0.12);
  if (seen <= 0) return;
  const amount = Math.min(0.4, 0.24 * strength) * seen * (1 - 0.45 * glow.flicker);
  const left = Math.max(0, Math.floor(at.x - radius));
  const right = Math.min(frame.width - 1, Math.ceil(at.x + radius));
  const top = Math.max(0, Math.floor(at.y - radius));
  const bottom = Math.min(frame.height - 1, Math.ceil(at.y + radius));
  const inverse = 1 / (radius * radius);
  const [red, green, blue] = glow.colour;
  const { rgba, depth, width } = frame;
  const front = at.depth - 0.6;
  for (let y = top; y <= bottom; y++) {
    const dy2 = (y - at.y) * (y - at.y);
    for (let x = left; x <= right; x++) {
      const near = 1 - ((x - at.x) * (x - at.x) + dy2) * inverse;
      if (near <= 0) continue;
      const pixel = y * width + x;
      // Things before the lamp take only the light scattered in the air between.
      const block = (depth[pixel] ?? 0) < front ? 0.3 : 1;
      const square = near * near;
      const light = (square * 0.3 + square * square * square * 0.7) * amount * block;
      const to = pixel * 4;
      rgba[to] = (rgba[to] ?? 0) + red * light;
      rgba[to + 1] = (rgba[to + 1] ?? 0) + green * light;
      rgba[to + 2] = (rgba[to + 2] ?? 0) + blue * light;
    }
  }
}

/** Share (0..1) of the lamp's own disc that nothing covers: nine looks at the depth. */
function visibleShare(frame: Frame, x: number, y: number, depth: number, radius: number): number {
  let seen = 0;
  for (let row = -1; row <= 1; row++) {
    for (let column = -1; column <= 1; column++) {
      const px = Math.round(x + column * radius);
      const py = Math.round(y + row * radius);
      if (px < 0 || py < 0 || px >= frame.width || py >= frame.height) {
        seen += 0.5;
        continue;
      }
      if ((frame.depth[py * frame.width + px] ?? 0) > depth - 0.8) seen++;
    }
  }
  return seen / 9;
}
